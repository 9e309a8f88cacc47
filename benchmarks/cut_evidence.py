"""What is commoner at cuts than at whole texts without a full stop: the counts behind `checks/cuts/evidence.py`.

In each article one paragraph with its full stop is cut at a random place, and judged; so are all paragraphs of the
untouched article that have none, which are presumed whole. Read those: some are slips, and some are cut.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log
from pathlib import Path

from endmark.checks.cuts import truncation
from endmark.checks.cuts.judged import Judged
from endmark.checks.cuts.judging import Judge
from endmark.checks.cuts.judging_terms import Terms
from endmark.document.article import read_article
from endmark.document.blocks import SHOWN, Block
from endmark.document.model import Document
from endmark.document.packed_blocks import select_kinds
from endmark.document.scripts import CJK_SCRIPTS
from endmark.document.sentences import TERMINALS
from endmark.document.source import Source
from endmark.ruleset.builtin import load_builtin_rules

OPTIONS: truncation.Options = next(rule for rule in load_builtin_rules() if rule.id == "truncated-sentence").options
FEWEST_LETTERS = {True: 40, False: 90}
"""Characters of a paragraph that is cut, in Chinese, Japanese and Korean, and elsewhere."""

BINS = (-4, -2, 0, 2, 4, 6)
_KINDS = frozenset({"paragraph"})
_COUNTED = frozenset({"several", "long", "middle"})
"""Sorts of texts that are compared: those of which most have a full stop."""


def main() -> None:
    """Count, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="published articles in Markdown")
    parser.add_argument("--seed", type=int, default=1, help="which places are cut (%(default)s)")
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)  # noqa: S311  (it must be repeatable)
    cuts: list[Judged] = []
    whole: list[Judged] = []
    found = total = 0
    for text in iter_texts(arguments.folders):
        document = read_article(Source("article.md", text))
        whole += judge_open_ends(document)
        if (cut := cut_one(document, chance)) is None:
            continue
        total += 1
        offset, damaged = cut
        judged = judge_at(read_article(Source("article.md", damaged)), offset)
        found += judged is not None and judged.total >= OPTIONS.warning
        if judged is not None and judged.suspect.sort in _COUNTED:
            cuts.append(judged)
    print(f"{found:,} of {total:,} cuts found; {len(cuts):,} cuts and {len(whole):,} whole texts are compared\n")
    print(*format_pieces(cuts, whole), sep="\n")
    print(*format_sums(cuts, whole), sep="\n")


def iter_texts(folders: Sequence[Path]) -> Iterator[str]:
    """The articles, in the order of their paths."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".md", ".mdx", ".markdown"}:
                yield path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")


def appoint(document: Document) -> Judge:
    """The judge of a document, who leaves nothing out."""
    terms = Terms(OPTIONS.last_words, OPTIONS.last_predicates, OPTIONS.unpunctuated, OPTIONS.min_weight, -99.0)
    return Judge(document, select_kinds(document.blocks, SHOWN), terms)


def judge_open_ends(document: Document) -> list[Judged]:
    """The paragraphs without a full stop."""
    judged = appoint(document).iter_judged()
    return [one for one in judged if one.suspect.sort in _COUNTED and one.suspect.block.kind in _KINDS]


def judge_at(document: Document, offset: int) -> Judged | None:
    """What is judged of the text at an offset; None when it is taken to end well."""
    judge = appoint(document)
    wanted = {number for number, block in enumerate(judge.blocks) if block.span.start <= offset < block.span.end}
    return next((one for one in judge.iter_judged(wanted) if one.suspect.number in wanted), None)


def cut_one(document: Document, chance: random.Random) -> tuple[int, str] | None:
    """An article with one of its paragraphs cut at random, and where that one begins."""
    candidates = [block for block in document.blocks if block.kind == "paragraph" and may_be_cut(block)]
    if not candidates:
        return None
    block = chance.choice(candidates)
    text = document.source.text
    kept = text[block.span.start : block.span.end]
    place = chance.randint(len(kept) * 35 // 100, len(kept) * 9 // 10)
    if block.language not in CJK_SCRIPTS:
        place = kept.rfind(" ", 0, place)
    if place <= 0 or not kept[place - 1].isalpha():
        return None
    return block.span.start, text[: block.span.start + place] + text[block.span.end :]


def may_be_cut(block: Block) -> bool:
    """Whether a paragraph is long enough, and has its full stop."""
    content = block.text.content
    return len(content) >= FEWEST_LETTERS[block.language in CJK_SCRIPTS] and content[-1] in TERMINALS


def format_pieces(cuts: Sequence[Judged], whole: Sequence[Judged]) -> Iterator[str]:
    """A line for each piece of evidence: how many of each have it, and its log-odds beside the weight that it has."""
    at_cuts, at_whole = count_pieces(cuts), count_pieces(whole)
    weights = {piece.seen.code: piece.nats for one in (*cuts, *whole) for piece in one.pieces}
    yield f"{'piece':28} {'cuts':>7} {'whole':>7} {'counted':>8} {'weight':>7}"
    for code in sorted(weights):
        odds = log((at_cuts[code] + 0.5) / (len(cuts) + 1)) - log((at_whole[code] + 0.5) / (len(whole) + 1))
        yield f"{code:28} {at_cuts[code]:7,} {at_whole[code]:7,} {odds:+8.1f} {weights[code]:+7.1f}"
    yield ""


def count_pieces(judged: Sequence[Judged]) -> Counter[str]:
    """In how many each piece of evidence is seen."""
    return Counter(code for one in judged for code in {piece.seen.code for piece in one.pieces})


def format_sums(cuts: Sequence[Judged], whole: Sequence[Judged]) -> Iterator[str]:
    """A line for each two nats of the sum: how many of each are there."""
    yield f"{'sum':28} {'cuts':>7} {'whole':>7}"
    edges = (float("-inf"), *BINS, float("inf"))
    for low, high in pairwise(edges):
        counts = [sum(low <= one.total < high for one in judged) for judged in (cuts, whole)]
        yield f"{f'{low:+g} to {high:+g}':28} {counts[0]:7,} {counts[1]:7,}"


if __name__ == "__main__":
    main()
