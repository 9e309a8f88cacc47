"""How fast endmark starts, and how much text it checks per second after that.

    python benchmarks/speed.py FOLDER... [--jobs 2] [--runs 7] [--into FIGURES]

Each FOLDER holds Markdown articles, the more the better (some megabytes); one for
each language shows what the language costs. Options of `endmark check` that this
version does not have are left out, and so is what they would show.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from measure import Figure, Program, Result, arguments, articles, deliver, endmark, knows, size_of, take_turns

SHORTEST = 0.01
"""Seconds of work below which only the machine's unrest is measured."""
PARSE = """
import sys, pyromark
for name in sys.stdin.read().split("\\0"):
    with open(name, encoding="utf-8", errors="replace") as file:
        for event in pyromark.events_with_range(file.read()):
            pass
"""
ARTICLE = """---
title: A short one
---

# A short one

The shortest article worth checking has a heading and a few sentences. This is
the second of them, and this one is the last.
"""
COLD = ("--no-cache", "--jobs=1")
FINE = frozenset({0})
START, SLOWEST_START = "start, against `import click`", 1.6
FASTEST = 30.0
"""MB a second, one process, cold."""
WARM = 0.5
"""Seconds for a folder in which nothing has changed."""


def starts(small: Path) -> list[Program]:
    """What happens before an article is read, more and more of it."""
    return [
        Program("empty", [sys.executable, "-c", "pass"], success=FINE),
        Program("import click", [sys.executable, "-c", "import click"], success=FINE),
        Program("three imports", [sys.executable, "-c", "import click, yaml, rapidfuzz"], success=FINE),
        Program("import pyromark", [sys.executable, "-c", "import pyromark"], success=FINE),
        endmark("start", str(small), options=["--jobs=1"]),
        endmark("start without caches", str(small), options=COLD),
    ]


def checks(folder: Path, files: Sequence[Path], jobs: int) -> Iterator[Program]:
    """What is done with a folder; only parsing it tells how fast the machine is today."""
    name = folder.name
    listed = "\0".join(map(str, files))
    yield Program(f"{name}: parse", [sys.executable, "-c", PARSE], stdin=listed, success=FINE)
    yield endmark(f"{name}: one process", str(folder), options=COLD)
    if knows("--jobs") and jobs > 1:
        yield endmark(f"{name}: {jobs} processes", str(folder), options=["--no-cache", f"--jobs={jobs}"])
    if knows("--no-cache"):
        yield endmark(f"{name}: warm", str(folder), options=[f"--jobs={jobs}"])


def measure(folders: Sequence[Path], jobs: int, runs: int) -> Result:
    """Run everything, in turns, and take the medians."""
    contents = {folder: list(articles(folder)) for folder in folders}
    sizes = {folder: size_of(files) for folder, files in contents.items()}
    with tempfile.TemporaryDirectory() as name:
        workspace = Path(name)
        small = workspace / "small.md"
        small.write_text(ARTICLE, encoding="utf-8")
        checked = [program for folder, files in contents.items() for program in checks(folder, files, jobs)]
        programs = [*starts(small), *checked]
        times = take_turns(programs, runs, workspace)
    median = {program: taken.median for program, taken in times.items()}
    figures = [
        Figure("start", median["start"] * 1000, "ms"),
        Figure(START, median["start"] / median["import click"], "x", SLOWEST_START),
        Figure("start, against three imports", median["start"] / median["three imports"], "x"),
    ]
    for folder, size in sizes.items():
        figures += _figures(folder.name, size, median)
    about = [f"{folder.name}: {len(contents[folder])} files, {size / 1e6:.1f} MB." for folder, size in sizes.items()]
    missing = [option for option in ("--jobs", "--no-cache") if not knows(option)]
    about += [f"Not measured: this version does not know {option}." for option in missing]
    return Result("speed", [*about, f"Medians of {runs} runs."], figures, programs, times)


def _figures(folder: str, size: int, median: dict[str, float]) -> Iterator[Figure]:
    parsing = median[f"{folder}: parse"] - median["import pyromark"]
    for name, whole in median.items():
        if not name.startswith(f"{folder}: ") or name.endswith(": parse"):
            continue
        if name.endswith(": warm"):
            yield Figure(name, whole, "s", WARM)
            continue
        work = whole - median["start without caches"]
        if min(work, parsing) < SHORTEST:
            sys.exit(f"{size} bytes in {folder} are too few to measure: take a folder of some megabytes.")
        alone = name.endswith(": one process")
        yield Figure(f"{name}, after the start", size / 1e6 / work, "MB/s", FASTEST if alone else None, "at least")
        if alone:
            yield Figure(f"{name}, against only parsing", work / parsing, "x")


def main() -> None:
    """Measure and print."""
    parser = arguments("Measure how fast endmark starts and checks.", runs=7)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="a folder of Markdown articles")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes (%(default)s)")
    asked = parser.parse_args()
    folders = [folder.resolve() for folder in asked.folders]
    if len({folder.name for folder in folders}) < len(folders):
        parser.error("the folders must have different names")
    deliver(measure(folders, asked.jobs, asked.runs), asked.into)


if __name__ == "__main__":
    main()
