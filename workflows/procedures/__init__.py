"""One file for each procedure of Articles 5 to 9."""
