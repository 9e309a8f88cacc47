"""How fast endmark starts, and how much text it checks per second after that.

    python benchmarks/speed.py FOLDER [--runs 7] [--json]

FOLDER holds Markdown articles, the more the better (some megabytes). Every
number is the time of a whole process. Runs of all programs take turns, so a
slow minute of the machine slows them all; the median of the runs counts.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

SUFFIXES = (".md", ".markdown", ".mdx")
SHORTEST = 0.01
"""Seconds of work below which only the machine's unrest is measured."""
IMPORTS = "import click, yaml, rapidfuzz"
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


@dataclass(frozen=True)
class Program:
    """A command line, what it reads, and the exit codes that mean it did its work."""

    name: str
    command: Sequence[str]
    stdin: str = ""
    success: frozenset[int] = frozenset({0})


@dataclass(frozen=True)
class Result:
    """Everything measured; times in seconds, sizes in bytes."""

    endmark: str
    python: str
    files: int
    bytes: int
    runs: int
    seconds: Mapping[str, float]
    start_ratio: float
    check_bytes_per_second: float
    parse_bytes_per_second: float
    parse_to_check_ratio: float


def articles(folder: Path) -> Iterator[Path]:
    """The files that `endmark check` takes from a folder without ignore files."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        wanted = sorted(name for name in names if name.lower().endswith(SUFFIXES) and not name.startswith("."))
        yield from (Path(place, name) for name in wanted)


def supported(options: Sequence[str]) -> list[str]:
    """Those options that this version of `endmark check` knows."""
    shown = subprocess.run(
        [sys.executable, "-m", "endmark", "check", "--help"], check=True, capture_output=True, text=True
    ).stdout
    return [option for option in options if option.split("=")[0] in shown]


def programs(folder: Path, files: Sequence[Path], small: Path) -> list[Program]:
    """What is compared."""
    options = supported(["--no-config", "--no-cache", "--no-ignore", "--jobs=1", "--format=json"])
    check = [sys.executable, "-m", "endmark", "check", *options]
    checked = frozenset({0, 1})
    names = "\0".join(map(str, files))
    return [
        Program("empty", [sys.executable, "-c", "pass"]),
        Program("imports", [sys.executable, "-c", IMPORTS]),
        Program("start", [*check, str(small)], success=checked),
        Program("check", [*check, str(folder)], success=checked),
        Program("parser start", [sys.executable, "-c", "import pyromark"]),
        Program("parse", [sys.executable, "-c", PARSE], stdin=names),
    ]


def seconds(program: Program, folder: Path) -> float:
    """How long one run takes as a whole process, when Python keeps compiled modules as it does by default."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    begin = time.perf_counter()
    done = subprocess.run(
        program.command,
        cwd=folder,
        env=environment,
        input=program.stdin,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
        text=True,
        encoding="utf-8",
    )
    duration = time.perf_counter() - begin
    if done.returncode not in program.success:
        sys.exit(f"{' '.join(program.command)} ended with {done.returncode}:\n{done.stderr}")
    return duration


def measure(folder: Path, runs: int) -> Result:
    """Run everything, in turns, and take the medians."""
    from endmark import __version__

    files = list(articles(folder))
    if not files:
        sys.exit(f"There is no Markdown file in {folder}.")
    size = sum(file.stat().st_size for file in files)
    with tempfile.TemporaryDirectory() as name:
        workspace = Path(name)
        small = workspace / "small.md"
        small.write_text(ARTICLE, encoding="utf-8")
        compared = programs(folder, files, small)
        for program in compared:
            seconds(program, workspace)
        times: dict[str, list[float]] = {program.name: [] for program in compared}
        for _ in range(runs):
            for program in compared:
                times[program.name].append(seconds(program, workspace))
    median = {name: statistics.median(values) for name, values in times.items()}
    checking = median["check"] - median["start"]
    parsing = median["parse"] - median["parser start"]
    if min(checking, parsing) < SHORTEST:
        sys.exit(f"{size} bytes in {folder} are too few to measure: take a folder of some megabytes.")
    return Result(
        endmark=__version__,
        python=sys.version.split()[0],
        files=len(files),
        bytes=size,
        runs=runs,
        seconds=median,
        start_ratio=median["start"] / median["imports"],
        check_bytes_per_second=size / checking,
        parse_bytes_per_second=size / parsing,
        parse_to_check_ratio=checking / parsing,
    )


def table(result: Result) -> str:
    """The result for people."""
    rows = [
        ("an empty Python", "empty"),
        (IMPORTS, "imports"),
        ("endmark check SMALL", "start"),
        ("endmark check FOLDER", "check"),
        ("import pyromark", "parser start"),
        ("only parsing FOLDER, with pyromark", "parse"),
    ]
    lines = [
        f"endmark {result.endmark} on Python {result.python}",
        f"{result.files} files, {result.bytes / 1e6:.1f} MB; medians of {result.runs} runs",
        "",
        *(f"{label:<36}{result.seconds[name] * 1000:>10.0f} ms" for label, name in rows),
        "",
        f"{'start, against the three imports':<36}{result.start_ratio:>10.2f} x",
        f"{'checking, after the start':<36}{result.check_bytes_per_second / 1e6:>10.2f} MB/s",
        f"{'parsing, after the start':<36}{result.parse_bytes_per_second / 1e6:>10.2f} MB/s",
        f"{'checking, against parsing':<36}{result.parse_to_check_ratio:>10.1f} x the time",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure how fast endmark starts and checks.")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a folder of Markdown articles")
    parser.add_argument("--runs", type=int, default=7, help="how often each program runs (default: 7)")
    parser.add_argument("--json", action="store_true", help="print the numbers as JSON")
    arguments = parser.parse_args()
    if arguments.runs < 1:
        parser.error("--runs must be at least 1")
    result = measure(arguments.folder.resolve(), arguments.runs)
    print(json.dumps(asdict(result), indent=2) if arguments.json else table(result))


if __name__ == "__main__":
    main()
