"""The tests here import the scripts beside them, which are run by hand, too."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
