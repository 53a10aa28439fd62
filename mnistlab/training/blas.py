"""One thread for the matrix products.

The matrices of this network are so small that two threads lose more time waiting for each other than they save,
above all where anything else runs on the machine.
"""

import threading
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController


class _OneBlasThread:
    """Context manager, for the whole process, because BLAS has one number of threads. Nested entries are cheap."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._depth = 0
        self._controller: ThreadpoolController | None = None
        self._limit: Any = None

    def __enter__(self) -> None:
        with self._lock:
            if self._depth == 0:
                if self._controller is None:  # finding the libraries takes a millisecond, once, and the import ten
                    from threadpoolctl import ThreadpoolController  # noqa: PLC0415

                    self._controller = ThreadpoolController().select(user_api="blas")
                self._take_over()
                self._limit = self._controller.limit(limits=1)
            self._depth += 1

    def _take_over(self) -> None:
        """Let the present thread set the limit.

        Newer versions of threadpoolctl let only the first thread that has set a limit set another while it lives, and
        they take a thread of Qt for alive for ever. Here the count of entries keeps two threads apart.
        """
        assert self._controller is not None
        for library in self._controller.lib_controllers:
            clear = getattr(library, "clear_controlling_thread", None)
            if clear is not None:
                clear(force=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        with self._lock:
            self._depth -= 1
            if self._depth == 0:
                self._take_over()
                self._limit.restore_original_limits()
                self._take_over()


one_blas_thread = _OneBlasThread()
