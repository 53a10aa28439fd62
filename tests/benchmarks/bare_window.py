"""The least that a program with a plot needs: a QApplication and one pyqtgraph plot.

`startup.py` and `memory.py` run it in a process of its own: it prints, as a line of JSON, how many seconds after
the start of the process the plot was painted, and its peak memory a second later.
"""

import json
import os
import time

import pyqtgraph as pg
from peak import peak_memory
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication
from typing_extensions import override


class Plot(pg.PlotWidget):
    """A plot that knows when it was first painted."""

    painted: float | None = None

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.painted is None:
            self.painted = time.monotonic()
            QTimer.singleShot(int(os.environ.get("LINGER_MS", "0")), QApplication.quit)


def main() -> None:
    started = float(os.environ["STARTED"])
    application = QApplication([])
    plot = Plot()
    plot.plot([1, 3, 2])
    plot.resize(800, 600)
    plot.show()
    application.exec()
    print(json.dumps({"painted": plot.painted - started, "peak": peak_memory()}))


if __name__ == "__main__":
    main()
