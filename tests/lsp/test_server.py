"""What an editor sees and can do."""

from __future__ import annotations

import asyncio
import json
import sys
from io import BytesIO
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest
from tests.lsp.editor import apply, start_editor

from endmark.api import Linter, Result
from endmark.cli import automation
from endmark.lsp.greeting import greet
from endmark.storage.store import Store

MARKER = "The garden opened in spring.\n\n---END---\n\nIt closed in autumn.\n"
TWICE = "庭は春に開きました。🌳 常連のお客さんが、少しずつ戻ってきています。\n"


def list_found(diagnostics: Any) -> list[tuple[str, int, int]]:
    return [(one["code"], one["range"]["start"]["line"], one["severity"]) for one in diagnostics]


def test_what_is_found_is_shown_where_it_stands(tmp_path: Path) -> None:
    with start_editor(tmp_path) as editor:
        (found,) = editor.open(tmp_path / "a.md", MARKER)
    assert found["code"] == "stray-end-marker"
    assert found["range"] == {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 9}}
    assert found["source"] == "endmark"
    assert found["codeDescription"]["href"] == f"{automation.ADDRESS}/blob/main/docs/rules/stray-end-marker.md"


def test_places_count_units_of_utf_16(tmp_path: Path) -> None:
    with start_editor(tmp_path) as editor:
        (found,) = editor.open(tmp_path / "a.md", f"{TWICE}\n{TWICE}")
    assert found["range"]["end"]["character"] == len(TWICE.strip()) + 1  # the tree is two of them
    assert found["relatedInformation"][0]["location"]["range"]["start"] == {"line": 0, "character": 0}


def test_a_byte_order_mark_moves_nothing(tmp_path: Path) -> None:
    with start_editor(tmp_path) as editor:
        (found,) = editor.open(tmp_path / "a.md", f"\ufeff---END---\n\n{MARKER[:20]}.\n")
    assert found["range"]["start"] == {"line": 0, "character": 1}


def test_an_edit_is_checked_at_once(tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    with start_editor(tmp_path) as editor:
        editor.open(article, MARKER)
        line = {"start": {"line": 2, "character": 0}, "end": {"line": 4, "character": 0}}
        assert editor.change(article, 2, {"range": line, "text": ""}) == []
        assert list_found(editor.change(article, 3, {"text": MARKER})) == [("stray-end-marker", 2, 1)]


def test_what_is_closed_shows_nothing(tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    with start_editor(tmp_path) as editor:
        editor.open(article, MARKER)
        editor.notify("textDocument/didClose", {"textDocument": {"uri": article.as_uri()}})
        assert editor.hear_diagnostics(article.as_uri()) == []


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("a.mdx", "<Note>\n\nHello.\n\n---END---\n\n</Note>\n", 1),
        ("a.py", MARKER, 0),
        ("drafts/a.md", MARKER, 0),
        ("a.md", MARKER, 1),
    ],
)
def test_what_the_command_reads_is_read(tmp_path: Path, name: str, text: str, shown: int) -> None:
    (tmp_path / "endmark.yaml").write_text("exclude: ['drafts/**']\n")
    with start_editor(tmp_path) as editor:
        assert len(editor.open(tmp_path / name, text)) == shown


@pytest.mark.parametrize(("language", "shown"), [("markdown", 1), ("restructuredtext", 0)])
def test_a_text_without_a_file_is_read_as_its_language_is(tmp_path: Path, language: str, shown: int) -> None:
    text = ".. a comment.\n\n   ---END---\n\nIt closed in autumn.\n"
    with start_editor(tmp_path) as editor:
        assert len(editor.open("untitled:Untitled-1", text, language)) == shown


def test_each_folder_has_its_own_rules(tmp_path: Path) -> None:
    strict, lax = tmp_path / "strict", tmp_path / "lax"
    for folder, config in ((strict, "fail_on: warning\n"), (lax, "rules: {stray-end-marker: off}\n")):
        folder.mkdir()
        (folder / "endmark.yaml").write_text(config)
    with start_editor(strict, lax) as editor:
        assert len(editor.open(strict / "a.md", MARKER)) == 1
        assert editor.open(lax / "a.md", MARKER) == []


def test_the_editors_settings_hold(tmp_path: Path) -> None:
    with start_editor(tmp_path, options={"ignore": ["stray-end-marker"]}) as editor:
        uri = (tmp_path / "a.md").as_uri()
        found = editor.open(tmp_path / "a.md", MARKER)
        while found:  # they may come after the first check
            found = editor.hear_diagnostics(uri)


def test_a_changed_config_is_obeyed(tmp_path: Path) -> None:
    article, config = tmp_path / "a.md", tmp_path / "endmark.yaml"
    with start_editor(tmp_path) as editor:
        assert editor.open(article, MARKER)
        config.write_text("rules: {stray-end-marker: off}\n")
        editor.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": config.as_uri(), "type": 1}]})
        while editor.hear_diagnostics(article.as_uri()):
            pass


def test_a_mistake_in_the_config_is_shown_in_it(tmp_path: Path) -> None:
    config, article = tmp_path / "endmark.yaml", tmp_path / "a.md"
    config.write_text("rules:\n  stray-end-markr: off\n")
    with start_editor(tmp_path) as editor:
        assert editor.open(article, MARKER) == []
        told = [one["params"] for one in editor.heard if one.get("method") == "window/showMessage"]
        (mistake,) = next(
            one["params"]["diagnostics"] for one in editor.heard if one.get("params", {}).get("uri") == config.as_uri()
        )
        assert mistake["range"]["start"] == {"line": 1, "character": 2}
        assert "stray-end-marker" in mistake["message"]
        assert len(told) == 1
        config.write_text("")
        editor.notify("workspace/didChangeWatchedFiles", {"changes": []})
        while editor.hear_diagnostics(config.as_uri()):
            pass
        assert editor.hear_diagnostics(article.as_uri())


@pytest.mark.parametrize(
    ("text", "title"),
    [(MARKER, "Take out the marker"), (f"{TWICE}\n{TWICE}", "Take out what line 1 says already (read the result)")],
)
def test_a_repair_is_what_the_command_makes(tmp_path: Path, text: str, title: str) -> None:
    article = tmp_path / "a.md"
    with start_editor(tmp_path) as editor:
        found = editor.open(article, text)
        repair, keep = editor.list_actions(article, found, ["quickfix"])
    assert repair["title"] == title
    assert apply(text, repair) == Linter.from_config(tmp_path).fix(text, unsafe=True).text
    assert repair["diagnostics"] == found
    assert f"<!-- endmark-disable-next-line {found[0]['code']}" in apply(text, keep)


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("a.md", MARKER),
        ("a.mdx", MARKER),
        ("a.md", "- The garden.\n\n  ---END---\n\n  It closed in autumn.\n"),
        ("a.md", "The garden opened\nin spring【12†source】 and closed\nin autumn.\n"),
        ("a.md", f"{TWICE}\n{TWICE}"),
    ],
)
def test_a_comment_silences_just_that(tmp_path: Path, name: str, before: str) -> None:
    article = tmp_path / name
    with start_editor(tmp_path) as editor:
        found = editor.open(article, before)
        assert len(found) == 1
        keep = editor.list_actions(article, found, ["quickfix"])[-1]
    after = Linter.from_config(tmp_path).check(apply(before, keep), name)
    assert (after.violations, after.problems) == ((), ())


def test_no_comment_is_offered_in_the_front_matter(tmp_path: Path) -> None:
    text = (
        "---\ntitle: The garden\nauthor: TODO\ndescription: '[INSERT DESCRIPTION HERE]'\n---\n\nIt opened in spring.\n"
    )
    with start_editor(tmp_path) as editor:
        found = editor.open(tmp_path / "a.md", text)
        titles = [action["title"] for action in editor.list_actions(tmp_path / "a.md", found[:1], ["quickfix"])]
    assert found
    assert not [title for title in titles if title.startswith("Keep it")]


SAFE = "##The garden\n\nIt opened in spring.\n"


@pytest.mark.parametrize(
    ("text", "only", "kinds"),
    [
        (SAFE, ["source.fixAll"], ["source.fixAll.endmark"]),
        (SAFE, ["source"], ["source.fixAll.endmark"]),
        (SAFE, ["source.organizeImports"], []),
        # What an editor must read is never done on saving.
        (f"{TWICE}\n{TWICE}", ["source.fixAll"], []),
    ],
)
def test_all_that_is_safe_is_repaired_on_saving(tmp_path: Path, text: str, only: list[str], kinds: list[str]) -> None:
    article = tmp_path / "a.md"
    with start_editor(tmp_path) as editor:
        editor.open(article, text)
        offered = editor.list_actions(article, [], only)
    assert [action["kind"] for action in offered] == kinds
    for action in offered:
        assert apply(text, action) == Linter.from_config(tmp_path).fix(text).text


def test_the_reason_of_a_rule_is_shown(tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    asked = {"textDocument": {"uri": article.as_uri()}, "position": {"line": 2, "character": 4}}
    with start_editor(tmp_path) as editor:
        editor.open(article, MARKER)
        shown = editor.ask("textDocument/hover", asked)
        nothing = editor.ask("textDocument/hover", asked | {"position": {"line": 0, "character": 0}})
    assert "`endmark explain stray-end-marker`" in shown["contents"]["value"]
    assert nothing is None


def test_a_cancelled_request_has_an_answer(tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    asked = {"textDocument": {"uri": article.as_uri()}, "position": {"line": 2, "character": 4}}
    with start_editor(tmp_path) as editor:
        editor.open(article, MARKER * 200)
        editor.notify("textDocument/didChange", _replace_all(article, MARKER * 300))
        number = editor.send_request("textDocument/hover", asked)
        editor.notify("$/cancelRequest", {"id": number})
        answer = editor.hear_answer(number)
    assert answer["error"]["code"] == -32800


OWN_WORDS = {"en": "Stray end marker ---END---.", "ja": "終了マーカー ---END--- が残っています。"}


@pytest.mark.parametrize(
    ("locale", "config", "variable", "spoken"),
    [
        ("en-us", "", "", "en"),
        ("ja", "", "", "ja"),
        ("tlh", "", "", "en"),
        ("en", "lang: ja\n", "", "ja"),
        ("ja", "lang: ja\n", "en", "en"),
        ("en", "", "ja_JP.UTF-8", "ja"),
    ],
)
def test_it_speaks_as_the_variable_says_then_the_config_then_the_editor(
    locale: str, config: str, variable: str, spoken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENDMARK_LANG", variable)
    (tmp_path / "endmark.yaml").write_text(config or "{}\n", "utf-8")
    with start_editor(tmp_path, locale=locale) as editor:
        (found,) = editor.open(tmp_path / "a.md", MARKER)
    assert found["message"] == OWN_WORDS[spoken]


def test_a_language_that_is_asked_for_by_name_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENDMARK_LANG", "en")
    (tmp_path / "endmark.yaml").write_text("lang: en\n", "utf-8")
    with start_editor(tmp_path, language="ja") as editor:
        (found,) = editor.open(tmp_path / "a.md", MARKER)
    assert found["message"] == OWN_WORDS["ja"]


def test_each_folder_is_spoken_to_in_its_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ENDMARK_LANG", raising=False)
    folders = [tmp_path / language for language in OWN_WORDS]
    for folder in folders:
        folder.mkdir()
        (folder / "endmark.yaml").write_text(f"lang: {folder.name}\n", "utf-8")
    with start_editor(*folders) as editor:
        for folder in (*folders, *folders):
            (found,) = editor.open(folder / "a.md", MARKER)
            assert found["message"] == OWN_WORDS[folder.name]


def _fail(*_: Any, **__: Any) -> Any:
    raise AssertionError("it is checked again")


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> SimpleQueue[str]:
    """The texts of which all was kept that is found in them, one after the other."""
    texts: SimpleQueue[str] = SimpleQueue()
    check = Linter.check

    def tell(linter: Linter, text: str, path: Path | str, *, keep: bool = False, fixes: bool = True) -> Result:
        result = check(linter, text, path, keep=keep, fixes=fixes)
        if keep and fixes:
            texts.put(text)
        return result

    monkeypatch.setattr(Linter, "check", tell)
    return texts


@pytest.mark.parametrize("saved", [False, True])
def test_what_was_found_in_the_same_text_before_is_shown_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: SimpleQueue[str], *, saved: bool
) -> None:
    store = Store(tmp_path / "kept", b"program")
    article = tmp_path / "a.md"
    with start_editor(tmp_path, store=store) as editor:
        found = editor.open(article, "All is well.\n" if saved else MARKER)
        if saved:
            found = editor.change(article, 2, {"text": MARKER})
            editor.notify("textDocument/didSave", {"textDocument": {"uri": article.as_uri()}})
        while kept.get(timeout=60) != MARKER:
            pass
    monkeypatch.setattr("endmark.linting.checking.file_check.check_file", _fail)
    with start_editor(tmp_path, store=store) as editor:
        assert editor.open(article, MARKER) == found


def test_the_first_findings_wait_for_no_fix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    check = Linter.check

    def tell(linter: Linter, text: str, path: Path | str = "a.md", *, keep: bool = False, fixes: bool = True) -> Result:
        if text == MARKER:
            asked.append(fixes)
        return check(linter, text, path, keep=keep, fixes=fixes)

    monkeypatch.setattr(Linter, "check", tell)
    with start_editor(tmp_path) as editor:
        found = editor.open(tmp_path / "a.md", MARKER)
        assert not asked[0]
        assert editor.list_actions(tmp_path / "a.md", found, ["quickfix"])
        assert any(asked)


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        (b"", b""),
        (b"Content-Length: 3\r\n\r\n{]}", b""),
        (b"Content-Length: 2\r\n\r\n[]", b""),
        (b'content-length: 46\r\n\r\n{"jsonrpc":"2.0","id":7,"method":"initialize"}', b'"id":7'),
    ],
)
def test_who_says_nothing_that_can_be_read_is_told_nothing(said: bytes, answered: bytes) -> None:
    writer = BytesIO()
    assert (greet(BytesIO(said), writer) is not None) == bool(answered)
    assert answered in writer.getvalue().replace(b" ", b"")


def _replace_all(article: Path, text: str) -> dict[str, Any]:
    return {"textDocument": {"uri": article.as_uri(), "version": 2}, "contentChanges": [{"text": text}]}


@pytest.mark.timeout(60)
def test_another_makers_client_is_served(tmp_path: Path) -> None:
    from lsprotocol import types
    from pygls.lsp.client import LanguageClient

    article = tmp_path / "a.md"
    expected = json.loads(json.dumps(Linter.from_config(tmp_path).check(MARKER).to_dict()))["violations"]

    async def talk() -> list[types.Diagnostic]:
        client = LanguageClient("editor", "1")
        shown: asyncio.Future[list[types.Diagnostic]] = asyncio.get_running_loop().create_future()

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
        def take(params: types.PublishDiagnosticsParams) -> None:
            if not shown.done():
                shown.set_result(list(params.diagnostics))

        await client.start_io(sys.executable, "-m", "endmark", "lsp")
        capabilities = types.ClientCapabilities()
        await client.initialize_async(types.InitializeParams(capabilities, root_uri=tmp_path.as_uri()))
        client.initialized(types.InitializedParams())
        document = types.TextDocumentItem(article.as_uri(), "markdown", 1, MARKER)
        client.text_document_did_open(types.DidOpenTextDocumentParams(document))
        found = await shown
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()  # type: ignore[no-untyped-call]
        return found

    found = asyncio.run(talk())
    assert [(one.code, one.message, one.range.start.line + 1) for one in found] == [
        (one["rule"], one["message"], one["line"]) for one in expected
    ]
