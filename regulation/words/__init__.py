"""What everything is said and written with: labels, bounded texts, refusals, what is wrong with a field."""
