"""What somebody who helps needs to know of this program and computer. Names of persons and folders are left out."""

import os
import platform
import traceback

import numpy as np
import PySide6
from PySide6.QtCore import QSysInfo, qVersion
from PySide6.QtGui import QGuiApplication
from threadpoolctl import threadpool_info

from mnistlab import __version__
from mnistlab.library.place import home
from mnistlab.ui.look.theme import scale


def diagnostics() -> str:
    """Return versions, processor and screens, a line each, in English."""
    lines = [
        f"mnistlab {__version__}",
        f"Python {platform.python_version()}, NumPy {np.__version__}, PySide6 {PySide6.__version__}, Qt {qVersion()}",
        f"{QSysInfo.prettyProductName()}, {platform.machine()}, platform plug-in {QGuiApplication.platformName()}",
    ]
    lines += [
        f"{one['internal_api']} {one['version']} ({one.get('architecture')}), threads: {one['num_threads']}"
        for one in threadpool_info()
    ]
    lines += [
        f"screen {screen.size().width()}×{screen.size().height()}, {screen.devicePixelRatio():g} dots a px, "
        f"{screen.logicalDotsPerInch():.0f} dpi"
        for screen in QGuiApplication.screens()
    ]
    lines.append(f"scale of the window {scale():g}")
    return "\n".join(lines)


def details_of(error: BaseException) -> str:
    """Return what happened, with the lines of code that led there, and `diagnostics`."""
    happened = "".join(traceback.format_exception(error))
    return f"{happened.replace(f'{home()}{os.sep}', f'~{os.sep}')}\n{diagnostics()}\n"
