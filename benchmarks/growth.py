"""How the time grows with the size of an article, and what the hardest articles cost.

    python benchmarks/growth.py [--largest 10] [--runs 5] [--into FIGURES]

For whole articles of 10 kB to 10 MB, the slope of the time for one article over
its size, both as logarithms: 1 is linear. Small articles are checked by the
folder, so that each measurement takes long enough. Then the hard articles, each
against a whole one of the same size. One process, no cache; the start is taken off.
What counts is the time of the processor. Not for Windows, which does not tell.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

from measure import Figure, Program, Result, arguments, count_processor_seconds, deliver, endmark, take_turns
from prose import HARD, Language, whole

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000)
"""Bytes of an article."""
ENOUGH = 3_000_000
"""Bytes in a folder; a larger article stands alone."""
HARD_SIZES = {
    "short paragraphs": 6_000_000,
    "one line": 5_000_000,
    "one line in Japanese": 5_000_000,
    "list items": 5_000_000,
}
"""What is harder in large; all others have 1 MB."""
STEEPEST = 1.1
SLOWEST = 10.0
OPTIONS = ("--jobs=1", "--no-cache")


def sizes_to(largest: float) -> list[int]:
    """The sizes of whole articles, up to so many megabytes."""
    return [size for size in SIZES if size <= largest * 1e6]


def hard_articles(largest: float) -> Iterator[tuple[str, bytes]]:
    """Name and text of each hard article; none has much more than so many megabytes."""
    for name, make in HARD.items():
        yield name, make(min(HARD_SIZES.get(name, 1_000_000), int(largest * 1e6)))


def grown(workspace: Path, sizes: Sequence[int]) -> Iterator[tuple[Language, int, int, Program]]:
    """For each language and size: how many articles there are, and what checks them."""
    for language in get_args(Language):
        for size in sizes:
            number = max(1, ENOUGH // size)
            folder = workspace / f"{language}-{size}"
            folder.mkdir()
            for seed in range(number):
                (folder / f"{seed}.md").write_bytes(whole(size, language, seed))
            yield language, size, number, endmark(folder.name, str(folder), options=OPTIONS)


def slope(points: list[tuple[float, float]]) -> float:
    """The slope of the straight line through the logarithms with the least squares."""
    xs, ys = [math.log(x) for x, _ in points], [math.log(y) for _, y in points]
    middle = sum(xs) / len(xs)
    return sum((x - middle) * y for x, y in zip(xs, ys, strict=True)) / sum((x - middle) ** 2 for x in xs)


def hard(workspace: Path, largest: float) -> Iterator[tuple[str, Program, Program]]:
    """For each hard article: its name, what checks it, and what checks a whole one of the same size."""
    for name, data in hard_articles(largest):
        language: Language = "en" if data.isascii() else "ja"
        path, twin = workspace / f"{name}.md", workspace / f"whole {language} {round(len(data), -5)}.md"
        path.write_bytes(data)
        twin.write_bytes(whole(len(data), language))
        yield (
            name,
            endmark(name, str(path), options=OPTIONS),
            endmark(twin.stem, str(twin), options=OPTIONS),
        )


def measure(largest: float, runs: int) -> Result:
    """Run everything in turns."""
    with tempfile.TemporaryDirectory() as name:
        workspace = Path(name)
        (workspace / "small.md").write_bytes(whole(100, "en"))
        start = endmark("start", str(workspace / "small.md"), options=OPTIONS)
        sizes, pairs = list(grown(workspace, sizes_to(largest))), list(hard(workspace, largest))
        programs = [start, *(program for *_, program in sizes), *(one for _, *pair in pairs for one in pair)]
        unique = list({program.name: program for program in programs}.values())
        times = take_turns(unique, runs, workspace, count_processor_seconds)

    def work(program: Program) -> float:
        return max(times[program.name].fastest - times["start"].fastest, 0.001)

    figures = []
    for language in get_args(Language):
        points = [(float(size), work(program) / number) for of, size, number, program in sizes if of == language]
        figures.append(
            Figure(f"slope from 10 kB to {points[-1][0] / 1e6:g} MB, {language}", slope(points), "", STEEPEST)
        )
        figures += [Figure(f"{language}, {x / 1e6:g} MB", y * 1000, "ms") for x, y in points]
    figures += [
        Figure(f"{name}, against a whole article", work(one) / work(twin), "x", SLOWEST) for name, one, twin in pairs
    ]
    about = f"Time of the processor, the least of {runs} runs, one process, no cache."
    return Result("growth", [about], figures, unique, times)


def main() -> None:
    """Measure and print."""
    parser = arguments("Measure how the time grows with the size of an article.", runs=5)
    parser.add_argument("--largest", type=float, default=10, metavar="MB", help="the largest article (%(default)s)")
    asked = parser.parse_args()
    deliver(measure(asked.largest, asked.runs), asked.into)


if __name__ == "__main__":
    main()
