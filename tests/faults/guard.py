"""Notes what a program must not do while it is tried: an audit hook of Python."""

import os
import sys

WRITING = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.chmod", "os.link", "os.symlink", "shutil.rmtree")


class Guard:
    """Notes every file that is written outside of a folder; it looks only while it has one.

    Attributes
    ----------
    folder : str
        As `os.path.realpath` gives it; empty: it does not look.
    found : list of str
    """

    def __init__(self) -> None:
        self.folder = ""
        self.found: list[str] = []
        sys.dont_write_bytecode = True  # because Python itself writes the byte code of a module outside of the folder
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple) -> None:
        if self.folder:
            self.look(event, arguments)

    def look(self, event: str, arguments: tuple) -> None:
        """Note an event if it is one that must not be."""
        if event == "open" and self._is_outside(arguments[0]) and (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR):
            self.found.append(f"it writes to {arguments[0]}")
        elif event in WRITING and self._is_outside(arguments[0]):
            self.found.append(f"it changes {arguments[0]}")

    def _is_outside(self, path: object) -> bool:
        return isinstance(path, str | bytes) and not os.path.realpath(os.fsdecode(path)).startswith(
            (self.folder, os.devnull)
        )
