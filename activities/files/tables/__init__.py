"""Tables that people hand in: tenant lists and registers of parks, from XLSX and CSV."""
