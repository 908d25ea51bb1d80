"""What must hold of every ledger, whatever happened."""
