"""The same years on the time-skipping test server."""
