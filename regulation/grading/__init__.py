"""Article 8: indicators, grades, and when failing is consecutive."""
