"""How long a test waits before it calls a thing lost: no test is impatient, so that a busy machine fails none."""

from datetime import timedelta

PATIENCE_S = 600  # ten times what the slowest of these waits takes on an idle machine, and more

# Virtual time in which a workflow takes every step that needs nobody. A server skips it, but for as long as its worker is
# at work: then it is real time, and a busy machine needs more than a moment.
SETTLED = timedelta(minutes=1)
