"""How much memory one process needs for one article.

    python benchmarks/memory.py [--largest 10] [--runs 1] [--into FIGURES]

The most memory a process ever held, for whole articles of 10 kB to 10 MB and for
the hard ones. Not for Windows, which does not tell.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from growth import OPTIONS, hard_articles, sizes_to
from measure import CHECKED, Figure, Program, Result, arguments, deliver, endmark, environment
from prose import Language, whole

BASE = 60_000_000
PER_BYTE = 12
"""The target: these bytes, and so many more for each byte of the article."""
PEAK = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""A small process in between: on Linux a child begins with the peak of its parent."""
_UNIT = 1 if sys.platform == "darwin" else 1024


def peak(program: Program, workspace: Path) -> int:
    """The most bytes that the program held in memory."""
    command = [sys.executable, "-c", PEAK, *program.command]
    done = subprocess.run(
        command, cwd=workspace, env=environment(workspace), check=True, stdout=subprocess.PIPE, text=True
    )
    code, largest = map(int, done.stdout.split())
    if code not in CHECKED:
        sys.exit(f"{program.shown} ended with {code}.")
    return largest * _UNIT


def texts(largest: float) -> Iterator[tuple[str, bytes]]:
    """What is checked, each alone."""
    for language in get_args(Language):
        for size in sizes_to(largest):
            yield f"{language}, {size / 1e6:g} MB", whole(size, language)
    yield from hard_articles(largest)


def measure(largest: float, runs: int) -> Result:
    """Check each article in a process of its own."""
    figures, programs = [], []
    with tempfile.TemporaryDirectory() as name:
        workspace = Path(name)
        for label, data in texts(largest):
            path = workspace / f"{label}.md"
            path.write_bytes(data)
            program = endmark(label, str(path), options=OPTIONS)
            used = statistics.median(peak(program, workspace) for _ in range(runs))
            figures.append(Figure(label, used / 1e6, "MB", (BASE + PER_BYTE * len(data)) / 1e6))
            programs.append(program)
    about = f"The most memory of a process; the target is {BASE / 1e6:g} MB + {PER_BYTE} bytes a byte."
    return Result("memory", [about], figures, programs)


def main() -> None:
    """Measure and print."""
    parser = arguments("Measure the memory that articles of all sizes need.", runs=1)
    parser.add_argument("--largest", type=float, default=10, metavar="MB", help="the largest article (%(default)s)")
    asked = parser.parse_args()
    deliver(measure(asked.largest, asked.runs), asked.into)


if __name__ == "__main__":
    main()
