"""Articles that nobody would write, checked and repaired; what must always hold is looked at by other means.

    python benchmarks/fuzz.py hypothesis --seed 1 --seconds 3600
    python benchmarks/fuzz.py atheris --seed 2 --seconds 3600
    python benchmarks/fuzz.py again

Each article is checked with all rules, written in every format, and repaired
with safe and with all fixes. `--seconds` are seconds of CPU in all: the same
command goes on where an earlier one stopped, and different seeds may run beside
each other into the same folder. Failures are made smaller and written to
FOLDER/failures; `again` tries those once more. The exit code is 1 when anything
failed.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def main() -> None:
    """Try articles, and say what failed."""
    parser = argparse.ArgumentParser(description="Check and repair articles that nobody would write.")
    parser.add_argument("driver", choices=("hypothesis", "atheris", "again"), help="who chooses the articles")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other articles (%(default)s)")
    parser.add_argument("--seconds", type=float, default=60, help="of CPU, with earlier runs (%(default)s)")
    parser.add_argument(
        "--into", type=Path, default=Path(".cache/fuzz"), metavar="FOLDER", help="what is kept (%(default)s)"
    )
    parser.add_argument(
        "--known", action="append", default=[], metavar="SIGNATURE", help="count failures that begin so, and go on"
    )
    asked = parser.parse_args()
    from fuzzing.failure import KNOWN

    KNOWN.extend(asked.known)
    if asked.driver == "atheris":
        from fuzzing.drivers import by_atheris

        by_atheris(asked.into, asked.seed, asked.seconds)
        return
    from fuzzing.journal import Journal, tried_again

    if asked.driver == "again":
        said = tried_again(asked.into)
        print("\n".join(said) or "Nothing has failed so far.")
        sys.exit(any(line.startswith("FAILED") for line in said))
    from fuzzing.drivers import by_hypothesis

    journal = Journal(asked.into, asked.driver, asked.seed, asked.seconds)
    by_hypothesis(journal)
    print(journal.summary())
    sys.exit(bool(journal.failures))


if __name__ == "__main__":
    main()
