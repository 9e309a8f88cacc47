"""The figures of the benchmarks as tables for README.md, and as a drawing.

    python benchmarks/table.py FIGURES [--write README.md] [--plot growth.svg]

FIGURES is the folder that the benchmarks wrote with `--into`. Without `--write`
the tables are printed; with it they take the place of what stands between the
comments `<!-- figures -->` and `<!-- end -->`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from plot import growth_plot

ORDER = ("speed", "against", "growth", "memory", "repair")
OPEN, CLOSE = "<!-- figures -->\n", "<!-- end -->"


def tables(results: list[dict[str, Any]]) -> str:
    """One section a benchmark."""
    return "\n".join(line for result in results for line in section(result))


def section(result: dict[str, Any]) -> Iterator[str]:
    """What was measured on what, a table of the figures, and the commands."""
    machine, versions = result["machine"], result["versions"]
    yield f"\n### {result['benchmark'].capitalize()}\n"
    used = ", ".join(f"{name} {version}" for name, version in versions.items())
    yield f"{machine['cores']} cores of {machine['processor']}, {machine['system']}; {used}.\n"
    yield from (f"- {line}" for line in result["about"])
    yield "\n| measure | figure | reach | |\n|---|--:|--:|---|"
    yield from map(row, result["figures"])
    if result["benchmark"] in ("speed", "against"):
        yield "\n| program | median | fastest | slowest | command |\n|---|--:|--:|--:|---|"
        for name, times in result["times"].items():
            spent = " | ".join(f"{times[key]:.3f} s" for key in ("median", "fastest", "slowest"))
            yield f"| {name} | {spent} | `{command(result['commands'][name])}` |"


def row(figure: dict[str, Any]) -> str:
    """The figure beside what it should reach, and whether it does."""
    value, target, unit = figure["value"], figure["target"], figure["unit"]
    shown = f"| {figure['measure']} | {f'{value:,.2f} {unit}'.strip()} |"
    if target is None:
        return f"{shown} | |"
    reached = value <= target if figure["direction"] == "at most" else value >= target
    return f"{shown} {figure['direction']} {f'{target:,.2f} {unit}'.strip()} | {'yes' if reached else '**no**'} |"


def command(text: str) -> str:
    """The command on one line that does not end the cell."""
    return " ".join(text.split()).replace("|", "\\|")


def main() -> None:
    """Print or write."""
    parser = argparse.ArgumentParser(description="Make tables and a drawing from the figures of the benchmarks.")
    parser.add_argument("figures", type=Path, metavar="FIGURES", help="the folder with the JSON files")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the tables into this file")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw growth.json into this SVG file")
    asked = parser.parse_args()
    files = [path for name in ORDER if (path := asked.figures / f"{name}.json").is_file()]
    if not files:
        sys.exit(f"There are no figures in {asked.figures}.")
    results = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    text = tables(results)
    if asked.write is None:
        print(text)
    else:
        before, opened, rest = asked.write.read_text(encoding="utf-8").partition(OPEN)
        _, closed, after = rest.partition(CLOSE)
        if not (opened and closed):
            sys.exit(f"{asked.write} has no place for the tables: {OPEN.strip()} … {CLOSE}")
        asked.write.write_text(f"{before}{OPEN}{text}\n\n{CLOSE}{after}", encoding="utf-8")
    for result in results:
        if asked.plot is not None and result["benchmark"] == "growth":
            asked.plot.write_text(growth_plot(result["figures"]), encoding="utf-8")


if __name__ == "__main__":
    main()
