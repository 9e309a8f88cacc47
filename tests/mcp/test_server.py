"""What a language model is answered, asked through the client of the protocol's own kit."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp_types import TextContent

from endmark.cli import exit_codes
from endmark.mcp.server import make_server

MARKER = "The garden opened in spring.\n\n---END---\n\nIt closed in autumn.\n"
TWICE = "庭は春に開きました。🌳 常連のお客さんが、少しずつ戻ってきています。\n"


def call(folder: Path, tool: str, **asked: Any) -> str:
    """The answer of a tool; of one that refuses, what it says behind `refused: `."""

    async def ask() -> str:
        async with Client(make_server(folder)) as client:
            answer = await client.call_tool(tool, asked)
        (content,) = answer.content
        assert isinstance(content, TextContent)
        return f"{'refused: ' * answer.is_error}{content.text}"

    return asyncio.run(ask())


def test_the_tools_only_read(tmp_path: Path) -> None:
    async def ask() -> list[tuple[str, bool | None]]:
        async with Client(make_server(tmp_path)) as client:
            tools = (await client.list_tools()).tools
        return [(tool.name, tool.annotations.read_only_hint if tool.annotations else None) for tool in tools]

    assert asyncio.run(ask()) == [("check", True), ("explain", True), ("fix_diff", True)]


def test_a_file_is_checked(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(MARKER, encoding="utf-8")
    assert call(tmp_path, "check", path="a.md").startswith("a.md leftovers ")
    assert "\n3 stray-end-marker -> take out the marker\n" in call(tmp_path, "check", path="a.md")


def test_a_text_replaces_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(MARKER, encoding="utf-8")
    assert call(tmp_path, "check", path="a.md", text="The garden opened.\n") == "Checked 1 file: nothing found.\n"


@pytest.mark.parametrize("text", [f"{TWICE}\n{TWICE}", f"\ufeff{TWICE}\n{TWICE}"])
def test_a_text_needs_no_file(tmp_path: Path, text: str) -> None:
    assert "\n3 duplicate-paragraph" in call(tmp_path, "check", text=text)


def test_the_config_of_the_folder_holds_as_it_is_now(tmp_path: Path) -> None:
    assert "stray-end-marker" in call(tmp_path, "check", text=MARKER)
    (tmp_path / "endmark.yaml").write_text("rules: {stray-end-marker: off}\n", encoding="utf-8")
    assert "stray-end-marker" not in call(tmp_path, "check", text=MARKER)


def test_a_repair_is_shown_and_not_made(tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_text(MARKER, encoding="utf-8")
    told = call(tmp_path, "fix_diff", path="a.md")
    assert told.startswith("--- a/a.md\n+++ b/a.md\n@@ -1,5 +1,3 @@\n")
    assert "\n----END---\n" in told
    assert told.endswith("Checked 1 file: nothing found.\n")
    assert article.read_text(encoding="utf-8") == MARKER


def test_some_lines_are_repaired_and_others_not(tmp_path: Path) -> None:
    told = call(tmp_path, "fix_diff", text=f"{MARKER}\n---END---\n", lines=[7])
    assert told.count("\n----END---\n") == 1
    assert "\n3 stray-end-marker -> take out the marker\n" in told


def test_what_an_author_should_read_waits_for_unsafe(tmp_path: Path) -> None:
    text = f"{TWICE}\n{TWICE}"
    assert not call(tmp_path, "fix_diff", text=text).startswith("---")
    assert call(tmp_path, "fix_diff", text=text, unsafe=True).startswith("--- a/article.md\n")


def test_a_rule_is_explained(tmp_path: Path) -> None:
    assert call(tmp_path, "explain", rule="stray-end-marker").startswith("stray-end-marker")


@pytest.mark.parametrize(
    ("tool", "asked", "told"),
    [
        ("check", {}, "there is nothing to check. Hand over `path`, `text`, or both."),
        ("check", {"path": "no.md"}, "no.md: this file cannot be read: "),
        ("check", {"path": "code.py"}, "code.py: `.py` is not a format endmark reads."),
        ("check", {"path": "latin.md"}, "latin.md:1:6: the byte 0xe9 is not valid UTF-8."),
        ("fix_diff", {"text": MARKER, "lines": [4]}, "article.md:4: nothing was found in this line."),
        ("explain", {"rule": "stray-end-marks"}, "there is no rule 'stray-end-marks'. Did you mean"),
        ("explain", {"rule": "?"}, "there is no rule '?'. The rules are: "),
    ],
)
def test_what_was_asked_wrongly_is_told(tmp_path: Path, tool: str, asked: dict[str, Any], told: str) -> None:
    (tmp_path / "latin.md").write_bytes("A café.".encode("latin-1"))
    answer = call(tmp_path, tool, **asked)
    assert answer.startswith("refused: ")
    assert told in answer


def test_a_config_with_a_mistake_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "endmark.yaml").write_text("rules:\n  stray-end-markr: off\n", encoding="utf-8")
    assert "endmark.yaml:2:3: " in call(tmp_path, "check", text=MARKER)


def test_the_command_serves(tmp_path: Path) -> None:
    async def ask() -> str | None:
        server = StdioServerParameters(command=sys.executable, args=["-m", "endmark", "mcp", str(tmp_path)])
        async with Client(stdio_client(server)) as client:
            return client.instructions

    assert (asyncio.run(ask()) or "").startswith("endmark says whether an article is whole")


def test_a_missing_kit_is_told(tmp_path: Path) -> None:
    # An empty module in its place, as where nothing of it is installed.
    code = "import sys; sys.modules['mcp'] = None; from endmark.cli.main import main; main()"
    done = subprocess.run([sys.executable, "-c", code, "mcp", str(tmp_path)], capture_output=True, check=False)
    assert done.returncode == exit_codes.ExitCode.INCOMPLETE
    assert b"pip install 'endmark[mcp]'" in done.stderr
