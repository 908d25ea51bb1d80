"""The Measures as data: editions, their parameters and checks, citations, coverage."""
