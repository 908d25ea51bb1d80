"""Commands about the system itself: running it, its records, its completion."""
