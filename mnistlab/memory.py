"""Memory that is free, given back to the system, where the C library of Linux would keep ever more of it."""

import contextlib
import ctypes
import sys
from typing import Final

MMAP_THRESHOLD: Final = -3  # M_MMAP_THRESHOLD in malloc.h
LARGE: Final = 2**20  # bytes


def map_large_pieces() -> None:
    """Let large pieces be mapped each by itself, so that each goes back once it is free; a run takes no more time."""
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError):  # of another C library than GNU's
            ctypes.CDLL(None).mallopt(MMAP_THRESHOLD, LARGE)


def give_back() -> None:
    """Give back what lies free between smaller pieces, of all threads; it takes about a millisecond."""
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
