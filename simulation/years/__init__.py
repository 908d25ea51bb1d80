"""Many years of many parks: played, summed up, compared, drawn."""
