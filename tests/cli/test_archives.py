"""Pages in web archives, from the command line."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from web_archives import make_answer

pytest.importorskip("fastwarc")

Endmark = Callable[..., Result]

BARN = "The library stands in a barn that nobody had used since the last miller left the village."


@pytest.fixture(autouse=True)
def crawl(folder: Path) -> Path:
    """A crawl of three pages, of which one holds a marker and two have a passage in common, and of one picture."""
    pages = {
        "barn": f"<h1>The barn</h1><p>{BARN}</p>",
        "cut": "<p>The gate opens at dawn.</p>\n<p>---END---</p>\n<p>It closes at dusk.</p>",
        "school": f"<h1>The school</h1>\n<p>The school has its own books.</p>\n<p>{BARN}</p>",
    }
    records = [make_answer(f"https://a.example/{name}", text.encode()) for name, text in pages.items()]
    records.append(make_answer("https://a.example/a.png", b"", media="image/png"))
    (folder / "crawl.warc.gz").write_bytes(b"".join(map(gzip.compress, records)))
    return folder


def test_a_finding_names_the_page_and_its_place_in_it(endmark: Endmark) -> None:
    result = endmark("check", "crawl.warc.gz")
    assert result.exit_code == 1
    assert "https://a.example/cut:2:4: error[stray-end-marker]" in result.stdout
    assert "Passed over in the archives: 1 file of another kind." in " ".join(result.stderr.split())


def test_all_pages_are_compared_and_what_is_known_of_them_is_used(endmark: Endmark) -> None:
    for arguments in ((), ("--jobs", "2"), ()):
        result = endmark("site", "crawl.warc.gz", "--format", "json", *arguments)
        (found,) = json.loads(result.stdout)["violations"]
        assert (found["path"], found["line"]) == ("https://a.example/school", 3)
        assert found["related"][0]["path"] == "https://a.example/barn"


def test_what_a_page_shows_in_braces_was_never_filled_in(endmark: Endmark, crawl: Path) -> None:
    page = b"<head><title>The barn</title></head><p>Dear {{ name }}, the barn is open.</p>"
    (crawl / "crawl.warc").write_bytes(make_answer("https://a.example/barn", page))
    (found,) = json.loads(endmark("check", "crawl.warc", "--format", "json").stdout)["violations"]
    assert (found["rule"], found["excerpt"]) == ("unfilled", "{{ name }}")


def test_a_finding_has_the_same_fingerprint_in_the_next_crawl(endmark: Endmark, crawl: Path) -> None:
    before = json.loads(endmark("check", "crawl.warc.gz", "--format", "json").stdout)["violations"]
    (crawl / "crawl.warc.gz").rename(crawl / "later.warc.gz")
    after = json.loads(endmark("check", "later.warc.gz", "--format", "json").stdout)["violations"]
    assert len(before) == 1
    assert after == before


@pytest.mark.parametrize(
    ("arguments", "mistake"),
    [
        (("fix", "crawl.warc.gz"), "Pages in archives are not repaired"),
        (("check", "--fix", "crawl.warc.gz"), "Pages in archives are not repaired"),
        (("site", "crawl.warc.gz", "cut.md"), "Archives and other articles are checked in two runs"),
        (("check", "--staged", "crawl.warc.gz"), "An archive is checked as a whole"),
    ],
)
def test_what_has_no_meaning_for_archives_is_refused(
    arguments: tuple[str, ...], mistake: str, endmark: Endmark
) -> None:
    result = endmark(*arguments)
    assert result.exit_code == 2
    assert mistake in " ".join(result.stderr.split())
