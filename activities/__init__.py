"""The effects: one verb each, idempotent, retried."""
