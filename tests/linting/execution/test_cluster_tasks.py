"""What the workers of a cluster do, done here one after the other: a report is that of a run without any."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

from endmark.linting.checking.run import run
from endmark.linting.codec import Plain, get_facts, is_result
from endmark.linting.execution import cluster_tasks as tasks
from endmark.linting.files.discovery import FoundFile
from endmark.reporters import render
from endmark.ruleset.loading import load_settings
from endmark.ruleset.settings import Settings
from endmark.ruleset.settings_request import SettingsRequest

pytestmark = pytest.mark.skipif(find_spec("numpy") is None, reason="the extra `cluster` is not installed")

BARN = "The library stands in a barn that nobody had used since the last miller left the village."
NEAR = BARN.replace("village", "villages")
MILL = "The mill has no roof any more, and its wheel was sold for the iron before anybody thought of keeping it."
OPENING = "We open at noon on every day of the week but one, and close when the last of the readers has gone home."
COVERED = f"<!-- endmark-disable-next-line shared-passage -- it is the same barn -->\n{BARN}"
ALONE = "Nobody else has written about the door, which the children of the village painted last summer."

PARTS = 3
RULES = ("shared-passage", "stock-sentence", "repeated-field", "unused-suppression", "empty-section")
ARTICLES = (
    (BARN, ALONE),
    (f"{MILL} {OPENING}", "## Nothing below", ""),
    (MILL, NEAR),
    (f"{OPENING} It was so when the barn was one still.",),
    ("Short.", COVERED),
    (f"{ALONE.replace('door', 'gate of the old yard')} {OPENING}", MILL[:-30] + "nobody remembers for how much."),
    (f"A day without books is no day here. {OPENING}",),
    (f"{OPENING} The mayor has a key, and so has the baker who comes first.",),
)


@pytest.fixture
def files(tmp_path: Path) -> list[FoundFile]:
    found = []
    for number, paragraphs in enumerate(ARTICLES):
        path = tmp_path / f"2026-03-1{number}-barn.md"
        title = f"---\ntitle: The barn {number}\ndescription: What is read in the old barn {number // 2}.\n---\n"
        path.write_text("\n\n".join((title, *paragraphs)) + "\n", "utf-8")
        found.append(FoundFile(str(path), path.name))
    return found


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(SettingsRequest(cwd=tmp_path, use_config=False, select=RULES))


def list_compared(settings: Settings) -> tasks.Compared:
    return {rule.id: (rule.check, rule.options) for rule in settings.corpus_rules}


class Elsewhere:
    """Checks files as a cluster does: two chunks, and then the facts of each that the others need."""

    def __init__(self, compared: tasks.Compared, texts: Callable[[FoundFile], bytes] | None = None) -> None:
        self.compared = compared
        self.texts = texts
        self.facts: list[int] = []

    def __call__(
        self, files: Sequence[FoundFile], check: tasks.Check, _progress: Callable[[int, int], None]
    ) -> Generator[tuple[int, Plain]]:
        import marshal

        work = tasks.keep(tasks.Work(check, "en"))
        checked = []
        for chunk in (range(1, len(files), 2), range(0, len(files), 2)):
            own = [files[number] for number in chunk]
            checked.append(tasks.check_files(work, chunk, own, self.texts and [self.texts(file) for file in own]))
        keyed = [tasks.split_keys(one, self.compared, PARTS) for one in checked]
        shared = [tasks.select_shared([tasks.take(one, part) for one in keyed]) for part in range(PARTS)]
        sources = [tasks.split_sources(one, self._choose(shared, one), PARTS) for one in checked]
        proven = [tasks.prove([tasks.take(one, part) for one in sources], self.compared) for part in range(PARTS)]
        wanted = [fact for part in proven for fact in part.tolist()]
        for one in checked:
            for number, data in tasks.unpack_checked(tasks.leave_others(one, wanted)):
                result = marshal.loads(data)  # noqa: S302 - our own bytes
                self.facts.append(sum(bool(fact[-1]) for fact in get_facts(result)) if is_result(result) else 0)
                yield number, result

    def _choose(self, shared: Sequence[tasks.Rows], checked: tasks.Checked) -> tasks.Rows:
        """The rows about facts of these files."""
        import numpy as np

        rows = np.concatenate(shared)
        return rows[np.isin(rows["fact"] >> tasks.FACT_BITS, [number for number, _ in tasks.unpack_checked(checked)])]


def test_a_report_is_that_of_a_run_on_this_machine(files: list[FoundFile], settings: Settings) -> None:
    elsewhere = Elsewhere(list_compared(settings))
    found = run(files, settings, elsewhere=elsewhere, whole=True)
    expected = run(files, settings, whole=True)
    assert found.results.counts.rules == {*RULES} - {"unused-suppression"}
    assert render(found, "json", verbose=True) == render(expected, "json", verbose=True)


def test_only_facts_in_which_something_may_be_found_come_home(files: list[FoundFile], settings: Settings) -> None:
    elsewhere = Elsewhere(list_compared(settings))
    run(files, settings, elsewhere=elsewhere)
    # Eight descriptions, three passages on the barn, five times the same sentence.
    assert sum(elsewhere.facts) == 16
    assert sum(bool(keys) for _, facts in run(files, settings).results.iter_facts() for *_, keys in facts) == 27


def test_texts_that_workers_cannot_read_are_sent_along(files: list[FoundFile], settings: Settings) -> None:
    expected = render(run(files, settings), "json")
    texts = {file.shown: file.path.read_bytes() for file in files}
    for file in files:
        file.path.unlink()
    elsewhere = Elsewhere(list_compared(settings), lambda file: texts[file.shown])
    assert render(run(files, settings, elsewhere=elsewhere), "json") == expected


def test_a_file_that_cannot_be_read_is_a_problem(files: list[FoundFile], settings: Settings) -> None:
    files[3].path.unlink()
    found = run(files, settings, elsewhere=Elsewhere(list_compared(settings)))
    assert [problem.path for problem in found.problems] == [files[3].shown]
    assert list(found.results.iter_violations()) == list(run(files, settings).results.iter_violations())


ONE_KEY = dict.fromkeys(("one", "other"), ("stock-sentence", None))


def test_keys_of_two_rules_are_never_the_same() -> None:
    fact = (("a.md", "one", 2, None, None, None), b"", (), (7, 7))
    other = (("a.md", "other", 2, None, None, None), b"", (), (7,))
    import marshal

    result = ((), (), 0, "en", b"", (), (), (fact, other), ())
    (rows,) = tasks.split_keys(marshal.dumps([(5, marshal.dumps(result))]), ONE_KEY, 1)
    assert rows["fact"].tolist() == [5 << tasks.FACT_BITS, 5 << tasks.FACT_BITS, (5 << tasks.FACT_BITS) + 1]
    assert len({*rows["key"].tolist()}) == 2


def make_checked(*articles: tuple[int, list[bytes]]) -> tasks.Checked:
    """Files by their numbers, with facts of these digests, which are their keys, too."""
    import marshal

    packed = []
    for number, digests in articles:
        facts = tuple((("a.md", "one", 2, None, None, None), digest, (), (digest[0],)) for digest in digests)
        packed.append((number, marshal.dumps(((), (), 0, "en", b"", (), (), facts, ()))))
    return marshal.dumps(packed)


def test_a_few_facts_stand_for_all_that_are_equal() -> None:
    import marshal

    footer, own = b"footer", b"own"
    checked = make_checked((9, [footer]), (2, [footer, footer, own]), (4, [footer]), (7, [footer]))
    (keys,) = tasks.split_keys(checked, ONE_KEY, 1)
    first = 2 << tasks.FACT_BITS
    # Two of one article, and one of another; those of the lowest numbers, as in a run without a cluster.
    assert sorted(keys["fact"].tolist()) == [first, first + 1, first + 2, 4 << tasks.FACT_BITS]
    left = tasks.unpack_checked(tasks.leave_others(checked, [first]))
    counts = {number: len(get_facts(marshal.loads(data))) for number, data in left}  # noqa: S302 - our own bytes
    assert counts == {9: 1, 2: 2, 4: 1, 7: 1}


def test_what_cannot_be_alike_by_its_size_stays_where_it_is() -> None:
    sizes = (100, 80, 120, 300, 320, 900)
    rows = tasks.make_rows(len(sizes))
    rows["key"], rows["fact"], rows["size"], rows["least"] = 7, range(len(sizes)), sizes, [size - 30 for size in sizes]
    other = tasks.make_rows(1)
    other["key"], other["fact"], other["size"], other["least"] = 8, 9, 100, 100
    assert tasks.select_shared([rows[:3], rows[3:], other])["fact"].tolist() == [1, 0, 2, 3, 4]
    assert tasks.select_shared([rows[:0], rows[:0]]).tolist() == []
    # Of many a check may choose some, which depends on all of them.
    assert len(tasks.select_shared([rows] * 4)) == 4 * len(sizes)
