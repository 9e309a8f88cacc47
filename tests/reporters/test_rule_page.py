from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import replace

from endmark.checks import Scope
from endmark.checks.patterns import pattern
from endmark.checks.text.regex import Pattern
from endmark.reporters.rule_page import render_index, render_page
from endmark.reporters.rule_words import describe_measured
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.loading import load_settings
from endmark.ruleset.nodes import Place, Placed
from endmark.ruleset.rule import Examples, Measured, PatternRole, Rule, RulePattern, RulePatterns
from endmark.ruleset.settings_request import SettingsRequest
from endmark.violation import Severity


class Options(Struct, frozen=True):
    """How much.

    `most` is the
    most.
    """

    most: int = 3
    words: tuple[str, ...] = ("no", "yes")


class NoOptions(Struct, frozen=True):
    """This check has no options."""


RULE = Rule(
    id="draft-note",
    check="pattern",
    severity=Severity.WARNING,
    summary="A *note* | with `a|b` is left.",
    why="Readers see <it>\nand a_b.",
    message="",
    options=Options(),
    scope=Scope(frozenset({"paragraph", "heading"}), frozenset({"ja"})),
    examples=Examples(
        bad=("a {==b==}\n",),
        good=("```\ncode\x1b\n```\n",),
        known_misses=("{==missed==}\n",),
        known_false_alarms=("not this\n",),
    ),
    category="house",
    path="rules/house/draft-note.yaml",
    measured=Measured(704, ("ja",), 1.0),
)

PAGE = """\
# draft-note

A \\*note\\* | with `a|b` is left.

- Severity: warning
- Category: house
- Where it looks: heading, paragraph
- Languages: ja
- File: `rules/house/draft-note.yaml`, with the check `pattern`

## Why it matters

Readers see \\<it> and a\\_b.

## What it finds

Found is what stands between `{==` and `==}`.

```markdown
a {==b==}
```

## What it leaves alone

````markdown
```
code␛
```
````

## How well it does

Measured on 704 published documents in 1 language (ja): 1 finding per 1,000 blocks.

## Known limits

It misses what is marked here, for now:

```markdown
{==missed==}
```

It is wrong about these, for now: only what is marked, if anything, should be found.

```markdown
not this
```

## Options

How much.

`most` is the most.

```yaml
rules:
  draft-note:
    options:
      most: 3
      words: ['no', 'yes']
```

## Change it

To turn it off, write in `endmark.yaml`:

```yaml
rules:
  draft-note: off
```

`error`, `warning` and `info` set its severity; `severity`, `options`, `message`, `scope` and `languages` under \
the name of the rule change more.

## Keep one finding as it is

Write a comment above it:

```markdown
<!-- endmark-disable-next-line draft-note -- why it is meant -->
```

Or leave the whole article alone, in its front matter:

```yaml
---
endmark: {disable: [draft-note]}
---
```
"""


def test_the_page() -> None:
    assert render_page(RULE) == PAGE


def test_a_rule_that_is_off_and_says_little() -> None:
    shown = render_page(
        replace(RULE, enabled=False, options=NoOptions(), scope=Scope(), examples=Examples(), measured=None)
    )
    assert "- Severity: warning (off until a config turns it on)\n" in shown
    assert "- Where it looks: every kind of block\n- Languages: all languages\n" in shown
    assert "To turn it on, write in `endmark.yaml`:\n\n```yaml\nrules:\n  draft-note: warning\n```\n" in shown
    headings = re.findall(r"^## (.+)$", shown, re.MULTILINE)
    assert headings == ["Why it matters", "Change it", "Keep one finding as it is"]


def test_a_fix_is_explained() -> None:
    assert "after `~>`" in render_page(replace(RULE, examples=Examples(bad=("a {~~b~>c~~}\n",))))


def test_examples_stand_under_the_pattern_that_finds_them() -> None:
    place = Place("en.yaml", 1, 1)

    def about(name: str, role: PatternRole, *bad: str, language: str = "en", seen: str = "") -> RulePattern:
        return RulePattern(name, language, role, tuple(Placed(text, place) for text in bad), (), seen, place)

    patterns = (
        about("one", "anywhere", "a {==b==}\n", seen="https://example.org/1"),
        about("two", "lines", "{==c==}\n", language="any-language", seen="a book"),
        about("gone", "anywhere", "{==d==}\n"),
        about("three", "unless"),
    )
    options = pattern.Options(
        anywhere=(Pattern("b", "one"),), lines=(Pattern("c", "two"),), unless=(Pattern("x", "y"),)
    )
    examples = Examples(bad=("a {==b==}\n", "{==c==}\n", "{==d==}\n"))
    shown = render_page(replace(RULE, options=options, examples=examples, patterns=RulePatterns(patterns)))
    found = shown[shown.index("## What it finds") : shown.index("## How well")]
    assert re.findall(r"^(?:### .*|\S.*==.*|Written .*)$", found, re.MULTILINE)[1:] == [
        "{==d==}",
        "### one",
        "Written in `en`. Seen in https://example.org/1.",
        "a {==b==}",
        "### two",
        "Written in `any-language`.",
        "{==c==}",
    ]
    assert "rules:\n  draft-note/one: off\n" in shown
    assert "anywhere:" not in shown


@pytest.mark.parametrize("rule", load_builtin_rules(), ids=lambda rule: rule.id)
def test_the_options_on_the_page_can_be_copied_into_a_config(rule: Rule, tmp_path: Path) -> None:
    blocks = re.findall(r"^```yaml\n(rules:\n  \S+:\n    options:\n[\s\S]*?)^```$", render_page(rule), re.MULTILINE)
    (tmp_path / "endmark.yaml").write_text("".join(blocks) or "rules: {}\n", "utf-8")
    settings = load_settings(SettingsRequest(cwd=tmp_path))
    assert next(other for other in settings.rules if other.id == rule.id) == rule


def test_the_index() -> None:
    rows = render_index([RULE, replace(RULE, id="a-rule", summary="Off\x1b.", enabled=False)]).splitlines()[-4:]
    assert rows == [
        "| rule | severity | category | what it finds |",
        "|---|---|---|---|",
        "| [a-rule](a-rule.md) | off | house | Off␛. |",
        "| [draft-note](draft-note.md) | warning | house | A \\*note\\* \\| with `a\\|b` is left. |",
    ]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (Measured(1, (), 0.0), "Measured on 1 published document: 0 findings per 1,000 blocks."),
        (
            Measured(4, tuple("abcdefghi"), 0.25, "97\n%.", "None"),
            "Measured on 4 published documents in 9 languages: 0.25 findings per 1,000 blocks. It finds 97 %. None.",
        ),
    ],
)
def test_measured_figures_become_sentences(figures: Measured, expected: str) -> None:
    assert describe_measured(figures) == expected


def test_a_page_names_the_file_of_its_examples_where_that_matters() -> None:
    named = replace(RULE, examples=replace(RULE.examples, path="posts/2026-03-14-gate.md"))
    assert "The examples stand in `posts/2026-03-14-gate.md`." in render_page(named)
    assert "The examples stand in" not in render_page(RULE)


def test_of_a_record_only_what_was_written_is_printed() -> None:
    class Records(Struct, frozen=True):
        """Which `records`."""

        records: tuple[Options, ...] = (Options(), Options(most=4))

    assert "records:\n      - {}\n      - most: 4\n" in render_page(replace(RULE, options=Records()))
