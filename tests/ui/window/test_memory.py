"""The memory of the program with a window."""

import ctypes
import sys

import numpy as np
import pytest


class Allocated(ctypes.Structure):
    """What malloc.h calls `mallinfo2`."""

    names = "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost"
    _fields_ = tuple((name, ctypes.c_size_t) for name in names.split())


@pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "mallinfo2"), reason="only GNU's library tells it"
)
def test_what_is_large_is_mapped_by_itself_and_goes_back_when_it_is_free(user):
    library = ctypes.CDLL(None)
    library.mallinfo2.restype = Allocated
    np.empty(30_000_000, np.uint8)  # after which the library would keep what is smaller
    before = library.mallinfo2().hblkhd
    pieces = [np.empty(25_000_000, np.uint8) for _ in range(20)]  # several, because a hole may take one or another
    assert library.mallinfo2().hblkhd - before >= sum(piece.nbytes for piece in pieces[:10])
