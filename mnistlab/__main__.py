"""``python -m mnistlab``: the same as the command ``mnistlab``."""

import sys

from mnistlab.main import main

if __name__ == "__main__":  # and not in a process that is started for a run of an experiment
    sys.exit(main())
