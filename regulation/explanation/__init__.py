"""Why a date is what it is, told from the ledger alone."""
