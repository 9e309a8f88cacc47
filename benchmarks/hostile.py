"""What each hostile shape costs at three sizes, checked and repaired, against prose of the same size.

    python benchmarks/hostile.py [check] [fix] [parse] [--sizes 0.1 1 5] [--all] [--only NAME...] [--limit 60]
                                 [--jobs 2]

A line for each shape: the processor's seconds for a whole process at each size, the
slope of the time over the size as logarithms (1 is linear; from the smallest size that takes
long enough to tell), how many times as long it takes as prose of the same size, the largest
that was read, and the most memory as a share of its target, the floor of that,
and megabytes at the largest size. A star marks what misses its target. At the end stand the
blocks and the findings in a kilobyte, and how many times as long as one of prose each of them
takes: where a shape takes long because it is more of them, that is far below 1.
What takes the processor longer than the limit is stopped, and larger sizes are left out;
what endmark refuses to read, with a word of why, has neither slope nor share. Prose is an
article of invented words in which nothing is said twice and nothing is found; the start
of the program does not count. Without `--all` only `CHOSEN` are measured. `parse` is
pyromark alone, in a Python that has loaded nothing else. The floor of the memory is what endmark takes for an article
of one line, and what the parser alone takes for the shape beyond that: with this parser nothing is below it.
`--jobs` measures so many shapes at the same time, as many as there are idle cores at most.
"""

from __future__ import annotations

import argparse
import json
import math
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

import endmark
from endmark.document.article import read_article
from endmark.document.source import make_source
from measure import CHECKED, environment
from memory import BASE, PER_BYTE
from prose import whole
from shapes import SHAPES, Shape

REFUSED = 2
STEEPEST = 1.15
SLOWEST = 10.0
CLEAR = 0.2
"""Seconds beyond the start of the program from which a time tells more than how busy the machine was."""
PROSE = "prose"
"""What the others are compared with."""

ARTICLES: dict[str, Shape] = {PROSE: lambda size: whole(size, "en").decode(), **SHAPES}

CHOSEN = (
    # One line: text.
    *("one line", "one line in Japanese", "one word", "white space", "straight quotation marks"),
    *("parentheses that never close",),
    # One line: markup.
    *("emphasis", "emphasis that shows", "brackets in brackets", "links that are cut", "links with a slip", "images"),
    *("backticks", "code spans", "escapes", "inline tags", "JSX", "macros"),
    # One line: code points.
    *("Zalgo", "no letters but marks", "bidi controls", "invisible tags", "private use", "control characters", "NUL"),
    *("mangled letters",),
    # One line: findings.
    *("markers on one line", "cut markers", "what a model says", "reading times"),
    # Many lines.
    *("hard breaks", "lone carriage returns", "next-line characters", "empty lines"),
    # Many blocks.
    *("one letter each", "cut sentences", "equal headings", "empty headings", "headings without a space"),
    *("a list that stands twice", "quotes in quotes", "a long table", "fences that never close", "blocks of HTML"),
    *("directives", "footnotes", "markers"),
    # What is said again.
    *("paragraphs", "equal paragraphs", "nearly equal paragraphs in Japanese", "copies far apart", "copies in pairs"),
    *("restarts", "restarts at markers", "told twice in one line"),
    # Suppressions and front matter.
    *("suppressions, then findings", "one YAML key", "YAML mappings by alias", "TOML keys", "one JSON key"),
)
"""Sixty shapes: of each family those of its kinds that take longest, every kind once."""

RUN = """
import resource, subprocess, sys
limit = int(sys.argv[1])
code = subprocess.run(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                      preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
"""A small process in between: on Linux a child begins with the peak of its parent.

Seconds of the processor count, as other work on the machine hardly changes them.
"""
PARSE = """
import sys
from pathlib import Path
import pyromark
text = Path(sys.argv[1]).read_text(encoding="utf-8")
for _ in pyromark.events_with_range(text, options=pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_GFM):
    pass
"""
"""What reads Markdown and does nothing with it."""
_STOPPED = (-signal.SIGXCPU, -signal.SIGKILL)
_UNIT = 1 if sys.platform == "darwin" else 1024


class Cost(NamedTuple):
    """What one run took: seconds, None where it was stopped, and the most bytes of memory.

    `refused` says that endmark did not read the file.
    """

    seconds: float | None
    memory: int
    refused: bool = False


class Things(NamedTuple):
    """The blocks of an article and what is found in it, for each kilobyte."""

    blocks: float
    findings: float

    @property
    def both(self) -> float:
        """What an article is made of, as far as the work of a check goes."""
        return self.blocks + self.findings


def count_things(path: Path, workspace: Path) -> Things:
    """How many blocks and findings there are, listed or not; suppressed ones are found, too."""
    program = [sys.executable, "-m", "endmark", "check", "--no-config", "--no-cache", "--format=json", str(path)]
    done = subprocess.run(
        program, cwd=workspace, env=environment(workspace), check=False, stdout=subprocess.PIPE, text=True
    )
    summary = json.loads(done.stdout)["summary"]
    kilobytes = path.stat().st_size / 1e3
    blocks = len(read_article(make_source(path.read_bytes().decode(), path.name)).blocks)
    return Things(blocks / kilobytes, (summary["violations"] + summary["suppressed"]) / kilobytes)


def cost(command: str, path: Path, limit: float, workspace: Path) -> Cost:
    """Run endmark on a file; ends the program where endmark itself fails."""
    options = ["--no-config", "--no-cache", "--jobs=1"] if command == "check" else ["--no-config", "--unsafe"]
    program = [sys.executable, "-m", "endmark", command, *options, str(path)]
    if command == "parse":
        program = [sys.executable, "-c", PARSE, str(path)]
    runner = [sys.executable, "-c", RUN, str(math.ceil(limit)), *program]
    done = subprocess.run(
        runner, cwd=workspace, env=environment(workspace), check=True, stdout=subprocess.PIPE, text=True
    )
    code, taken, memory = done.stdout.split()
    if int(code) in _STOPPED:
        return Cost(None, int(memory) * _UNIT)
    if int(code) not in (*CHECKED, REFUSED):
        sys.exit(f"endmark {command} {path.name} ended with {code}.")
    return Cost(float(taken), int(memory) * _UNIT, refused=int(code) == REFUSED)


class Measured(NamedTuple):
    """A shape: what each size cost, what the parser alone did, and what one is made of, where that was asked for."""

    costs: Sequence[Cost]
    parsers: Sequence[Cost] = ()
    things: Things | None = None


class Start(NamedTuple):
    """What an article of one line takes: seconds and memory of endmark, and memory of the parser alone."""

    seconds: float
    memory: int
    parser: int


def line(name: str, sizes: Sequence[int], measured: Measured, prose: Measured, start: Start) -> str:
    """The figures of one shape, with a star at each that misses its target."""
    costs, parsers, things = measured
    shown = "".join(f"{_show(one):>9}" for one in costs) + f"{'-':>9}" * (len(sizes) - len(costs))
    stopped = any(one.seconds is None for one in costs)
    known = [
        (size, max(one.seconds - start.seconds, 0.01), max((other.seconds or math.inf) - start.seconds, 0.01))
        for size, one, other in zip(sizes, costs, prose.costs, strict=False)
        if one.seconds is not None and not one.refused
    ]
    slope = ratio = math.inf if stopped else math.nan
    if known and not stopped:
        large, last, prose_took = known[-1]
        small, first, _ = next((one for one in known if one[1] >= CLEAR), known[-1])
        slope = math.log(last / first) / math.log(large / small) if large > small else math.nan
        ratio = last / prose_took
    over = max(one.memory / (BASE + PER_BYTE * size) for size, one in zip(sizes, costs, strict=False))
    # What endmark refuses needs no parser.
    read = [(size, parser) for size, one, parser in zip(sizes, costs, parsers, strict=False) if not one.refused]
    beyond = start.memory - start.parser
    floor = max([(beyond + parser.memory) / (BASE + PER_BYTE * size) for size, parser in read], default=0.0)
    floor = min(floor, over)  # front matter never comes to the parser
    figures = ((slope, STEEPEST), (ratio, SLOWEST), (over, 1.0), *([(floor, 1.0)] if parsers else []))
    marked = "".join(
        f"{'-' if math.isnan(value) else f'{value:.2f}':>8}{'*' if value > most else ' '}" for value, most in figures
    )
    made_of = ""
    if things and prose.things:
        # What is few things and much of each is told by no figure for one of them.
        each = ratio * prose.things.both / things.both if things.both >= prose.things.both else math.nan
        made_of = f"{things.blocks:>9.1f}{things.findings:>9.1f}{'-' if math.isnan(each) else f'{each:.2f}':>7}"
    return f"{name:<40}{shown}{marked}{costs[-1].memory / 1e6:>8.0f} MB{made_of}"


def _show(one: Cost) -> str:
    if one.refused:
        return "refused"
    return "-" if one.seconds is None else f"{one.seconds:.2f}"


class Bench:
    """Measures shapes in a folder; what they are made of, and what the parser takes, once for all commands."""

    def __init__(self, sizes: Sequence[int], limit: float, workspace: Path) -> None:
        self._sizes, self._limit, self._workspace = sizes, limit, workspace
        self._alone: dict[str, Measured] = {}
        # Else who is the first to need a module takes the memory and the time that compiling it does.
        program = [sys.executable, "-m", "compileall", "-q", str(Path(endmark.__file__).parent)]
        subprocess.run(program, env=environment(workspace), check=True)
        for command in ("check", "fix"):  # and those of others
            path = workspace / "small.md"
            path.write_text("The gate\a opens at the\n\n---END---\n\n##Gates\n", encoding="utf-8")
            cost(command, path, limit, workspace)

    def measure_start(self, command: str) -> Start:
        """What an article of one line takes, at best of three times."""
        small = self._workspace / "small.md"
        starts: list[Cost] = []
        for number in range(3):
            small.write_text(f"Line {number}.\n", encoding="utf-8")  # what was repaired before is known again
            starts.append(cost(command, small, self._limit, self._workspace))
        parser = cost("parse", small, self._limit, self._workspace).memory
        return Start(min(one.seconds or 0.0 for one in starts), min(one.memory for one in starts), parser)

    def measure(self, command: str, name: str) -> Measured:
        """One shape at all sizes, up to that at which it takes longer than the limit."""
        with tempfile.TemporaryDirectory(dir=self._workspace) as folder:
            path = Path(folder) / "shape.md"
            alone = Measured(()) if command == "parse" else self._alone.get(name) or self._measure_alone(name, path)
            if command != "parse":
                self._alone[name] = alone
            costs: list[Cost] = []
            for size in self._sizes:
                path.write_text(ARTICLES[name](size), encoding="utf-8", newline="")
                costs.append(cost(command, path, self._limit, self._workspace))
                if costs[-1].seconds is None:
                    break
        return alone._replace(costs=costs)

    def _measure_alone(self, name: str, path: Path) -> Measured:
        parsers: list[Cost] = []
        things: Things | None = None
        for size in self._sizes:
            path.write_text(ARTICLES[name](size), encoding="utf-8", newline="")
            parsers.append(cost("parse", path, self._limit, self._workspace))
            things = things or count_things(path, self._workspace)
        return Measured((), parsers, things)


def table(command: str, names: Sequence[str], sizes: Sequence[int], bench: Bench, jobs: int) -> None:
    """Measure and print, a line as soon as it and those before it are known."""
    parser, made_of = ("", "") if command == "parse" else ("   floor", f"{'blocks':>20}{'findings':>9}{'each':>7}")
    sized = "".join(f"{size / 1e6:>6g} MB" for size in sizes)
    print(f"{command:<40}{sized}    slope   prose   memory{parser}{made_of}")
    start = bench.measure_start(command)
    prose = bench.measure(command, PROSE)
    print(line(PROSE, sizes, prose, prose, start), flush=True)
    others = [name for name in names if name != PROSE]
    with ThreadPoolExecutor(jobs) as pool:
        for name, measured in zip(others, pool.map(partial(bench.measure, command), others), strict=True):
            print(line(name, sizes, measured, prose, start), flush=True)


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description="Measure what hostile articles cost.")
    parser.add_argument("--sizes", type=float, nargs="+", default=[0.1, 1, 5], metavar="MB", help="(%(default)s)")
    parser.add_argument("commands", nargs="*", metavar="COMMAND", help="check, fix (both), parse")
    parser.add_argument("--all", action="store_true", help="all shapes, not only those of each kind that take longest")
    parser.add_argument("--only", nargs="+", choices=list(ARTICLES), metavar="NAME", help="only these shapes")
    parser.add_argument("--limit", type=float, default=60, metavar="SECONDS", help="the longest run (%(default)s)")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="shapes measured at once (%(default)s)")
    asked = parser.parse_args()
    sizes = [int(size * 1e6) for size in sorted(asked.sizes)]
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(sizes, asked.limit, Path(folder))
        for command in asked.commands or ("check", "fix"):
            table(command, asked.only or (list(SHAPES) if asked.all else CHOSEN), sizes, bench, asked.jobs)


if __name__ == "__main__":
    main()
