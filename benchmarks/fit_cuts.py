"""Fits the weights of `checks/cuts/evidence.py` all at once, beside one another, to published articles.

Logistic regression; it needs numpy and scipy. Each folder is a package; all weigh about alike, and each is judged by
weights that were fitted without it. *Whole* is every text without a full stop in the untouched articles, whatever its
role: read those with the largest sums, and give a list of slips (path, tab, offset of the block), which are left out.
*Cut* are texts of every role cut at random, one and four to an article, and one at its end.

The prior of each weight is the present one: what is rare stays as it was judged.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from cut_evidence import appoint, may_be_cut
from endmark.checks.cuts.judged import Judged
from endmark.document.article import read_article
from endmark.document.blocks import Block
from endmark.document.model import Document
from endmark.document.scripts import CJK_SCRIPTS
from endmark.document.sentences import CLOSERS, TERMINALS
from endmark.document.source import Source

Manner = Literal["whole", "one", "four", "end", "role"]
HOW_MANY: dict[Manner, int] = {"one": 1, "four": 4, "end": 1, "role": 1}

MOST_ARTICLES, LARGEST = 40, 150_000
"""Articles of a package, and characters of one."""

FOLDS = 8
CUT_SHARE = 0.037
"""How many of all texts the cuts stand for: as many as in damaged posts."""

STRENGTH = 4.0
"""Of the prior: weights differ by half a nat from the present ones unless the texts say more."""

RECALLS = (0.97, 0.96, 0.95, 0.94, 0.92)
_SCALED = {"evidence.habit": "habit", "evidence.no-habit": "habit"}
_FIXED = frozenset({"evidence.rate", "evidence.others"})
"""How often articles are cut at all is nothing that articles tell which were cut on purpose."""

_FEWEST = {True: 16, False: 36}
_TRIES = 20


class Example(NamedTuple):
    """What was judged: its evidence by name, the sum, and whether it was cut, and how."""

    package: str
    manner: Manner
    place: str
    features: dict[str, float]
    total: float
    shown: str


def main() -> None:
    """Collect, fit, and print two tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="packages of published articles")
    parser.add_argument("--slips", type=Path, help="a list of texts that are not whole")
    parser.add_argument(
        "--read", type=int, default=0, metavar="N", help="print the N whole texts with the largest sums"
    )
    arguments = parser.parse_args()
    slips = set(arguments.slips.read_text(encoding="utf-8").splitlines()) if arguments.slips else set()
    found = [example for folder in arguments.folders for example in collect(folder)]
    examples = [example for example in found if example.place not in slips]
    table = Table(examples)
    print(*table.format_curve("present", np.array([example.total for example in examples])), sep="\n")
    print(*table.format_curve("fitted, each package by the others", table.judge_left_out()), sep="\n")
    print(*table.format_weights(), sep="\n")
    for example in sorted((one for one in examples if one.manner == "whole"), key=lambda one: -one.total)[
        : arguments.read
    ]:
        print(f"{example.total:+.1f}\t{example.place}\t{example.shown}")


def collect(folder: Path) -> Iterator[Example]:
    """What is judged in the articles of a package, untouched and cut."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in {".md", ".mdx", ".markdown"})
    random.Random(folder.name).shuffle(paths)  # noqa: S311  (it must be repeatable)
    for path in paths[:MOST_ARTICLES]:
        text = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
        if len(text) > LARGEST:
            continue
        document = read_article(Source(path.name, text))
        judge = appoint(document)
        for judged in judge.iter_judged(range(len(judge.blocks))):
            yield _make_example(folder.name, "whole", path, judged)
        for manner, count in HOW_MANY.items():
            chance = random.Random(f"{path} {manner}")  # noqa: S311
            damaged, offsets = cut_some(document, chance, count, manner)
            yield from _judge_cuts(folder.name, manner, path, damaged, offsets)


def _judge_cuts(package: str, manner: Manner, path: Path, text: str, offsets: Sequence[int]) -> Iterator[Example]:
    if not offsets:
        return
    judge = appoint(read_article(Source(path.name, text)))
    for judged in judge.iter_judged(range(len(judge.blocks))):
        span = judged.suspect.block.span
        if any(span.start <= offset < span.end for offset in offsets):
            yield _make_example(package, manner, path, judged)


def _make_example(package: str, manner: Manner, path: Path, judged: Judged) -> Example:
    features: defaultdict[str, float] = defaultdict(float)
    for piece in judged.pieces:
        code = piece.seen.code
        if code in _FIXED:
            continue
        if code.startswith("evidence.words"):
            features["words"] += piece.nats
        elif code in _SCALED:
            features[_SCALED[code]] += piece.nats
        elif code == "evidence.short":
            features[code] += piece.nats
        else:
            features[f"{code} {piece.nats:+}"] += 1
    block = judged.suspect.block
    place = f"{path}\t{block.span.start}" if manner == "whole" else ""
    return Example(package, manner, place, dict(features), judged.total, block.text.content[-80:].replace("\n", " "))


def cut_some(document: Document, chance: random.Random, count: int, manner: Manner) -> tuple[str, list[int]]:
    """An article with so many of its texts cut, and where these begin; none where it has too few."""
    may = may_be_cut if manner != "role" else _may_be_cut_in_its_role
    candidates = [block for block in document.blocks if block.kind in {"paragraph", "list-item"} and may(block)]
    if manner != "role":
        candidates = [block for block in candidates if block.kind == "paragraph"]
    text, offsets, moved = document.source.text, list[int](), 0
    if len(candidates) < count:
        return text, offsets
    for block in sorted(chance.sample(candidates, count), key=lambda block: block.span.start):
        place = _find_place(block, chance)
        if place is not None:
            end = len(document.source.text) if manner == "end" else block.span.end
            text = text[: place - moved] + text[end - moved :]
            offsets.append(block.span.start - moved)
            moved += end - place
    return text, offsets


def _may_be_cut_in_its_role(block: Block) -> bool:
    return len(block.text.content) >= _FEWEST[block.language in CJK_SCRIPTS]


def _find_place(block: Block, chance: random.Random) -> int | None:
    """Where in the source a text is cut: behind a word or a letter, and in no markup."""
    content, joined = block.text.content, block.language in CJK_SCRIPTS
    for _ in range(_TRIES):
        place = chance.randint(len(content) * 3 // 10, len(content) * 9 // 10)
        if not joined:
            place = content.rfind(" ", 0, place)
        inside = any(mark.start < place < mark.end for mark in block.marks)
        if place > 1 and content[place - 1].isalpha() and content[place] not in TERMINALS + CLOSERS and not inside:
            return block.text.map_span(place - 1, place).end
    return None


class Table:
    """The examples as a matrix, and what is fitted to it."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self._examples = examples
        self._names = sorted({name for example in examples for name in example.features})
        columns = {name: number for number, name in enumerate(self._names)}
        rows = [(row, columns[name], value) for row, one in enumerate(examples) for name, value in one.features.items()]
        row, column, value = zip(*rows, strict=True)
        self._matrix = csr_matrix((value, (row, column)), shape=(len(examples), len(self._names)))
        self._totals = np.array([example.total for example in examples])
        self._cut = np.array([example.manner != "whole" for example in examples])
        self._manners = np.array([example.manner for example in examples])
        self._packages = np.array([example.package for example in examples])
        sizes = Counter(example.package for example in examples)
        self._importance = np.array([1.0 / sizes[example.package] ** 0.5 for example in examples])
        self._importance /= self._importance.mean()
        self._importance[self._cut] *= CUT_SHARE * len(examples) / self._importance[self._cut].sum()

    def fit(self, rows: Any) -> Any:
        """How much each present weight should change, or by what share of itself; and last what is added to all."""
        matrix, totals, cut = self._matrix[rows], self._totals[rows], self._cut[rows]
        importance = self._importance[rows]

        def lose(change: Any) -> tuple[float, Any]:
            sums = totals + matrix @ change[:-1] + change[-1]
            loss = (importance * np.logaddexp(0, np.where(cut, -sums, sums))).sum()
            error = importance * (1 / (1 + np.exp(-sums)) - cut)
            slope = np.append(matrix.T @ error + STRENGTH * change[:-1], error.sum())
            return loss + STRENGTH / 2 * (change[:-1] ** 2).sum(), slope

        return minimize(lose, np.zeros(matrix.shape[1] + 1), jac=True, method="L-BFGS-B").x

    def judge_left_out(self) -> Any:
        """The sums by weights that were fitted without the package that a text is of."""
        sums = np.zeros(len(self._examples))
        names = sorted(set(self._packages))
        for fold in range(min(FOLDS, len(names))):
            left_out = np.isin(self._packages, names[fold::FOLDS])
            change = self.fit(~left_out)
            sums[left_out] = self._totals[left_out] + self._matrix[left_out] @ change[:-1] + change[-1]
        return sums

    def format_curve(self, title: str, sums: Any) -> Iterator[str]:
        """A line for each share of single cuts that is found: at which sum, and what else is found then."""
        yield title
        yield f"{'found, of one':>14} {'from':>7} {'of four':>8} {'at the end':>11} {'in any role':>12} {'whole':>6}"
        ones = np.sort(sums[self._manners == "one"])[::-1]
        for recall in RECALLS:
            least = ones[min(len(ones), int(recall * len(ones)) + 1) - 1]
            shares = [(sums[self._manners == manner] >= least).mean() for manner in ("four", "end", "role")]
            whole = int((~self._cut & (sums >= least)).sum())
            yield f"{recall:14.2f} {least:+7.2f} {shares[0]:8.3f} {shares[1]:11.3f} {shares[2]:12.3f} {whole:6,}"
        yield ""

    def format_weights(self) -> Iterator[str]:
        """A line for each piece of evidence: how many have it, and by how much its weight should change."""
        change = self.fit(np.ones(len(self._examples), dtype=bool))
        seen = self._matrix != 0
        yield f"{'piece, weight':36} {'cuts':>7} {'whole':>7} {'change':>7}"
        for number in np.argsort(-np.abs(change[:-1])):
            has = np.asarray(seen[:, [number]].todense()).ravel()
            cuts, whole = int((has & self._cut).sum()), int((has & ~self._cut).sum())
            yield f"{self._names[number]:36} {cuts:7,} {whole:7,} {change[number]:+7.2f}"


if __name__ == "__main__":
    main()
