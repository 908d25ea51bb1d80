"""The shelves: the ledger, its read models, queries, people, calendars and migrations."""
