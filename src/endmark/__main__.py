"""`python -m endmark` does what `endmark` does."""

from __future__ import annotations

import os
import sys

# With -m, Python imports from the current folder first, which may hold a stranger's `yaml.py`.
try:
    if not sys.flags.safe_path and sys.path[0] == os.getcwd():  # noqa: PTH109 - nothing more is imported by then
        del sys.path[0]
except FileNotFoundError:
    pass  # a folder that was deleted holds nothing

from endmark.cli.start import main

if __name__ == "__main__":
    main()
