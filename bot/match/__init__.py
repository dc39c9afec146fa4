"""Match: likeness of names, and of a question to phrasings."""

import os

# numpy's threads wait for each other more than they add up for matrices of this size: one thread
# takes a third of the processor time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
