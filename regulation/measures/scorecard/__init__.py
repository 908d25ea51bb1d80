"""The scorecard that an edition holds (Article 8): dimensions, indicators and the kinds of rule that count them."""
