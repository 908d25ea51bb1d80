"""Article 5 items 2 and 3: the panel, its sheets, the joint determination."""
