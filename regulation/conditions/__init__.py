"""Article 4 and Article 5 item 1: what a locality hands in, and whether it meets the conditions."""
