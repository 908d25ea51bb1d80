"""What a person may see, as data."""
