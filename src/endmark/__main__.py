"""`python -m endmark` does what `endmark` does."""

from __future__ import annotations

from endmark.cli.main import main

if __name__ == "__main__":
    main()
