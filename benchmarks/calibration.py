"""Of what `truncated-sentence` finds, how much is right, by the sum of the evidence: is the scale true?

In each article one paragraph with its full stop is cut at a random place. What is found there is right; all else that
is found in the damaged articles, and all that is found in the untouched ones, is presumed false. Read the latter:
many are slips of the published text.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import exp
from pathlib import Path
from typing import NamedTuple

from cut_evidence import OPTIONS, cut_one, iter_texts
from endmark.checks.cuts.judging import Judge
from endmark.checks.cuts.judging_terms import Terms
from endmark.document.article import read_article
from endmark.document.blocks import PROSE, SHOWN
from endmark.document.model import Document
from endmark.document.packed_blocks import select_kinds
from endmark.document.source import Source

EDGES = (OPTIONS.warning, 1.0, 2.0, 3.0, OPTIONS.error, 6.0, float("inf"))
"""Where the steps begin, in nats; from the first on a text is found, and from the last but two on it is certain."""

WIDTH, HEIGHT, MARGIN = 640, 380, 60
LEAST, MOST = -1.0, 8.0
STEPS = 60
"""Of the line that the scale itself draws."""


class Found(NamedTuple):
    """A text that is found: the sum of its evidence, and whether it is where an article was cut."""

    total: float
    right: bool


class Step(NamedTuple):
    """What is found with a sum from `low` up to `high`: its mean, and how many are right, wrong, or on clean text."""

    low: float
    high: float
    mean: float
    right: int
    wrong: int
    clean: int

    @property
    def share(self) -> float:
        """How much of what is found in damaged articles is right."""
        return self.right / (self.right + self.wrong)


def main() -> None:
    """Count, print a table, and draw it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="published articles in Markdown")
    parser.add_argument("--seed", type=int, default=1, help="which places are cut (%(default)s)")
    parser.add_argument("--plot", type=Path, metavar="SVG", help="draw the shares there")
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)  # noqa: S311  (it must be repeatable)
    damaged: list[Found] = []
    clean: list[Found] = []
    articles = paragraphs = 0
    for text in iter_texts(arguments.folders):
        document = read_article(Source("article.md", text))
        articles += 1
        paragraphs += sum(block.kind in PROSE for block in document.blocks)
        clean += find(document)
        if cut := cut_one(document, chance):
            offset, short = cut
            damaged += find(read_article(Source("article.md", short)), offset)
    steps = list(iter_steps(damaged, clean))
    print(f"{articles:,} articles, {paragraphs:,} paragraphs and items\n")
    print(*format_steps(steps, paragraphs), sep="\n")
    if arguments.plot:
        arguments.plot.write_text("\n".join(draw(steps)) + "\n", encoding="utf-8")


def find(document: Document, cut: int = -1) -> Iterator[Found]:
    """What is found in an article, which was cut in the block at that offset."""
    terms = Terms(
        OPTIONS.last_words, OPTIONS.last_predicates, OPTIONS.unpunctuated, OPTIONS.min_weight, OPTIONS.warning
    )
    for judged in Judge(document, select_kinds(document.blocks, SHOWN), terms).iter_judged():
        span = judged.suspect.block.span
        yield Found(judged.total, span.start <= cut < span.end)


def iter_steps(damaged: Sequence[Found], clean: Sequence[Found]) -> Iterator[Step]:
    """The steps in which something was found in damaged articles."""
    for low, high in pairwise(EDGES):
        here = [found for found in damaged if low <= found.total < high]
        if here:
            right = sum(found.right for found in here)
            mean = sum(found.total for found in here) / len(here)
            on_clean = sum(low <= found.total < high for found in clean)
            yield Step(low, high, mean, right, len(here) - right, on_clean)


def format_steps(steps: Sequence[Step], paragraphs: int) -> Iterator[str]:
    """A line of Markdown for each step."""
    yield "| sum | right | wrong | right, of all | by the scale | found on clean text | of 1,000 paragraphs |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for step in steps:
        scale = 1 / (1 + exp(-step.mean))
        low_high = f"{step.low:+g} to {step.high:+g}" if step.high < float("inf") else f"from {step.low:+g} on"
        yield (
            f"| {low_high} | {step.right:,} | {step.wrong:,} | {step.share:.0%} | {scale:.0%} "
            f"| {step.clean:,} | {1000 * step.clean / paragraphs:.2f} |"
        )


def draw(steps: Sequence[Step]) -> Iterator[str]:
    """The shares as SVG, beside what the scale says."""

    def across(nats: float) -> float:
        return MARGIN + (nats - LEAST) / (MOST - LEAST) * (WIDTH - 2 * MARGIN)

    def down(share: float) -> float:
        return HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN)

    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">'
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/><g font-size="13" fill="#333" stroke="none">'
    for nats in range(int(LEAST), int(MOST) + 1):
        yield f'<path d="M{across(nats):.1f} {down(0):.1f}V{down(1):.1f}" stroke="#ddd"/>'
        yield f'<text x="{across(nats):.1f}" y="{down(0) + 20:.1f}" text-anchor="middle">{nats}</text>'
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        yield f'<path d="M{across(LEAST):.1f} {down(share):.1f}H{across(MOST):.1f}" stroke="#ddd"/>'
        yield f'<text x="{MARGIN - 8}" y="{down(share) + 4:.1f}" text-anchor="end">{share:.0%}</text>'
    yield f'<text x="{WIDTH / 2}" y="24" text-anchor="middle">How many findings are right, by the sum in nats</text>'
    scale = [LEAST + (MOST - LEAST) * step / STEPS for step in range(STEPS + 1)]
    path = " ".join(f"{across(nats):.1f},{down(1 / (1 + exp(-nats))):.1f}" for nats in scale)
    yield f'<polyline points="{path}" fill="none" stroke="#999" stroke-dasharray="4 4"/>'
    path = " ".join(f"{across(step.mean):.1f},{down(step.share):.1f}" for step in steps)
    yield f'<polyline points="{path}" fill="none" stroke="#0a6e8a" stroke-width="2"/>'
    for step in steps:
        yield f'<circle cx="{across(step.mean):.1f}" cy="{down(step.share):.1f}" r="4" fill="#0a6e8a"/>'
    yield f'<text x="{across(2.6):.1f}" y="{down(0.62):.1f}" fill="#0a6e8a">found where an article was cut</text>'
    yield f'<text x="{across(2.6):.1f}" y="{down(0.55):.1f}" fill="#777">what the scale says (dashed)</text>'
    yield "</g></svg>"


if __name__ == "__main__":
    main()
