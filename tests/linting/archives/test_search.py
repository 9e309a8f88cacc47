"""The pages of archives, as a run gets them."""

from __future__ import annotations

import gzip
import pickle
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from endmark.errors import Problem
from endmark.linting.archives.scan import cut_scheme
from endmark.linting.archives.search import ScanArchives, find_pages
from endmark.linting.checking.file_check import read_source
from endmark.linting.checking.run import run
from endmark.linting.files.discovery import Discovery
from endmark.linting.files.parts import TextsInFiles
from endmark.phrase import phrase
from endmark.ruleset.loading import load_settings
from endmark.ruleset.settings import Settings
from endmark.ruleset.settings_request import SettingsRequest
from web_archives import iter_records, make_answer, make_record

pytest.importorskip("fastwarc")

SITE = "https://a.example"


def make_settings(folder: Path, config: str = "{}") -> Settings:
    (folder / "endmark.yaml").write_text(f"{config}\n", "utf-8")
    return load_settings(SettingsRequest(cwd=folder))


def find(
    folder: Path,
    *places: str,
    config: str = "{}",
    allow_empty: bool = False,
    elsewhere: ScanArchives | None = None,
) -> Discovery:
    settings = make_settings(folder, config)
    return find_pages(places or ("crawl.warc.gz",), settings, cwd=folder, allow_empty=allow_empty, elsewhere=elsewhere)


def read(found: Discovery) -> dict[str, str]:
    assert found.read is not None
    return {page.shown: read_source(page, found.read)[1].text for page in found.files}


def answer(name: str, text: str = "<p>Text.</p>", date: str = "2026-03-01T00:00:00Z", **fields: Any) -> bytes:
    return make_answer(f"{SITE}/{name}", text.encode(), date=date, **fields)


def write(folder: Path, *records: bytes, name: str = "crawl.warc.gz") -> None:
    packed = map(gzip.compress, records) if name.endswith(".gz") else records
    (folder / name).write_bytes(b"".join(packed))


def test_a_page_is_a_file_with_the_name_of_its_address(tmp_path: Path) -> None:
    titled = "<head><title>The barn</title></head><p>Text.</p>"
    write(tmp_path, answer("barn", titled), answer("納屋", "<p>朝。</p>"), answer("notes", "One.", media="text/plain"))
    found = find(tmp_path)
    assert (found.problems, found.notices, found.whole) == ((), (), False)
    assert read(found) == {
        f"{SITE}/barn": f'---\ntitle: "The barn"\n---\n{titled}',
        f"{SITE}/notes": "One.",
        f"{SITE}/納屋": "<p>朝。</p>",
    }
    barn = found.files[0]
    assert (barn.to_path_below("/anywhere"), barn.folder) == ("a.example/barn", str(tmp_path))
    assert [file.reading.markup for file in found.files] == ["html", "text", "html"]
    assert [file.beside for file in found.files] == [26, 0, 0]


def test_of_an_address_the_latest_page_counts_and_of_copies_the_one_that_they_name(tmp_path: Path) -> None:
    copy = f'<link rel="canonical" href="{SITE}/barn"><p>A copy.</p>'
    write(tmp_path, answer("barn", "Two.", "2026-03-02T00:00:00Z"), answer("barn", "One."), answer("barn?a=b", copy))
    write(tmp_path, answer("barn", "Three.", "2026-03-03T00:00:00Z"), answer("mill", copy), name="later.warc")
    write(tmp_path, answer("barn", "Zero.", "2026-02-01T00:00:00Z"), name="old.warc.gz")
    found = find(tmp_path, "*.warc*")
    assert read(found) == {f"{SITE}/barn": "Three."}
    assert found.notices == (
        "Passed over in the archives: 3 earlier visits and 2 pages that name another as their original.",
    )
    # Where it is not there itself, and where two name each other, nothing is a copy.
    write(tmp_path, answer("a", '<link rel="canonical" href="b">'), answer("b", '<link rel="canonical" href="a">'))
    assert list(read(find(tmp_path))) == [f"{SITE}/a", f"{SITE}/b"]


def test_what_is_passed_over_is_counted_and_what_is_broken_told(tmp_path: Path) -> None:
    write(
        tmp_path,
        answer("a.png", media="image/png"),
        answer("gone", status="404 Not Found"),
        make_record("revisit", f"{SITE}/b", "2026-03-01T00:00:00Z", b"", "application/http"),
        answer("packed", "No brotli.", Content_Encoding="br"),
        answer("barn"),
    )
    data = (tmp_path / "crawl.warc.gz").read_bytes()
    (tmp_path / "crawl.warc.gz").write_bytes(data + b"\x1f\x8b\x08 and nothing else")
    found = find(tmp_path)
    assert list(read(found)) == [f"{SITE}/barn"]
    (notice,) = found.notices
    assert notice.startswith("Passed over in the archives: 1 file of another kind, 1 answer that is an error or leads ")
    assert notice.endswith(" and 1 visit that found nothing new.")
    broken, packed = sorted(map(str, found.problems))
    assert f" ({SITE}/packed) cannot be read: " in packed
    assert f"the record at byte {len(data):,} cannot be read: " in broken


def test_a_glob_in_the_config_leaves_pages_out(tmp_path: Path) -> None:
    write(tmp_path, answer("barn"), answer("tag/barn"), answer("feed.html"), answer(".well-known/a"))
    found = find(tmp_path, config='exclude: ["tag/", "a.example/feed.*"]')
    assert list(read(found)) == [f"{SITE}/.well-known/a", f"{SITE}/barn"]
    assert cut_scheme("http://a.example/b") == "a.example/b"


def test_archives_without_pages_are_a_mistake_unless_it_is_allowed(tmp_path: Path) -> None:
    write(tmp_path)
    assert "no page is in these archives" in str(find(tmp_path).problems[0])
    allowed = find(tmp_path, allow_empty=True)
    assert (allowed.problems, len(allowed.notices)) == ((), 1)
    assert "there is no such file" in str(find(tmp_path, "none.warc").problems[0])
    assert "no file matches" in str(find(tmp_path, "none*.warc").problems[0])
    (tmp_path / "folder.warc").mkdir()
    assert "folder.warc: this archive cannot be read: " in str(find(tmp_path, "folder.warc").problems[0])


@pytest.fixture
def place() -> Iterator[str]:
    """A crawl in memory, twice: packed by record and as a whole."""
    fsspec = pytest.importorskip("fsspec")
    system = fsspec.filesystem("memory")
    records = list(iter_records(40))
    system.pipe_file("/crawls/a.warc.gz", b"".join(map(gzip.compress, records)))
    system.pipe_file("/crawls/b.warc.gz", gzip.compress(b"".join(records)))
    system.pipe_file("/crawls/notes.txt", b"No archive.")
    yield "memory://crawls"
    system.rm("/crawls", recursive=True)


def send(value: Any) -> Any:
    """What a worker gets."""
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - our own bytes


def scan_here(scan: Any, files: Sequence[Any]) -> Iterator[Any]:
    """What workers do, done here, on what has travelled to them."""
    return map(send(scan), send(files))


@pytest.mark.parametrize("name", ["a.warc.gz", "b.warc.gz", "*.warc.gz"])
def test_workers_take_the_same_texts_out_of_archives(name: str, place: str, tmp_path: Path) -> None:
    here = find(tmp_path, f"{place}/{name}")
    there = find(tmp_path, f"{place}/{name}", elsewhere=scan_here)
    assert isinstance(there.read, TextsInFiles)
    assert there.notices == here.notices
    texts = read(here)
    assert len(texts) == 40
    assert [(page.shown, page.reading, page.beside, page.measure()) for page in there.files] == [
        (page.shown, page.reading, page.beside, page.measure()) for page in here.files
    ]
    assert Path(there.files[0].folder) == Path.cwd()
    for some in (there.files[5:9], there.files[::7], there.files[-1:]):
        with send(there.read.open)(some) as taken:
            assert [taken(page).decode() for page in some] == [texts[page.shown] for page in some]


def test_an_archive_that_has_changed_since_is_told(place: str, tmp_path: Path) -> None:
    import fsspec

    found = find(tmp_path, f"{place}/a.warc.gz", elsewhere=scan_here)
    assert isinstance(found.read, TextsInFiles)
    fsspec.filesystem("memory").pipe_file("/crawls/a.warc.gz", gzip.compress(answer("barn")))
    with pytest.raises(OSError, match="the archive has changed"):
        found.read(found.files[20])
    fsspec.filesystem("memory").rm("/crawls/a.warc.gz")
    with pytest.raises(OSError, match=r"a\.warc\.gz"):
        found.read(found.files[20])


def test_what_ends_the_workers_is_told(place: str, tmp_path: Path) -> None:
    def end_all(_scan: Any, files: Sequence[Any]) -> Iterator[Problem]:
        return (Problem(phrase("the workers came to an end."), file.shown) for file in files)

    found = find(tmp_path, f"{place}/a.warc.gz", elsewhere=end_all)
    assert [str(problem) for problem in found.problems] == ["memory:///crawls/a.warc.gz: the workers came to an end."]
    (problem,) = find(tmp_path, f"{place}/no*.warc.gz").problems
    assert "no archive there" in str(problem)


def test_what_all_pages_have_is_told_once(tmp_path: Path) -> None:
    """Menus, footers and boxes stand on each of them, in two templates; two passages stand on a few."""
    pytest.importorskip("rensa")
    write(tmp_path, *iter_records(100))
    settings = load_settings(SettingsRequest(cwd=tmp_path, use_config=False, select=("shared-passage",)))
    found = find_pages(("crawl.warc.gz",), settings, cwd=tmp_path)
    assert found.read is not None
    messages = [one.message for one in run(found.files, settings, read=found.read).violations]
    assert len(messages) == 3
    assert sum("98 more articles" in message for message in messages) == 1
