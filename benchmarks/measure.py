"""Measuring whole processes: what all benchmarks share.

Runs of all programs take turns, so that a slow minute of the machine slows them
all. What counts is the median of their wall-clock times, or, on a machine that does
other things too, the least of their processor times. Each program gets caches of its
own that are thrown away with the measurement.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

SUFFIXES = (".md", ".markdown", ".mdx")
CHECKED = frozenset({0, 1})
"""The exit codes that mean a linter did its work; 1: it found something."""
LONGEST = 600.0
"""Seconds after which a program is stopped; it then counts with these seconds."""
PATIENCE = 20.0
"""Seconds; what takes longer than that once is not run again."""


@dataclass(frozen=True)
class Program:
    """A command line, what it reads, and the exit codes that mean it did its work."""

    name: str
    command: Sequence[str]
    stdin: str = ""
    success: frozenset[int] = CHECKED

    @property
    def shown(self) -> str:
        """The command for readers: of absolute paths only the last name."""
        return " ".join(re.sub(r"(^|=)[/\\].*[/\\]", r"\1", part) for part in self.command)


@dataclass(frozen=True)
class Times:
    """How long a program took, in seconds."""

    median: float
    fastest: float
    slowest: float
    runs: int


@dataclass(frozen=True)
class Figure:
    """One line of a table; `target` is what the value should be at most, or at least."""

    measure: str
    value: float
    unit: str
    target: float | None = None
    direction: Literal["at most", "at least"] = "at most"


@dataclass(frozen=True)
class Result:
    """All that a benchmark has to say; `about` are sentences on what was measured and left out."""

    benchmark: str
    about: Sequence[str]
    figures: Sequence[Figure]
    programs: Sequence[Program] = ()
    times: Mapping[str, Times] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)


def articles(folder: Path) -> Iterator[Path]:
    """The files that `endmark check` takes from a folder without ignore files."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        wanted = sorted(name for name in names if name.lower().endswith(SUFFIXES) and not name.startswith("."))
        yield from (Path(place, name) for name in wanted)


def size_of(files: Sequence[Path]) -> int:
    """Bytes in all of them; ends the program when there are none."""
    if not files:
        sys.exit("There is no Markdown file to measure with.")
    return sum(file.stat().st_size for file in files)


def endmark(name: str, *arguments: str, options: Sequence[str] = ()) -> Program:
    """`endmark check` without the reader's own config; options it does not know yet are left out."""
    known = [option for option in ("--no-config", "--no-ignore", *options) if option.split("=")[0] in _help()]
    return Program(name, [sys.executable, "-m", "endmark", "check", "--format=concise", *known, *arguments])


def knows(option: str) -> bool:
    """Whether this version of `endmark check` has an option."""
    return option in _help()


@cache
def _help() -> frozenset[str]:
    command = [sys.executable, "-m", "endmark", "check", "--help"]
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return frozenset(shown.replace(",", " ").split())


def environment(workspace: Path) -> dict[str, str]:
    """The environment with caches in the workspace; Python keeps compiled modules there, as it does by default."""
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    variables["PYTHONPYCACHEPREFIX"] = str(workspace / "compiled")
    variables["XDG_CACHE_HOME"] = variables["ENDMARK_CACHE_DIR"] = str(workspace / "cache")
    return variables


def seconds(program: Program, workspace: Path, clock: Callable[[], float] = time.perf_counter) -> float:
    """How long one run takes as a whole process, by this clock."""
    variables = environment(workspace)
    begin = clock()
    try:
        done = subprocess.run(
            program.command,
            cwd=workspace,
            env=variables,
            input=program.stdin,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
            text=True,
            encoding="utf-8",
            timeout=LONGEST,
        )
    except subprocess.TimeoutExpired:
        return LONGEST
    duration = clock() - begin
    if done.returncode not in program.success:
        sys.exit(f"{program.shown} ended with {done.returncode}:\n{done.stderr}")
    return duration


def count_processor_seconds() -> float:
    """The time that all processors spent so far on programs that have ended, and on the system's work for them."""
    import resource  # which Windows has not

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def take_turns(
    programs: Sequence[Program], runs: int, workspace: Path, clock: Callable[[], float] = time.perf_counter
) -> dict[str, Times]:
    """Run each program once to warm up, then all of them in turns."""
    first = {program.name: seconds(program, workspace, clock) for program in programs}
    taken: dict[str, list[float]] = {name: [once] if once > PATIENCE else [] for name, once in first.items()}
    for _ in range(runs):
        for program in programs:
            if first[program.name] <= PATIENCE:
                taken[program.name].append(seconds(program, workspace, clock))
    return {name: Times(statistics.median(all_), min(all_), max(all_), len(all_)) for name, all_ in taken.items()}


def arguments(description: str, *, runs: int) -> argparse.ArgumentParser:
    """A parser with the options that all benchmarks have."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--runs", type=_positive, default=runs, help="how often each program runs (%(default)s)")
    parser.add_argument("--into", type=Path, metavar="FOLDER", help="write the figures into FOLDER, for table.py")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def deliver(result: Result, into: Path | None) -> None:
    """Print the figures, and write them down with machine, versions and commands."""
    slow = [f"Stopped after {LONGEST:g} s: {name}." for name, taken in result.times.items() if taken.median >= LONGEST]
    about = [*result.about, *slow]
    width = max(len(figure.measure) for figure in result.figures)
    print("\n".join(about), end="\n\n")
    for figure in result.figures:
        target = "" if figure.target is None else f"   ({figure.direction} {figure.target:,.2f})"
        print(f"{figure.measure:<{width}}  {figure.value:>12,.2f} {figure.unit}{target}")
    if into is not None:
        into.mkdir(parents=True, exist_ok=True)
        document = {
            "benchmark": result.benchmark,
            "about": about,
            "machine": machine(),
            "versions": versions() | dict(result.versions),
            "figures": [asdict(figure) for figure in result.figures],
            "times": {name: asdict(times) for name, times in result.times.items()},
            "commands": {program.name: program.shown for program in result.programs},
        }
        text = json.dumps(document, indent=2, ensure_ascii=False)
        (into / f"{result.benchmark}.json").write_text(f"{text}\n", encoding="utf-8")


def machine() -> dict[str, str | int]:
    """What the figures were taken on."""
    return {"processor": _processor(), "cores": os.cpu_count() or 1, "system": platform.system()}


def versions() -> dict[str, str]:
    """endmark, Python, and the native libraries that do most of the work."""
    names = ("endmark", "pyromark", "rapidfuzz", "google-re2")
    return {"python": platform.python_version()} | {name: importlib.metadata.version(name) for name in names}


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
