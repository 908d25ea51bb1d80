"""The time machine: the real workflows on a virtual clock, with a town of invented people."""
