"""The words of forms, fields and entries."""
