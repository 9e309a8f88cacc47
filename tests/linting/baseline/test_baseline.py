"""What a baseline knows again, and what is new to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.errors import InputError
from endmark.linting.baseline.baseline import (
    Entry,
    compare_with_baseline,
    make_entries,
    read_baseline,
    to_text,
)
from endmark.linting.baseline.location import FILE_NAME, choose_baseline
from endmark.linting.checking.run import run
from endmark.linting.files.discovery import FoundFile
from endmark.linting.report import Report
from endmark.ruleset.loading import load_settings
from endmark.ruleset.settings import Settings
from endmark.ruleset.settings_request import SettingsRequest

MARKER = "---END---"
POST = f"# Gate\n\nThe gate is open.\n\n{MARKER}\n\n# Wall\n\nThe wall is high.\n\n{MARKER}\n\nNobody climbs it.\n"
HEAD = '{"endmark-baseline": 1}\n'
LINE = '{"path": "a.md", "rule": "r", "excerpt": "x", "fingerprint": "f"}\n'


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site").resolve()


@pytest.fixture(scope="module")
def settings(root: Path) -> Settings:
    return load_settings(SettingsRequest(use_config=False, cwd=root))


def report_on(texts: dict[str, str], settings: Settings) -> Report:
    files = [FoundFile(str(settings.root / name), name) for name in texts]
    return run(files, settings, read=lambda file: texts[file.shown].encode())


def new_and_stale(
    before: dict[str, str], after: dict[str, str], settings: Settings, *, on_disk: tuple[str, ...] | None = None
) -> tuple[list[tuple[str, int]], int]:
    """Path and line of each finding that is new in `after`, and how many entries are stale."""
    for path in settings.root.glob("*.md"):
        path.unlink()
    for name in after if on_disk is None else on_disk:
        (settings.root / name).write_text("", "utf-8")
    entries = make_entries(report_on(before, settings).violations, settings, settings.root)
    report, stale = compare_with_baseline(report_on(after, settings), entries, settings, settings.root)
    return [(violation.path, violation.region.start.line) for violation in report.standing], len(stale)


@pytest.mark.parametrize(
    ("what", "after", "new", "stale"),
    [
        ("nothing changed", POST, [], 0),
        ("lines above", f"New.\n\nNew, too.\n\n{POST}", [], 0),
        ("another heading", POST.replace("Wall", "High wall"), [], 0),
        ("the sections change places", "\n".join(POST.partition("# Wall")[i] for i in (1, 2, 0)), [], 0),
        ("one more copy, in the same section", POST.replace("# Wall", f"{MARKER}\n\n# Wall"), [7], 0),
        ("one more copy, in a new section", f"{POST}\n# Roof\n\nIt leaks.\n\n{MARKER}\n\nIt rains.\n", [19], 0),
        ("one taken out", POST.replace(MARKER, "", 1), [], 1),
        ("another defect in its place", POST.replace(MARKER, "<|im_end|>", 1), [5], 1),
        ("all taken out", POST.replace(MARKER, ""), [], 2),
    ],
)
def test_what_is_new(what: str, after: str, new: list[int], stale: int, settings: Settings) -> None:
    found = new_and_stale({"a.md": POST}, {"a.md": after}, settings)
    assert found == ([("a.md", line) for line in new], stale), what


@pytest.mark.parametrize(
    ("what", "before", "after", "on_disk", "new", "stale"),
    [
        ("renamed", {"a.md": POST}, {"b.md": POST}, ("b.md",), [], 0),
        ("renamed and changed", {"a.md": POST}, {"b.md": f"New.\n\n{POST}\n{MARKER}\n"}, ("b.md",), [("b.md", 17)], 0),
        ("copied", {"a.md": POST}, {"a.md": POST, "b.md": POST}, ("a.md", "b.md"), [("b.md", 5), ("b.md", 11)], 0),
        ("deleted", {"a.md": POST, "b.md": POST}, {"a.md": POST}, ("a.md",), [], 2),
        ("not checked this time", {"a.md": POST, "b.md": POST}, {"a.md": POST}, ("a.md", "b.md"), [], 0),
    ],
)
def test_files_come_and_go(
    what: str,
    before: dict[str, str],
    after: dict[str, str],
    on_disk: tuple[str, ...],
    new: list[tuple[str, int]],
    stale: int,
    settings: Settings,
) -> None:
    assert new_and_stale(before, after, settings, on_disk=on_disk) == (new, stale), what


@given(data=st.data())
def test_moving_paragraphs_and_adding_lines_is_nothing_new(data: st.DataObject, settings: Settings) -> None:
    numbers = st.integers(0, 9)
    blocks = [f"Path number {number} leads to gate {number} and back." for number in range(4)]
    blocks += [MARKER] * data.draw(st.integers(1, 3))
    blocks += [f"# Section {number}" for number in range(data.draw(st.integers(0, 2)))]
    before = "\n\n".join(data.draw(st.permutations(blocks)))
    added = [f"Line {number} was added later, by hand." for number in data.draw(st.sets(numbers, max_size=3))]
    after = "\n\n".join(data.draw(st.permutations([*blocks, *added])))
    rules = tuple(rule for rule in settings.rules if rule.id == "stray-end-marker")
    only = Settings(rules=rules, root=settings.root)
    assert new_and_stale({"a.md": before}, {"a.md": after}, only) == ([], 0)


@given(entries=st.lists(st.builds(Entry, *[st.text(max_size=9)] * 4)))
def test_what_is_written_is_read(entries: list[Entry], root: Path) -> None:
    path = root / "any.jsonl"
    text = to_text(entries)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    if any("\ud800" <= char <= "\udfff" for char in text):
        return
    assert read_baseline(path, "any.jsonl") == tuple(sorted(set(entries)))
    assert to_text(reversed(entries)) == text


def test_an_entry_is_a_line_that_a_person_can_read(settings: Settings) -> None:
    entries = make_entries(
        report_on({"記事.md": "門は朝に開きます。\n\n---END---\n\n夕方に閉まります。\n"}, settings).violations,
        settings,
        settings.root,
    )
    head, line = to_text(entries).splitlines()
    assert head == HEAD.strip()
    assert line.startswith('{"path": "記事.md", "rule": "stray-end-marker", "excerpt": "---END---", "fingerprint": "')


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (None, "there is no such baseline. Write it with `endmark baseline create`."),
        ("", "this is no baseline of endmark."),
        ("{}\n", "this is no baseline of endmark."),
        ("[1]\n", "this is no baseline of endmark."),
        (LINE, "this is no baseline of endmark."),
        ('{"endmark-baseline": 9}\n', "this baseline has version 9, and this endmark reads version 1."),
        (f"{HEAD}{LINE}<<<<<<< HEAD\n{LINE}", ":3: this line is no entry of a baseline."),
        (f"{HEAD}{LINE}{'[' * 50_000}\n", ":3: this line is no entry of a baseline."),
        (f'{HEAD}{LINE}{{"path": "a.md"}}\n', ":3: this line is no entry of a baseline."),
        (f"{HEAD}{LINE.replace(chr(34) + 'f' + chr(34), '1')}", ":2: this line is no entry of a baseline."),
        (f"{HEAD}{'[' * 100_000}\n", ":2: this line is no entry of a baseline."),
        (f"{HEAD}{'x' * 9}\n" + "y\n" * 133, "and 114 more."),
        (b"\xff\xfe", "the baseline cannot be read: it is not UTF-8."),
    ],
)
def test_a_baseline_that_cannot_be_used(text: str | bytes | None, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "b.jsonl"
    if text is not None:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputError) as error:
        read_baseline(path, "b.jsonl")
    assert problem in str(error.value)


@pytest.mark.parametrize(
    "text", [f"\ufeff{HEAD}{LINE}", f"{HEAD}\n{LINE}\n", f"{HEAD}{LINE}{LINE}", f"{HEAD}{LINE}".replace("\n", "\r\n")]
)
def test_what_editors_and_merges_do_to_a_file_is_no_harm(text: str, tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_bytes(text.encode())
    assert read_baseline(tmp_path / "b.jsonl", "b.jsonl") == (Entry("a.md", "r", "x", "f"),)


def test_which_baseline_is_used(tmp_path: Path) -> None:
    plain = load_settings(SettingsRequest(use_config=False, cwd=tmp_path))
    assert choose_baseline(None, plain, tmp_path) is None
    (tmp_path / FILE_NAME).write_text(HEAD, "utf-8")
    assert choose_baseline(None, plain, tmp_path) == tmp_path.resolve() / FILE_NAME
    (tmp_path / "endmark.yaml").write_text("baseline: ci/known.jsonl\n", "utf-8")
    configured = load_settings(SettingsRequest(cwd=tmp_path))
    assert choose_baseline(None, configured, tmp_path) == tmp_path.resolve() / "ci/known.jsonl"
    assert choose_baseline(Path("x.jsonl"), configured, tmp_path / "sub") == tmp_path / "sub/x.jsonl"
