"""The rules: the Measures as data and pure functions; no clock, no chance, no input, no Temporal, no SQL."""
