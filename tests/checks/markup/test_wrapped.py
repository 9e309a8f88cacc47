from __future__ import annotations

import json

import pytest

from endmark.checks import Scope
from endmark.checks.markup.wrapped import Options, find
from endmark.document.dialect import Dialect
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.violation import Match

ARTICLE = "# The garden\n\nIt is open to all.\n\n- It has forty beds.\n\n> In autumn it closes.\n"
JAPANESE = "誰でも入れます。\n\n畝は四十あります。\n\n秋に閉まります。\n"
NOTE = "# The garden\n\nIt is open.\n"
HEAD = "---\ntitle: The garden\ndate: 2026-01-02\n---\n"
DEFAULT = Options()
CODE = "```sh\nmake beds\n```\n\n"


def matches(text: str, options: Options = DEFAULT, dialect: Dialect = "markdown") -> list[Match]:
    return list(find(read_document(make_source(text, "a.md"), dialect), options, Scope()))


def found(text: str, options: Options = DEFAULT) -> list[str]:
    return [text[match.span.start : match.span.end] for match in matches(text, options)]


def fixed(text: str) -> str:
    edits = [edit for match in matches(text) if match.fix for edit in match.fix.edits]
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


@pytest.mark.parametrize(
    ("text", "opening", "after"),
    [
        (f"```markdown\n{ARTICLE}```\n", "```markdown", ARTICLE),
        (f"```md\n{JAPANESE}```\n", "```md", JAPANESE),
        (f"~~~Markdown title=x\n{ARTICLE}~~~\n", "~~~Markdown title=x", ARTICLE),
        (f"```markdown\n{ARTICLE}", "```markdown", ARTICLE),
        ("```markdown\n# Beds\n\n## Spring\n\nBeans.\n```\n", "```markdown", "# Beds\n\n## Spring\n\nBeans."),
        (f"{HEAD}\n```markdown\n{ARTICLE}```\n", "```markdown", f"{HEAD}\n{ARTICLE}"),
        (f"Here it is:\n\n```markdown\n{ARTICLE}```\n", "```markdown", f"Here it is:\n\n{ARTICLE}"),
        (f"<!-- soon -->\n\n```markdown\n{ARTICLE}```\n", "```markdown", f"<!-- soon -->\n\n{ARTICLE}"),
        # Its own code block ends the fence around it.
        (f"```markdown\n{CODE}{ARTICLE}```\n", "```markdown", f"{CODE}{ARTICLE}"),
        (f'"""\n{ARTICLE}"""\n', '"""', ARTICLE),
        (f"{HEAD}\n'''{ARTICLE}'''", "'''", f"{HEAD}\n{ARTICLE.rstrip()}"),
    ],
)
def test_a_fence_or_quotation_marks_around_the_article_are_taken_out(text: str, opening: str, after: str) -> None:
    assert found(text) == [opening]
    assert fixed(text).strip() == after.strip()
    assert found(after) == []


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        (json.dumps({"title": "The garden", "content": ARTICLE}), '{"title":'),
        (json.dumps({"title": "The garden", "content": ARTICLE}, indent=2), '{\n  "title":'),
        (json.dumps({"article": JAPANESE}, ensure_ascii=False), '{"article":'),
        (f"{HEAD}\n" + json.dumps({"title": "The garden", "body": ARTICLE}), '{"title":'),
        (f"```json\n{json.dumps({'title': 'The garden', 'text': ARTICLE}, indent=2)}\n```\n", '{\n  "title":'),
        # With line breaks in the text, and cut: no JSON, but what a model writes for it.
        (f'{{"title": "The garden", "content": "{ARTICLE}"}}', '{"title":'),
        (f'{{"title": "The garden", "content": "{ARTICLE}', '{"title":'),
        (f"{HEAD}\n{HEAD}\n{ARTICLE}", HEAD.strip()),
        (f"{HEAD}\n+++\ntitle = 'The garden'\ndraft = true\n+++\n", "+++\ntitle = 'The garden'\ndraft = true\n+++"),
    ],
)
def test_an_object_or_a_second_front_matter_is_found(text: str, opening: str) -> None:
    assert found(text) == [opening]
    assert matches(text)[0].fix is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Here is the article you asked for.\n\n{HEAD}\n{ARTICLE}", [HEAD.strip()]),
        (f"{HEAD}\nimport Beds from './beds'\n\n{NOTE}\n{HEAD}import Beds from './beds'\n\n{ARTICLE}", [HEAD.strip()]),
        (f"{ARTICLE}\n{HEAD}", [HEAD.strip()]),
        (f"{HEAD}\n{HEAD}\n{NOTE}\n{HEAD}\n{ARTICLE}", [HEAD.strip(), HEAD.strip()]),
        (
            f"{NOTE}\n---\ntitle: 庭\ntags:\n  - 畝\n- 豆\n---\n\n{JAPANESE}",
            ["---\ntitle: 庭\ntags:\n  - 畝\n- 豆\n---"],
        ),
        (f"{NOTE}\n{HEAD}\n{ARTICLE}".replace("\n", "\r\n"), [HEAD.strip().replace("\n", "\r\n")]),
        (
            f"{NOTE}\n+++\ntitle = 'A'\n[extra]\ndate = 2026-01-02\n+++\n",
            ["+++\ntitle = 'A'\n[extra]\ndate = 2026-01-02\n+++"],
        ),
        # Half of it is gone, or a fence is around it.
        (f"{HEAD[4:]}\n{ARTICLE}", [HEAD[4:].strip()]),
        (f"```yaml\n{HEAD}```\n\n{ARTICLE}", ["```yaml"]),
        (f"<!-- soon -->\n\n```\n{HEAD[4:-4]}```\n\n{ARTICLE}", ["```"]),
    ],
)
def test_a_front_matter_in_the_body_is_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("dialect", "count"), [("markdown", 0), ("hugo", 0), ("kramdown", 1), ("vitepress", 1)])
def test_front_matter_after_empty_lines_is_none_where_programs_do_not_look_for_it(dialect: Dialect, count: int) -> None:
    assert len(matches(f"\n \n{HEAD}\n{NOTE}", dialect=dialect)) == count


@pytest.mark.parametrize(
    "text",
    [
        "",
        ARTICLE,
        f"{HEAD}\n{ARTICLE}",
        # An example, or a part.
        f"```markdown\n{NOTE}```\n",
        f"{NOTE}\n```markdown\n{ARTICLE}```\n",
        f"# Notes\n\n```markdown\n{ARTICLE}```\n",
        "Write it so:\n\n```markdown\n# Beds\n\n## Spring\n\nBeans.\n```\n",
        f"```markdown\n{ARTICLE}```\n\nSo it is.\n",
        f"```text\n{ARTICLE}```\n",
        f"```\n{ARTICLE}```\n",
        f"```markdown\n{ARTICLE}```\n\n```markdown\n{ARTICLE}```\n",
        # Data.
        '```json\n{"title": "The garden", "content": "It is open."}\n```\n',
        '{"name": "The garden", "content": "One. Two. Three."}',
        json.dumps({"title": "The garden"}, indent=2) + f"\n\n{ARTICLE}",
        # Thematic breaks.
        f"{HEAD}\n---\n\nNote: it is open to all.\n\n---\n\n{ARTICLE}",
        f"---\n\n{ARTICLE}\n---\n",
        # Facts about a meeting, in the words of people.
        f"{ARTICLE}\n---\nDate: Sunday\nTitle: The feast\n---\n",
        f"{ARTICLE}\n---\n\nWhere: behind the library\n\nWhen: on Sunday\n\n---\n",
        f"{ARTICLE}\n---\ntitle: The feast\nwhere: behind the library\n---\n",
        f"{ARTICLE}\n+++\n\nIt grew.\n\n+++\n",
        # A front matter that is shown.
        f"{ARTICLE}\n```toml\n+++\ntitle = 'A'\ndate = 2026-01-02\n+++\n```\n",
        f"{ARTICLE}\n```yaml\n{HEAD}```\n",
        f"{ARTICLE}\n```\n{HEAD}\n---\n```\n",
        f"{HEAD}\n```yaml\n{HEAD}```\n\n{ARTICLE}",
        f"```yaml\n{HEAD}```\n",
        f"{NOTE}\n<!--\n{HEAD}-->\n\n{ARTICLE}",
        f"```json\n{HEAD}```\n\n{ARTICLE}",
        "```yaml\ntitle: The garden\nwater: daily\n```\n\nIt is open.\n",
        f"title: The garden\nbeds: forty\n---\n\n{ARTICLE}",
        '"""\nBeds\n"""\n',
        f'"""\n{ARTICLE}',
    ],
)
def test_what_wraps_no_article_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_the_options_say_which_fences_and_how_long_an_article_is() -> None:
    assert found(f"```text\n{ARTICLE}```\n", Options(languages=("text",))) == ["```text"]
    assert found(f"```md\n{NOTE}```\n", Options(min_sentences=1)) == ["```md"]
    assert found(f"```md\n{ARTICLE}```\n", Options(min_sentences=5)) == []


def test_lines_that_end_in_two_signs_are_read_in_one_way() -> None:
    entries = "title: The garden\r\ndate: 2026-01-02\r\n" * 2_000
    assert found(entries) == []
    assert found(f"{NOTE}\n---\r\n{entries}") == []
    assert found(f"{NOTE}\n+++\r\n{entries.replace(':', ' =')}") == []
