"""``python -m mnistlab``: the same as the command ``mnistlab``."""

import sys

from mnistlab.main import main

sys.exit(main())
