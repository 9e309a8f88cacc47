"""What a check holds at most is in proportion to the article, and little for each block.

Memory is counted and not asked of the system: what Python's own allocator gives
out. What the parser and other compiled code take is for `benchmarks/hostile.py`.
"""

from __future__ import annotations

import gc
import random
import tracemalloc
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

import pytest

from endmark.checks.repetition import units
from endmark.checks.site import rivals
from endmark.checks.text import pattern_set
from endmark.checks.text.equal_facts import get_key
from endmark.document import packed_blocks
from endmark.document.source import make_source
from endmark.document.span import Position, Span
from endmark.linting.checking import corpus
from endmark.linting.checking.engine import analyse
from endmark.linting.checking.run import run
from endmark.linting.codec import Plain, pack_outcome
from endmark.linting.execution import site_report, site_store
from endmark.linting.execution.site_database import SiteDatabase
from endmark.linting.execution.site_report import SiteReports
from endmark.linting.execution.site_store import SiteStore
from endmark.linting.file_result import FileResult, PlacedFact
from endmark.linting.files import found_paths
from endmark.linting.files.discovery import FoundFile, find_files
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.loading import load_settings
from endmark.ruleset.rule_set import select_boundaries
from endmark.ruleset.settings_request import SettingsRequest
from endmark.storage import key_groups, packed_sequence, rows, spool
from endmark.storage.store import Store, compute_digest
from endmark.violation import Region, Severity, Violation
from shapes import SHAPES

RULES = tuple(rule for rule in load_builtin_rules() if rule.enabled)
KNOWN = frozenset(rule.id for rule in RULES)
PARTING = select_boundaries(RULES)
SIZE = 20_000


def measure_peak(text: str) -> int:
    """The bytes that checking an article takes at most, besides the article itself."""
    source = make_source(text, "a.md")
    gc.collect()
    tracemalloc.start()
    try:
        assert analyse(source, RULES, KNOWN, PARTING, most=100).result.problems == ()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("name", "most"),
    [
        # The sentences of some hundred are remembered, and four thousand words, however long the article is.
        ("short paragraphs", 40),
        ("headings", 29),  # each `##` is a place where a token such as `##NAME_HERE##` may begin
        ("list items", 20),
        ("quotes", 27),
        ("thematic breaks", 20),
        ("directives", 92),
        ("macros", 21),
    ],
)
def test_a_byte_of_the_article_takes_few_bytes(name: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # So that an article that is quickly checked is one of many blocks.
    monkeypatch.setattr(packed_blocks, "_FEW", 100)
    monkeypatch.setattr(units, "_FEW", 100)
    # What finds all words at once is made in the first check, not when enough text was searched.
    monkeypatch.setattr(pattern_set, "_SOON_SEARCHED", 0)
    measure_peak(SHAPES[name](2 * SIZE))  # so that nothing has to be imported, compiled or gathered while it counts
    assert measure_peak(SHAPES[name](SIZE)) / SIZE <= most


PASSAGES = 3
SHARING = 20
"""One article in so many has a passage of another."""

OF_FOLDER = 100
TEXT = "x" * 200
REGION = Region(Span(0, len(TEXT)), Position(1, 1), Position(1, len(TEXT) + 1))


def make_fact(path: str, rule: str, said: str, *values: str | int, sketch: int = 0) -> PlacedFact:
    digest = compute_digest(said.encode())
    chance = random.Random(digest)  # noqa: S311 - nothing secret
    keys = (get_key(digest), *(chance.getrandbits(64) - 2**63 for _ in range(sketch)))
    place = Violation(path, rule, Severity.INFO, "", REGION, TEXT, TEXT, digest.hex())
    return PlacedFact(place, digest, values, keys)


def make_facts(path: str, number: int) -> Iterator[PlacedFact]:
    """A title of its own, and passages, of which a neighbour may have one."""
    yield make_fact(path, "repeated-field", f"title {number}", "title", "2026-03-14")
    for place in range(PASSAGES):
        said = f"{number - 1} 0" if place == number % SHARING == 1 else f"{number} {place}"
        values = (place, len(TEXT), PASSAGES * len(TEXT), "2026-03-14", len(TEXT))
        yield make_fact(path, "shared-passage", said, *values, sketch=5)


def check_elsewhere(files: Sequence[FoundFile], _check: object, _progress: object) -> Generator[tuple[int, Plain]]:
    for number, file in enumerate(files):
        facts = tuple(make_facts(file.shown, int(file.shown.rpartition("/")[2].removesuffix(".md"))))
        yield number, pack_outcome(FileResult(content=b"as it is", facts=facts))


def measure_site(folder: Path, number: int) -> int:
    """The bytes that a run over so many articles takes at most, with what is kept of it."""
    folder.mkdir()
    for name in range(number):
        path = folder / f"{name // OF_FOLDER}" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.touch()
    settings = load_settings(SettingsRequest(folder, use_config=False, select=("repeated-field", "shared-passage")))
    assert settings.corpus_rules
    gc.collect()
    tracemalloc.start()
    try:
        found = find_files(["."], cwd=folder)
        database = SiteDatabase(Store(folder / "kept", b"this program"), settings)
        cache = SiteStore(database, str(settings.root))
        report = run(found.files, settings, whole=True, elsewhere=check_elsewhere, cache=cache)
        cache.forget_others(found.files)
        SiteReports(database, settings, found).keep(report)
        assert sum(1 for _ in report.iter_violations()) == number // SHARING
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_an_article_of_a_site_takes_few_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # So that few articles are as many.
    for module, name, value in (
        (packed_sequence, "FEW", 10),
        (packed_sequence, "_PIECE", 10),
        (found_paths, "FEW", 10),
        (found_paths, "_AT_ONCE", 50),
        (spool, "MEMORY", 1_000),
        (rows, "_AT_ONCE", 50),
        (key_groups, "_MOST_HELD", 1_000),
        (corpus, "_PIECE", 50),
        (corpus, "_KEPT_FILES", 10),
        (rivals, "_KEPT_TEXTS", 10),
        (site_report, "_AT_ONCE", 50),
        (site_store, "_AT_ONCE", 50),
    ):
        monkeypatch.setattr(module, name, value)
    measure_site(tmp_path / "first", 1_000)  # what is imported, remembered and set aside for tuples once
    few, many = measure_site(tmp_path / "few", 1_000), measure_site(tmp_path / "many", 3_000)
    assert (many - few) / 2_000 <= 20
