"""endmark against other linters, each at the work that is nearest to ours, all in turns.

    python benchmarks/against.py FOLDER [--tools TOOLS] [--jobs 2] [--runs 5] [--into FIGURES]

A linter that is neither in TOOLS nor on the PATH is left out, and the figures say
so. README.md says how to fill TOOLS.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from measure import Figure, Program, Result, arguments, articles, deliver, endmark, knows, size_of, take_turns

VALE = "MinAlertLevel = suggestion\n[*.{md,mdx}]\nBasedOnStyles = Vale\nVale.Spelling = NO\n"
"""Only the built-in style without its dictionary; what remains finds repeated words."""


@dataclass(frozen=True)
class Target:
    """How endmark should do against another linter: at most this share of its time, where one is asked for."""

    ours: str
    theirs: str
    share: float | None = None


TARGETS = (
    Target("endmark", "rumdl", 2.0),
    Target("endmark warm", "rumdl warm", 3.0),
    Target("endmark", "textlint, one rule", 1 / 10),
    Target("endmark", "textlint, technical writing", 1 / 20),
    Target("endmark", "proselint"),
    Target("endmark", "vale"),
)


def ours(folder: Path, jobs: int) -> Iterator[Program]:
    """All default rules of endmark, cold and warm."""
    yield endmark("endmark", str(folder), options=["--no-cache", f"--jobs={jobs}"])
    if knows("--no-cache"):
        yield endmark("endmark warm", str(folder), options=[f"--jobs={jobs}"])


def theirs(folder: Path, tools: Path, workspace: Path) -> Iterator[Program]:
    """The linters that are there."""
    places = os.pathsep.join(map(str, (tools / "bin", tools / "node_modules" / ".bin")))
    found = {name: shutil.which(name, path=f"{places}{os.pathsep}{os.environ['PATH']}") for name in LINTERS}
    if program := found["rumdl"]:
        command = [program, "check", "--no-config", "--output-format=concise"]
        yield Program("rumdl", [*command, "--no-cache", str(folder)])
        yield Program("rumdl warm", [*command, f"--cache-dir={workspace / 'rumdl'}", str(folder)])
    if program := found["textlint"]:
        for name, rule in (("one rule", "ja-no-mixed-period"), ("technical writing", "preset-ja-technical-writing")):
            if not (tools / "node_modules" / f"textlint-rule-{rule}").is_dir():
                continue
            config = workspace / f"{rule}.json"
            config.write_text(json.dumps({"rules": {rule: True}}), encoding="utf-8")
            base = tools / "node_modules"
            options = ["--format=compact", f"--config={config}", f"--rules-base-directory={base}"]
            yield Program(f"textlint, {name}", [program, *options, str(folder)])
    if program := found["proselint"]:
        yield Program("proselint", [program, "check", "--output-format=compact", str(folder)])
    if program := found["vale"]:
        config = workspace / "vale.ini"
        config.write_text(VALE, encoding="utf-8")
        yield Program("vale", [program, "--no-exit", "--output=line", f"--config={config}", str(folder)])


LINTERS = {"rumdl": ["--version"], "textlint": ["--version"], "proselint": ["version"], "vale": ["--version"]}
"""Name → what makes it say its version."""


def version(program: Program) -> str:
    """What the linter says about itself, the last word."""
    name = Path(program.command[0]).name
    said = subprocess.run([program.command[0], *LINTERS[name]], check=False, capture_output=True, text=True).stdout
    return (said.split() or ["?"])[-1]


def measure(folder: Path, tools: Path, jobs: int, runs: int) -> Result:
    """Run all linters in turns."""
    files = list(articles(folder))
    size = size_of(files)
    with tempfile.TemporaryDirectory() as name:
        workspace = Path(name)
        others = list(theirs(folder, tools, workspace))
        programs = [*ours(folder, jobs), *others]
        times = take_turns(programs, runs, workspace)
    figures = [Figure(name, taken.median, "s") for name, taken in times.items()]
    figures += [
        Figure(f"{target.ours}, against {target.theirs}", mine.median / other.median, "x", target.share)
        for target in TARGETS
        if (mine := times.get(target.ours)) and (other := times.get(target.theirs))
    ]
    wanted = {name for target in TARGETS for name in (target.ours, target.theirs)}
    processes = f"{jobs} processes" if knows("--jobs") else "one process"
    about = [
        f"{len(files)} files, {size / 1e6:.1f} MB; whole processes, medians of {runs} runs; endmark in {processes}.",
        *(f"Left out, as it is not there: {name}." for name in sorted(wanted - times.keys())),
    ]
    found = {Path(program.command[0]).name: version(program) for program in others}
    return Result("against", about, figures, programs, times, found)


def main() -> None:
    """Measure and print."""
    parser = arguments("Measure endmark against other linters.", runs=5)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a folder of Markdown articles")
    parser.add_argument("--tools", type=Path, default=Path("tools"), help="where other linters are (%(default)s)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes for endmark (%(default)s)")
    asked = parser.parse_args()
    deliver(measure(asked.folder.resolve(), asked.tools.resolve(), asked.jobs, asked.runs), asked.into)


if __name__ == "__main__":
    main()
