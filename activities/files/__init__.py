"""The door that every file from outside passes: inspection, store, dossier folders, tables."""
