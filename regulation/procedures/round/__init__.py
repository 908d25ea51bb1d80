"""A city-wide round of evaluations: one act calls every municipal park, a bounded number at a time (R8-central, Q25)."""
