"""The invented people: what they decide, which figures they report, what they take the initiative for."""
