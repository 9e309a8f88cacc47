"""What `endmark fix` brings back of damaged articles, and what it does to a folder of real ones.

    python benchmarks/repair.py [--number 30] [--seed 1] [--whole FOLDER …] [--into FIGURES]
    python benchmarks/repair.py FOLDER

Without a FOLDER, whole articles are damaged in all the ways of `damage.py`, so many of
each kind and language: made-up ones in six languages, or sections of those in the folders
that are named with `--whole`. Articles in a FOLDER are repaired in memory, with all fixes
and the shipped rules; nothing is written or copied.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from damage import CONTRADICTIONS, DAMAGE, Article, damaged, whole
from endmark.checks.text.folding import fold
from endmark.document.source import Source, decode, make_source
from endmark.errors import InputError
from endmark.linting.checking.engine import Analysis, analyse
from endmark.linting.repair.repair import Repair, repair
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule_set import select_boundaries
from measure import Figure, Result, articles, deliver
from phrases import PHRASES
from written import read_articles

RULES = tuple(rule for rule in load_builtin_rules() if rule.enabled)
KNOWN = frozenset(rule.id for rule in load_builtin_rules())
BOUNDARIES = select_boundaries(load_builtin_rules())
SEVERAL = "three of these"
KINDS = (*DAMAGE, *CONTRADICTIONS, SEVERAL)
Draw: TypeAlias = Callable[[str, str], Article]
_ALL = "all"


class Outcome(NamedTuple):
    """What became of one article.

    The very bytes came back, nothing is found in it, a sentence is lost; one of two that contradict each other is
    gone, the rest of a sentence stands without its beginning, a title stands over nothing.
    """

    exact: bool
    clean: bool
    lost: bool
    merged: bool
    beheaded: bool
    emptied: bool


def look(source: Source) -> Analysis:
    """What the shipped rules find."""
    return analyse(source, RULES, KNOWN, BOUNDARIES)


def repaired(source: Source) -> Repair:
    """The article with all its fixes."""
    return repair(source, look, unsafe=True)


def outcome(original: Article, broken: Article, result: Repair | None = None) -> Outcome:
    """What the repair of a damaged article comes to."""
    result = result or repaired(make_source(broken.text, "article.md", has_bom=broken.has_bom))
    said = fold(result.source.text)
    in_pieces = {tear.sentence for tear in broken.tears if fold(tear.head) in said and fold(tear.rest) in said}
    lost = any(fold(sentence) not in said and sentence not in in_pieces for sentence in original.sentences)
    merged = any(fold(claim) not in said for claim in broken.claims)
    beheaded = any(
        fold(tear.rest) in said and fold(tear.head) not in said and fold(tear.sentence) not in said
        for tear in broken.tears
    )
    empty, *before = (len(_EMPTY.findall(_unify(text))) for text in (result.source.text, broken.text, original.text))
    emptied = empty > max(before)
    return Outcome(result.source.text == original.text, not standing(result), lost, merged, beheaded, emptied)


_EMPTY = re.compile(r"^(?:## .*|\*\*.*\*\*)\n+(?=## |\*\*.*\*\*$|\Z)", re.MULTILINE)
"""A title with nothing below it."""


def _unify(text: str) -> str:
    return text.replace("\r\n", "\n")


def outcomes(
    number: int, seed: int, languages: Sequence[str] = tuple(PHRASES), draw: Draw = whole
) -> Iterator[tuple[str, str, Outcome]]:
    """Kind of damage, language and outcome of every article; `draw` gives a whole one of a language and a name."""
    for kind in KINDS:
        for language in languages:
            for turn in range(number):
                if (case := draw_case(kind, language, f"{seed} {turn}", draw)) is not None:
                    yield kind, language, outcome(*case)


def draw_case(
    kind: str, language: str, name: str, draw: Callable[[str, str], Article]
) -> tuple[Article, Article] | None:
    """An article, whole and damaged; None where this kind can be done to no article that was drawn."""
    kinds = (kind,) if kind != SEVERAL else _several(f"{language} {name}")
    for again in ("", *map(str, range(_MOST_DRAWN))):
        try:
            original = draw(language, name + again)
        except LookupError:
            return None
        broken = damaged(original, kinds, name)
        if broken.text != original.text:
            return original, broken
    return None


_MOST_DRAWN = 20


def draw_from(written: Iterable[Article]) -> Draw:
    """Draws those in which nothing would be changed if nothing were damaged."""
    by_language: dict[str, list[Article]] = {}
    for article in written:
        by_language.setdefault(article.language, []).append(article)
    is_whole: dict[Article, bool] = {}

    def draw(language: str, name: str) -> Article:
        choose = random.Random(f"{language} {name}")  # noqa: S311  (it must be repeatable)
        while articles := by_language.get(language):
            article = choose.choice(articles)
            if article not in is_whole:
                source = make_source(article.text, "article.md")
                is_whole[article] = repaired(source).source == source
            if is_whole[article]:
                return article
            articles.remove(article)
        raise LookupError(language)

    return draw


def _several(seed: str) -> tuple[str, ...]:
    return tuple(random.Random(seed).sample(sorted(DAMAGE), 3))  # noqa: S311  (it must be repeatable)


def generated(number: int, seed: int, languages: Sequence[str] = tuple(PHRASES), draw: Draw = whole) -> Result:
    """The outcomes by kind of damage, and by language."""
    everything = list(outcomes(number, seed, languages, draw))
    figures = []
    decidable = [(kind, language, result) for kind, language, result in everything if kind not in CONTRADICTIONS]
    for name in (*DAMAGE, SEVERAL, *languages, _ALL):
        those = [result for kind, language, result in decidable if name in (kind, language, _ALL)]
        for what, came in (("back exactly", "exact"), ("clean", "clean"), ("something lost", "lost")):
            if those:
                share = 100 * sum(getattr(result, came) for result in those) / len(those)
                figures.append(Figure(f"{name}: {what}", share, "%", 0.0 if came == "lost" else None))
    for came in ("merged", "beheaded", "emptied"):
        share = 100 * sum(getattr(result, came) for _, _, result in everything) / len(everything)
        figures.append(Figure(f"{_ALL}: {came}", share, "%", 0.0))
    about = [f"{len(everything):,} articles, {number} for each kind of damage and language, seed {seed}."]
    return Result("repair", [*about, *_tabulate(everything, languages)], figures)


def _tabulate(everything: Sequence[tuple[str, str, Outcome]], languages: Sequence[str]) -> Iterator[str]:
    """What came of each kind of damage: how often all was back exactly by language, and what else came of the rest."""
    for kind in KINDS:
        those = [(language, result) for name, language, result in everything if name == kind]
        if not those:
            continue
        rest = [result for _, result in those if not result.exact]
        if kind in CONTRADICTIONS:
            yield f"{kind}: {sum(result.merged for _, result in those)} of {len(those)} merged."
            continue
        exact = Counter(language for language, result in those if result.exact)
        yield (
            f"{kind}: back exactly of {len(those)}: {len(those) - len(rest)} "
            f"({', '.join(f'{language} {exact[language]}' for language in languages)}); "
            f"something is still found in {sum(not result.clean for result in rest)}, "
            f"nothing in {sum(result.clean for result in rest)}."
        )


def standing(result: Repair) -> list[str]:
    """For each finding that is left its rule, and why it is."""
    reasons = {(refused.rule, refused.excerpt): refused.reason for refused in result.refused}
    return [
        f"{found.rule}: {_in_general(reasons.get((found.rule, found.excerpt)) or found.no_fix_reason or 'no fix')}"
        for found in result.result.violations
        if found.stands
    ]


def _in_general(reason: str) -> str:
    """A reason without what is particular to one article."""
    return re.sub(r"“[^”]*”|\d+", "…", reason)


def of_folder(folder: Path) -> Iterator[str]:
    """What the repair of all articles of a folder comes to, line by line."""
    before: Counter[str] = Counter()
    left: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    for file in articles(folder):
        try:
            source = decode(file.read_bytes(), file.relative_to(folder).as_posix())
        except InputError as error:
            yield str(error)
            continue
        found = [violation.rule for violation in look(source).result.violations if violation.stands]
        result = repaired(source)
        remaining = standing(result)
        before.update(found)
        left.update(remaining)
        refused.update(f"{one.rule}: {_in_general(one.reason)}" for one in result.refused)
        removed = [sentence for fix in result.applied for sentence in fix.removed]
        sums.update(
            {
                "files": 1,
                "files changed": result.source != source,
                "files clean before": not found,
                "files clean after": not remaining,
                "characters taken out": len(source.text) - len(result.source.text),
                "sentences taken out, word for word elsewhere": sum(not sentence.instead for sentence in removed),
                "sentences taken out, nearly the same elsewhere": sum(bool(sentence.instead) for sentence in removed),
            }
        )
    after = Counter(line.partition(":")[0] for line in left.elements())
    yield from _listed("", sums, sums)
    yield from (f"{rule}: {count:,} found before, {after[rule]:,} after" for rule, count in sorted(before.items()))
    yield from (f"{rule}: none found before, {after[rule]:,} after" for rule in sorted(after.keys() - before.keys()))
    yield from _listed("\nWhat is left, and why:", left, [reason for reason, _ in left.most_common()])
    yield from _listed("\nFixes that failed their proof:", refused, [reason for reason, _ in refused.most_common()])


def _listed(title: str, counts: Mapping[str, int], names: Iterable[str]) -> Iterator[str]:
    if title:
        yield title
    yield from (f"{counts[name]:>8,}  {name}" for name in names)


def main() -> None:
    """Repair, and print what came of it."""
    parser = argparse.ArgumentParser(description="See what the repair of damaged articles brings back.")
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="real articles instead of made-up ones")
    parser.add_argument("--number", type=int, default=30, help="articles of each kind and language (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other articles (%(default)s)")
    parser.add_argument("--whole", nargs="+", type=Path, metavar="FOLDER", help="damage articles from these folders")
    parser.add_argument("--languages", nargs="+", choices=PHRASES, default=tuple(PHRASES), help="only these languages")
    parser.add_argument("--into", type=Path, metavar="FIGURES", help="write the figures into this folder, for table.py")
    asked = parser.parse_args()
    if asked.number < 1:
        parser.error("--number must be at least 1")
    if asked.folder is None:
        written = [article for folder in asked.whole or () for article in read_articles(folder)]
        draw = draw_from(written) if asked.whole else whole
        deliver(generated(asked.number, asked.seed, asked.languages, draw), asked.into)
        return
    if asked.into is not None:
        parser.error("--into is for made-up articles only: what stands in a folder is nobody else's figure")
    if not asked.folder.is_dir():
        sys.exit(f"There is no folder {asked.folder}.")
    for line in of_folder(asked.folder):
        print(line)


if __name__ == "__main__":
    main()
