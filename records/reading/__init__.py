"""What is asked of the records: rows, whole files, lists."""
