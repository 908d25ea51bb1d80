"""Whom the directory knows, who stands in for whom, and what waits for a person."""
