"""How long a test waits before it calls a thing lost: no test is impatient, so that a busy machine fails none."""

PATIENCE_S = 600  # ten times what the slowest of these waits takes on an idle machine, and more
