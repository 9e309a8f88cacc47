"""What is commoner at copies than at what is said again on purpose: the counts behind `checks/repetition/evidence.py`.

Into each article a paragraph, a stretch of three and the beginning of a section are put again, one at a time, each in
another place; so is judged all that the untouched article says twice, which is presumed to be meant. Read what is
told of that: some are slips.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import log
from pathlib import Path
from types import MappingProxyType
from unittest.mock import patch

from cut_evidence import FEWEST_LETTERS, iter_texts
from endmark.checks.repetition import duplicate, judgement
from endmark.checks.repetition.evidence import LOG_ODDS, Evidence, compute_sum, weigh
from endmark.checks.repetition.runs import Run
from endmark.checks.repetition.units import Unit
from endmark.document.article import read_article
from endmark.document.blocks import Block
from endmark.document.model import Document
from endmark.document.scripts import CJK_SCRIPTS
from endmark.document.sentences import TERMINALS
from endmark.document.source import Source
from endmark.document.span import Span
from endmark.ruleset.builtin import load_builtin_rules

RULE = next(rule for rule in load_builtin_rules() if rule.id == "duplicate-paragraph")
BINS = (-6, -4, -2, 0, 2, 4, 6)
_STRETCH = 3

Copied = tuple[Span, int]
"""What is put again, and where."""


def main() -> None:
    """Count, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="published articles in Markdown")
    parser.add_argument("--seed", type=int, default=1, help="what is copied, and where to (%(default)s)")
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)  # noqa: S311  (it must be repeatable)
    meant: list[Sequence[Evidence]] = []
    copies: dict[str, list[Sequence[Evidence]]] = {name: [] for name in COPIES}
    for text in iter_texts(arguments.folders):
        document = read_article(Source("article.md", text))
        meant += [evidence for _, evidence in judge(document) if evidence]
        for name, choose in COPIES.items():
            if (copied := choose(document, chance)) is not None:
                copies[name].append(judge_copy(document, *copied))
    for name, judged in copies.items():
        found = sum(map(judgement.is_told, judged))
        print(f"{name}: {found:,} of {len(judged):,} found")
    print(f"said again in the articles: {sum(map(judgement.is_told, meant)):,} of {len(meant):,} told\n")
    everything = [evidence for judged in copies.values() for evidence in judged if evidence]
    print(*format_evidence(everything, meant), sep="\n")
    print(*format_sums(everything, meant), sep="\n")


def judge(document: Document) -> list[tuple[Span, Sequence[Evidence]]]:
    """Where each run of repeated blocks stands, and what speaks for it by itself."""
    seen = []

    def spy(run: Run, units: Sequence[Unit], *given: object) -> Sequence[Evidence]:
        evidence = weigh(run, units, *given)  # type: ignore[arg-type]
        blocks = [units[pair.copy].block for pair in run.pairs if pair.strong]
        seen.append((Span(blocks[0].span.start, blocks[-1].span.end), evidence))
        return evidence

    with patch.object(judgement, "weigh", spy):
        list(duplicate.find(document, RULE.options, RULE.scope))
    return seen


def judge_copy(document: Document, copied: Span, place: int) -> Sequence[Evidence]:
    """What speaks for a copy that is put somewhere; nothing where it is not seen."""
    text = document.source.text
    stretch = text[copied.start : copied.end]
    damaged = f"{text[:place]}\n\n{stretch}\n\n{text[place:]}"
    there = Span(place, place + len(stretch) + 2)
    judged = [evidence for span, evidence in judge(read_article(Source("article.md", damaged))) if span.overlaps(there)]
    return max(judged, key=compute_sum, default=())


def copy_paragraph(document: Document, chance: random.Random) -> Copied | None:
    """One paragraph behind a later one."""
    return _copy(list_paragraphs(document), 1, chance)


def copy_stretch(document: Document, chance: random.Random) -> Copied | None:
    """Three paragraphs, and what stands between them, behind a later one."""
    return _copy(list_paragraphs(document), _STRETCH, chance)


def _copy(paragraphs: Sequence[Block], count: int, chance: random.Random) -> Copied | None:
    if len(paragraphs) <= count + 1:
        return None
    first = chance.randrange(len(paragraphs) - count)
    last = first + count - 1
    place = chance.choice(paragraphs[last + 1 :]).span.end
    return Span(paragraphs[first].span.start, paragraphs[last].span.end), place


def copy_beginning(document: Document, chance: random.Random) -> Copied | None:
    """The first two paragraphs of a section, right under the heading of a later one."""
    paragraphs = {block.span for block in list_paragraphs(document)}
    begun = [
        (heading, one, other)
        for heading, one, other in zip(document.blocks, document.blocks[1:], document.blocks[2:], strict=False)
        if heading.kind == "heading" and {one.span, other.span} <= paragraphs
    ]
    if not begun:
        return None
    _, first, second = chance.choice(begun)
    later = [block for block in document.blocks if block.kind == "heading" and block.span.start > second.span.end]
    return (Span(first.span.start, second.span.end), chance.choice(later).span.end) if later else None


COPIES: Mapping[str, Callable[[Document, random.Random], Copied | None]] = MappingProxyType(
    {
        "a paragraph": copy_paragraph,
        "three paragraphs and what stands between them": copy_stretch,
        "the beginning of a section": copy_beginning,
    }
)


def list_paragraphs(document: Document) -> Sequence[Block]:
    """The paragraphs that are long enough to be copied, and end with a full stop."""
    return [
        block
        for block in document.blocks
        if block.kind == "paragraph"
        and not block.depth
        and len(block.text.content) >= FEWEST_LETTERS[block.language in CJK_SCRIPTS]
        and block.text.content[-1] in TERMINALS
    ]


def format_evidence(copies: Sequence[Sequence[Evidence]], meant: Sequence[Sequence[Evidence]]) -> Iterator[str]:
    """A line for each thing: how many of each have it, and its log-odds beside the weight that it has.

    The weights count it beside the others, so where two things mostly go together both have less.
    """
    at_copies, at_meant = (Counter(each.name for evidence in judged for each in evidence) for judged in (copies, meant))
    yield f"{'evidence':20} {'copies':>7} {'meant':>7} {'counted':>8} {'weight':>7}"
    for name, weight in LOG_ODDS.items():
        odds = log((at_copies[name] + 0.5) / (len(copies) + 1)) - log((at_meant[name] + 0.5) / (len(meant) + 1))
        yield f"{name:20} {at_copies[name]:7,} {at_meant[name]:7,} {odds:+8.1f} {weight:+7.1f}"
    yield ""


def format_sums(copies: Sequence[Sequence[Evidence]], meant: Sequence[Sequence[Evidence]]) -> Iterator[str]:
    """A line for each two nats of the sum: how many of each are there."""
    yield f"{'sum':20} {'copies':>7} {'meant':>7}"
    edges = (float("-inf"), *BINS, float("inf"))
    for low, high in pairwise(edges):
        counts = [sum(low <= compute_sum(evidence) < high for evidence in judged) for judged in (copies, meant)]
        yield f"{f'{low:+g} to {high:+g}':20} {counts[0]:7,} {counts[1]:7,}"


if __name__ == "__main__":
    main()
