"""Pages as a browser gets them: whole, safe, and with a mark for every finding."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endmark.linting.report import Report
from endmark.messages.catalogue import speaking
from endmark.messages.languages import load_catalogue
from endmark.reporters import Style, stream
from endmark.reporters.html import galley
from endmark.reporters.html.folder import MARKER, is_own_file, read_marker, render_folder
from endmark.reporters.html.trend import Run

GARDEN = """\
---
title: "The <b>garden</b> & its gate"
reading_time: 40
---

# The garden

The gardeners came early in the spring and brought their own water with them, as they did each year.

Water was harder to find than seeds, and the nearest tap stood inside, far behind the books and through the

---END---

- One bed for beans
- `rake`

> The gardeners came early in the spring and brought their own water with them, as they did every year.

| bed | crop |
|---|---|
| one | *beans* |

<script>alert("no")</script>

```html
<img src=x onerror=alert(1)>
```

The gardeners came early in the spring and brought their own water with them, as they did each year.
"""

POND = """\
# 池

池の水は朝から冷たく、子どもたちは石の上で魚を待っていました。夕方には、みんな家へ帰りました。

---END---

池の水は朝から冷たく、子どもたちは石の上で魚を待っていました。夕方には、みんな家へ帰りました。
"""

ARTICLES = {"posts/garden.md": GARDEN, "posts/池 #1?.md": POND, "posts/fine.md": "# Fine\n\nAll is said once.\n"}


def render_single(report: Report, read: Any = None) -> str:
    return "".join(stream(report, "html", Style(read=read)))


def render_files(report: Report, read: Any, runs: tuple[Run, ...] = ()) -> dict[str, str]:
    return {name: "".join(pieces) for name, pieces in render_folder(report, read, runs)}


@pytest.fixture(scope="module")
def garden(checked: Any) -> Any:
    return checked(ARTICLES)


@pytest.fixture(scope="module")
def pages(garden: Any, read_page: Any) -> Any:
    """All pages by their names; the report in one file is `single`."""
    files = render_files(*garden)
    html = {name: text for name, text in files.items() if name.endswith(".html")}
    return {name: read_page(text) for name, text in {**html, "single": render_single(*garden)}.items()}


def test_every_page_is_well_formed(pages: Any) -> None:
    assert len(pages) == 4
    for page in pages.values():
        assert page.wrong == []
        assert len(page.ids) == len(set(page.ids))
        assert page.elements[0] == ("html", {"lang": "en"})


def test_every_finding_has_a_mark_that_names_its_line(garden: Any, pages: Any) -> None:
    report, _ = garden
    notes = {f"f-{one.fingerprint}": one for one in report.iter_standing()}
    assert notes
    found = {name for page in pages if page != "single" for name in pages[page].notes}
    assert found == notes.keys() == set(pages["single"].notes)
    for violation in notes.values():
        assert f"line {violation.region.start.line}" in pages["single"].words or "lines" in pages["single"].words
        assert violation.message in pages["single"].words
        assert violation.rule in pages["single"].words


def test_every_link_leads_somewhere(pages: Any) -> None:
    for name, page in pages.items():
        folder = name.rpartition("/")[0]
        for link in page.links:
            file, _, anchor = link.partition("#")
            path = f"{folder}/{file}".lstrip("/") if file else name
            path = path.partition("/../")[2] or path
            assert path in pages, link
            assert not anchor or anchor == "top" or anchor in pages[path].ids, link


def test_nothing_of_an_article_runs_or_loads(pages: Any) -> None:
    for name, page in pages.items():
        tags = [tag for tag, _ in page.elements]
        assert not {"img", "iframe", "object", "embed", "form", "base"} & set(tags)
        assert tags.count("script") == 1
        assert all(not key.startswith("on") and key != "style" for _, one in page.elements for key in one)
        (policy,) = [one["content"] for _, one in page.elements if one.get("http-equiv")]
        assert str(policy).startswith("default-src 'none'; ")
        sources = [one.get("src") or one.get("href") for tag, one in page.elements if tag in ("script", "link")]
        assert {str(one).rpartition("/")[2] for one in sources} <= {"script.js", "style.css", "None"}, name


def test_an_article_is_shown_as_it_is_read(pages: Any) -> None:
    (page,) = [
        page for page in pages.values() if "rake" in page.words and page.elements[0][1] and len(page.links) < 99
    ][:1]
    for shown in (
        "<h2 class=l1>The garden</h2>",
        "The &lt;b&gt;garden&lt;/b&gt; &amp; its gate",
        "<span class=bullet>•</span> <code>rake</code>",
        "<blockquote",
        "<tr><td>one</td><td><em>beans</em></td></tr>",
        "&lt;script&gt;alert(&quot;no&quot;)&lt;/script&gt;",
        "&lt;img src=x onerror=alert(1)&gt;",
        "<pre class=marker>---END---</pre>",
        "<mark class=cut>",
        "<mark class=other>40</mark>",
    ):
        assert shown in page.html


def test_headings_skip_no_level(pages: Any) -> None:
    for page in pages.values():
        levels = [int(tag[1]) for tag, _ in page.elements if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_copy_stands_beside_its_original(pages: Any) -> None:
    page = pages["single"]
    assert "<ins>every</ins>" in page.html
    assert "as they did <del>each</del> year" in page.html
    assert "class=arc" in page.html
    assert "Both tellings are the same, word for word." in page.words


def test_severity_and_kind_are_words_and_shapes_too(pages: Any) -> None:
    words = pages["single"].words
    for said in ("✖ error", "▲ warning", "said twice: ", "breaks off: 1", "left over from production: "):
        assert said in words


def test_pages_are_in_the_language_that_is_spoken(garden: Any, read_page: Any) -> None:
    with speaking(load_catalogue("ja")):
        page = read_page(render_single(*garden))
    assert page.elements[0] == ("html", {"lang": "ja"})
    assert "記事一覧" in page.words
    assert {one.get("lang") for _, one in page.elements} == {"ja", "en", None}


def test_without_the_text_the_lines_with_findings_are_shown(garden: Any, read_page: Any) -> None:
    report, _ = garden
    page = read_page(render_single(report))
    assert page.wrong == []
    assert "only lines with findings are shown" in page.words
    assert "far behind the books and through the" in page.words
    assert len(page.notes) == len(report.standing)
    assert {link[1:] for link in page.links} - {"top"} <= set(page.ids)


def test_any_report_is_well_formed(nasty: Report, read_page: Any) -> None:
    page = read_page(render_single(nasty))
    assert page.wrong == []
    assert len(page.notes) == len(nasty.standing)


WORDS = st.sampled_from(
    ["<b>", "</p>", "&", "*", "`", "|", "\n\n", "\n", "# ", "- ", "> ", "---END---", "語", "a ", "1. "]
)


@settings(max_examples=25)
@given(st.lists(WORDS, max_size=40).map("".join))
def test_any_article_makes_a_page_that_is_whole(checked: Any, read_page: Callable[[str], Any], text: str) -> None:
    report, read = checked({"a.md": f"{text}\n\n---END---\n\nText that goes on."})
    page = read_page(render_single(report, read))
    assert page.wrong == []
    assert len(page.ids) == len(set(page.ids))
    assert len(page.notes) == len(report.standing)


def test_many_pages_take_no_more_than_they_may(checked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    long = "".join(f"Passage {number} says a thing that no other passage says.\n\n" for number in range(200))
    articles = {f"{number}.md": f"# {number}\n\n{long}---END---\n\n{long}" for number in range(6)}
    report, read = checked(articles)
    whole = render_single(report, read)
    monkeypatch.setattr(galley, "_TOTAL", 60_000)
    short = render_single(report, read)
    assert len(whole) > 100_000
    assert len(short) < 60_000 + 20_000  # the style, the script and the index
    assert short.count(" id=f-") == whole.count(" id=f-")


def test_a_folder_keeps_its_runs_and_knows_its_files(garden: Any) -> None:
    run = Run("2025-01-02 03:04", 9, 6, 88.5, 4, 2, 1)
    report, read = garden
    files = render_files(report, read, (run,))
    kept = read_marker(files[MARKER].encode())
    assert kept is not None
    assert kept.runs == (run,)
    assert all(map(is_own_file, files))


@pytest.mark.parametrize("name", ["notes.md", "articles/a.md", "index.htm", "articles/x/0a.html", "old/index.html"])
def test_other_files_are_not_of_a_report(name: str) -> None:
    assert not is_own_file(name)


@pytest.mark.parametrize("data", [b"", b"{}x", b'{"endmark_report": 2}', b'{"runs": 3}', b"\xff", b"[]"])
def test_other_json_is_no_marker(data: bytes) -> None:
    assert read_marker(data) is None


def test_a_long_index_is_parted(checked: Any, monkeypatch: pytest.MonkeyPatch, read_page: Any) -> None:
    monkeypatch.setattr("endmark.reporters.html.folder._MOST", 300)
    report, read = checked({f"{number}.md": "Text.\n\n---END---\n" for number in range(7)})
    files = render_files(report, read)
    indexes = [name for name in files if name.startswith("index")]
    assert len(indexes) > 2
    links = [link for name in indexes for link in read_page(files[name]).links if link.startswith("articles/")]
    assert sorted(links) == sorted(name for name in files if name.startswith("articles/"))


def test_names_of_pages_differ() -> None:
    paths = dict.fromkeys(f"{number}.md" for number in range(3_000))
    names = galley.name_articles(paths)
    assert len(set(names.values())) == len(paths)
    assert galley.name_articles({"7.md": None}) == {"7.md": names["7.md"]}
