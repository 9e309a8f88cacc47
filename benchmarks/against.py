"""endmark against other linters at the work that is nearest to ours, all in turns, by the processor time they take.

    python benchmarks/against.py FOLDER... [--tools TOOLS] [--runs 3] [--into FIGURES]

A linter that is neither in TOOLS nor on the PATH is left out, and the figures say
so. README.md says how to fill TOOLS. Not for Windows, which does not tell.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from measure import (
    Figure,
    Program,
    Result,
    Times,
    arguments,
    articles,
    count_processor_seconds,
    deliver,
    endmark,
    knows,
    size_of,
    take_turns,
)

VALE = "MinAlertLevel = suggestion\n[*.{md,mdx}]\nBasedOnStyles = Vale\nVale.Spelling = NO\n"
"""Only the built-in style without its dictionary; what remains finds repeated words."""

ALONE = "--jobs=1"
"""endmark in one process; what others do beside each other counts as well."""

ONE_RULE = "duplicate-paragraph"


@dataclass(frozen=True)
class Target:
    """How endmark should do against another linter: at most this share of its time, where one is asked for."""

    ours: str
    theirs: str
    share: float | None = None


TARGETS = (
    Target("endmark", "rumdl", 3.0),
    Target("endmark warm", "rumdl warm"),
    Target(f"endmark, {ONE_RULE}", "jscpd", 1.0),
    Target("endmark", "typos"),
    Target("endmark", "markdownlint-cli2"),
    Target("endmark", "textlint, one rule"),
    Target("endmark", "textlint, technical writing"),
    Target("endmark", "proselint"),
    Target("endmark", "vale"),
)


def ours(folder: Path) -> Iterator[Program]:
    """All default rules of endmark, cold and warm, and one of them alone."""
    yield endmark("endmark", str(folder), options=["--no-cache", ALONE])
    yield endmark(f"endmark, {ONE_RULE}", f"--select={ONE_RULE}", str(folder), options=["--no-cache", ALONE])
    if knows("--no-cache"):
        yield endmark("endmark warm", str(folder), options=[ALONE])


def theirs(folder: Path, tools: Path, workspace: Path) -> Iterator[Program]:
    """The linters that are there."""
    places = os.pathsep.join(map(str, (tools / "bin", tools / "node_modules" / ".bin")))
    found = {name: shutil.which(name, path=f"{places}{os.pathsep}{os.environ['PATH']}") for name in LINTERS}
    if program := found["rumdl"]:
        command = [program, "check", "--no-config", "--output-format=concise"]
        yield Program("rumdl", [*command, "--no-cache", str(folder)])
        yield Program("rumdl warm", [*command, f"--cache-dir={workspace / 'rumdl'}", str(folder)])
    if (program := found["jscpd"]) and any(folder.rglob("*.md")):  # it knows no MDX
        yield Program("jscpd", [program, "--format=markdown", "--reporters=silent", str(folder)])
    if program := found["typos"]:
        yield Program("typos", [program, "--isolated", "--no-ignore", "--format=brief", str(folder)], success=_TYPOS)
    if program := found["markdownlint-cli2"]:
        yield Program("markdownlint-cli2", [program, "--no-globs", f"{folder}/**/*.{{md,mdx}}"])
    if (program := found["textlint"]) and any(folder.rglob("*.md")):  # it ends with an error where it reads nothing
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


_TYPOS = frozenset({0, 2})
"""It ends with 2 when it found something."""

LINTERS = {
    "rumdl": ["--version"],
    "jscpd": ["--version"],
    "typos": ["--version"],
    "markdownlint-cli2": ["--help"],
    "textlint": ["--version"],
    "proselint": ["version"],
    "vale": ["--version"],
}
"""Name → what makes it say its version."""


def read_version(program: Program) -> str:
    """What the linter says about itself: its first word with a figure and a full stop."""
    name = Path(program.command[0]).name
    said = subprocess.run([program.command[0], *LINTERS[name]], check=False, capture_output=True, text=True).stdout
    return next((word.lstrip("v") for word in said.split() if "." in word and any(map(str.isdigit, word))), "?")


def measure(folders: Sequence[Path], tools: Path, runs: int) -> Result:
    """Run all linters in turns, folder by folder."""
    figures: list[Figure] = []
    programs: list[Program] = []
    times: dict[str, Times] = {}
    about: list[str] = []
    for folder in folders:
        files = list(articles(folder))
        about.append(f"{folder.name}: {len(files)} files, {size_of(files) / 1e6:.1f} MB.")
        with tempfile.TemporaryDirectory() as name:
            workspace = Path(name)
            asked = [*ours(folder), *theirs(folder, tools, workspace)]
            taken = take_turns(asked, runs, workspace, count_processor_seconds)
        figures += [
            Figure(f"{folder.name}: {target.ours}, against {target.theirs}", mine / other, "x", target.share)
            for target in TARGETS
            if target.ours in taken and target.theirs in taken
            if (mine := taken[target.ours].fastest) and (other := taken[target.theirs].fastest)
        ]
        times |= {f"{folder.name}: {name}": spent for name, spent in taken.items()}
        programs += [replace(program, name=f"{folder.name}: {program.name}") for program in asked]
    wanted = {name for target in TARGETS for name in (target.ours, target.theirs)}
    there = {program.name.partition(": ")[2] for program in programs}
    about += [
        f"Time of all processors, whole processes, the least of {runs} runs that take turns; endmark in one process.",
        *(f"Left out, as it is not there: {name}." for name in sorted(wanted - there)),
    ]
    others = {Path(program.command[0]).name: program for program in programs}
    found = {name: read_version(program) for name, program in others.items() if name in LINTERS}
    return Result("against", about, figures, programs, times, found)


def main() -> None:
    """Measure and print."""
    parser = arguments("Measure endmark against other linters.", runs=3)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="a folder of Markdown articles")
    parser.add_argument("--tools", type=Path, default=Path("tools"), help="where other linters are (%(default)s)")
    asked = parser.parse_args()
    folders = [folder.resolve() for folder in asked.folders]
    if len({folder.name for folder in folders}) < len(folders):
        parser.error("the folders must have different names")
    deliver(measure(folders, asked.tools.resolve(), asked.runs), asked.into)


if __name__ == "__main__":
    main()
