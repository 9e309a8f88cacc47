"""How much `endmark site` takes as a site grows, and whether it finds what comparing all pairs finds.

    python benchmarks/whole_site.py scale 1000 10000 [--jobs 2]
    python benchmarks/whole_site.py truth [--varied 3] FOLDER...

`scale` writes sites of so many articles of 2 kB, a twentieth of which have a paragraph of another one, and checks
each: all articles, again with nothing changed, and one article against all others. `truth` compares every passage of
the articles in the folders with every other, letter by letter, and names the pairs that are as alike as the rule
shared-passage asks and share no finding, and the places of findings that are alike to no other. With `--varied`, each
article stands there so many times more, with other words in the place of some, from none to one in eight of a passage.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extract_iter

from endmark.checks import Scope
from endmark.checks.site import shared_passage
from endmark.checks.text.folding import fold_source
from endmark.document.article_name import parse_article_name
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.violation import FiledFact
from measure import articles

SIZE = 2_000
"""Characters of an article."""

WORDS = 5_000
SHARING = 20
"""One article in so many has a paragraph of another."""

SCOPE = Scope(frozenset({"paragraph", "list-item", "quote"}))
MEGA = 1_000_000


def write_site(folder: Path, number: int) -> None:
    """So many articles, the same ones each time."""
    chance = random.Random(number)  # noqa: S311 - nothing secret
    words = ["".join(chance.choices("abcdefghijklmnoprstuvwz", k=chance.randint(2, 9))) for _ in range(WORDS)]
    kept = ""
    (folder / "endmark.yaml").write_text("", "utf-8")
    for place in range(number):
        paragraphs = list[str]()
        while sum(map(len, paragraphs)) < SIZE:
            text = " ".join(chance.choices(words, k=chance.randint(20, 70)))
            paragraphs.append(f"{text.capitalize()}.")
        if place % SHARING == 1:
            paragraphs[-1] = kept
        kept = paragraphs[0]
        path = folder / f"{place % 100:02}" / f"2026-03-14-{place}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"---\ntitle: Number {place} of them\n---\n\n" + "\n\n".join(paragraphs) + "\n", "utf-8")


class Run(NamedTuple):
    """What a run took: seconds of all processors, seconds on the clock, megabytes at the worst, and what it found."""

    cpu: float
    wall: float
    memory: float
    found: int


def run_site(folder: Path, cache: Path, *options: str) -> Run:
    """Run `endmark site`; the memory is that of the largest of its processes."""
    command = [sys.executable, "-m", "endmark", "site", "--format", "json", "--cache-dir", str(cache), *options]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    # In a child of its own, whose children are counted together with it.
    code = (
        "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:], capture_output=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.stdout.flush();"
        "sys.stdout.buffer.write(done.stdout)"
    )
    done = subprocess.run([sys.executable, "-c", code, *command], cwd=folder, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    memory, _, report = done.stdout.partition(b"\n")
    found = json.loads(report)["summary"]["violations"]
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(cpu, time.perf_counter() - start, int(memory) / 1000, found)


def measure_growth(numbers: Sequence[int], jobs: int) -> None:
    """Print a row for each site."""
    print("| articles | run | CPU s | s | MB | store MB | findings |")
    print("|--:|--|--:|--:|--:|--:|--:|")
    for number in numbers:
        with tempfile.TemporaryDirectory() as place:
            folder, cache = Path(place, "site"), Path(place, "cache")
            folder.mkdir()
            write_site(folder, number)
            changed = next(folder.rglob("*-1.md"))
            for name, options in (("cold", ()), ("warm", ()), ("one changed", ("--changed", str(changed)))):
                done = run_site(folder, cache, "--jobs", str(jobs), *options)
                stored = sum(path.stat().st_size for path in cache.glob("*.endmark-site")) / MEGA
                row = (
                    f"{number:,}",
                    name,
                    f"{done.cpu:.2f}",
                    f"{done.wall:.2f}",
                    f"{done.memory:.0f}",
                    f"{stored:.0f}",
                )
                print(f"| {' | '.join(row)} | {done.found:,} |", flush=True)


def vary(text: str, chance: random.Random) -> str:
    """A text in which each paragraph has some words less, some twice, and some turned round: up to one in eight."""
    return "\n\n".join(
        _vary_paragraph(part, chance, chance.choice((0, 0.02, 0.04, 0.06, 0.125))) for part in text.split("\n\n")
    )


def _vary_paragraph(text: str, chance: random.Random, share: float) -> str:
    pieces = re.findall(r"\s+|[^\W_]{2,4}|.", text)
    return "".join(
        chance.choice(("", piece * 2, piece[::-1])) if chance.random() < share else piece for piece in pieces
    )


def list_texts(folder: Path, varied: int) -> Iterator[tuple[str, str]]:
    """The name and the text of each article in a folder, and of so many varied ones made of it."""
    chance = random.Random(varied)  # noqa: S311 - nothing secret
    for path in articles(folder):
        name, text = path.relative_to(folder).as_posix(), path.read_bytes().decode("utf-8-sig", "replace")
        yield name, text
        for number in range(varied):
            yield f"varied/{name.replace('/', '-').replace('.', '-')}-{number}.md", vary(text, chance)


class Corpus:
    """The facts of the articles in a folder, whether or not they appear on a day, as the engine numbers them."""

    def __init__(self, folder: Path, varied: int = 0) -> None:
        self.facts: list[FiledFact] = []
        self.places: list[str] = []
        self.texts: list[str] = []
        self._sources: list[str] = []
        for name, text in sorted(list_texts(folder, varied)):
            source = make_source(text, name)
            for fact in shared_passage.facts(read_document(source), shared_passage.Options(), SCOPE):
                self.facts.append(FiledFact(len(self.facts), source.path, fact.digest, fact.values, fact.keys))
                self.places.append(f"{source.path}:{source.get_position(fact.span.start).line}")
                self._sources.append(source.get_excerpt(fact.span))
                self.texts.append(fold_source(self._sources[-1]))

    def __iter__(self) -> Iterator[FiledFact]:
        return iter(self.facts)

    def get(self, number: int) -> FiledFact:
        """The fact of that number."""
        return self.facts[number]

    def read_source(self, number: int) -> str:
        """What stands at the place of a fact."""
        return self._sources[number]

    def is_translation(self, one: int, other: int) -> bool:
        """Whether two facts are of one article, or of its translations."""
        names = [parse_article_name(self.facts[number].path) for number in (one, other)]
        return self.facts[one].path == self.facts[other].path or (
            names[0].name == names[1].name and names[0].language != names[1].language
        )


def find_pairs(corpus: Corpus) -> Iterator[tuple[int, int]]:
    """All pairs of facts of different articles that are as alike as the rule asks: each is compared with each."""
    similarity = shared_passage.Options().similarity
    same: dict[bytes, list[int]] = {}
    for fact in corpus:
        same.setdefault(fact.digest, []).append(fact.number)
    for numbers in same.values():
        yield from combinations(numbers, 2)
    ordered = sorted((numbers[0] for numbers in same.values()), key=lambda number: len(corpus.texts[number]))
    lengths = [len(corpus.texts[number]) for number in ordered]
    for place, one in enumerate(ordered):
        # Of two texts so alike the longer one has at most so many letters.
        end = bisect_right(lengths, lengths[place] * (2 - similarity) / similarity + 1)
        rivals = [corpus.texts[other] for other in ordered[place + 1 : end]]
        for _, _, at in extract_iter(corpus.texts[one], rivals, scorer=ratio, score_cutoff=100 * similarity):
            others = same[corpus.facts[ordered[place + 1 + at]].digest]
            yield from product(same[corpus.facts[one].digest], others)


def tell_truth(folders: Sequence[Path], varied: int) -> None:
    """Print for each folder how many pairs there are and are found, and each that is not, or that is found wrongly."""
    for folder in folders:
        corpus = Corpus(folder, varied)
        found = [
            {match.place, *(number for number, _ in match.related), *match.others}
            for match in shared_passage.compare(corpus, shared_passage.Options())
        ]
        pairs = [pair for pair in find_pairs(corpus) if not corpus.is_translation(*pair)]
        missed = [
            (one, other) for one, other in pairs if not any(_holds(corpus, numbers, one, other) for numbers in found)
        ]
        alike = {number for pair in pairs for number in pair}
        wrong = [number for numbers in found for number in sorted(numbers) if number not in alike]
        print(
            f"{folder.name}: {len(corpus.facts):,} passages, {len(pairs):,} pairs, {len(pairs) - len(missed):,} found, "
            f"{len(found):,} findings, {len(wrong):,} wrong places",
            flush=True,
        )
        for one, other in missed:
            print(f"  missed: {corpus.places[one]} and {corpus.places[other]}")
        for number in wrong:
            print(f"  wrong: {corpus.places[number]}")


def _holds(corpus: Corpus, numbers: set[int], *pair: int) -> bool:
    """Whether a finding names both articles of a pair, or translations of them, by passages that are the same."""
    return all(any(number == one or corpus.is_translation(number, one) for number in numbers) for one in pair)


def main() -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    tasks = parser.add_subparsers(dest="task", required=True)
    scale = tasks.add_parser("scale")
    scale.add_argument("numbers", type=int, nargs="+", metavar="ARTICLES")
    scale.add_argument("--jobs", type=int, default=1)
    truth = tasks.add_parser("truth")
    truth.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    truth.add_argument("--varied", type=int, default=0, metavar="TIMES")
    asked = parser.parse_args()
    if asked.task == "scale":
        measure_growth(asked.numbers, asked.jobs)
    else:
        tell_truth(asked.folders, asked.varied)


if __name__ == "__main__":
    main()
