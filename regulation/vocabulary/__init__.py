"""The names of the field: stages, acts, procedures, roles, and the table that joins them."""
