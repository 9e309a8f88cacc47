"""A rule as a page of Markdown, and the page that lists all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from endmark.checks.text.regex import Pattern
from endmark.reporters import rule_words
from endmark.reporters.option_value import to_plain
from endmark.reporters.width import sanitize
from endmark.ruleset.rule import Examples, Rule

_CODE_SPAN = re.compile(r"(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
_MARKUP_SIGNS = re.compile(r"[\\*_\[\]<]")
_BACKTICKS = re.compile(r"`{3,}")
_LONGEST_YAML_LINE = 100

_INDEX = """\
# The rules

Each rule has a page that says why it exists, what it finds and what it leaves
alone, with examples, and how to change it. The pages are printed from the rule
files; `endmark explain RULE` shows the same in a terminal, with your own
settings.

Figures under "How well it does" were taken on published articles that were
presumed whole, so nearly every finding counted there is a false alarm. `endmark
calibrate FOLDER` takes such figures on your own articles.

A rule that is `off` runs when your config gives it a severity.
"""


def render_page(rule: Rule) -> str:
    """Everything there is to say about a rule, as Markdown that ends with a newline.

    The options are those the rule has now, with what a config changed.
    """
    examples = rule.examples
    sections = [
        f"# {rule.id}\n\n{_to_prose(rule.summary)}",
        _format_facts(rule),
        _format_section("Why it matters", _to_prose(rule.why)),
        _format_section("What it finds", _format_legend(rule), *_list_found(rule)),
        _format_section("What it leaves alone", *map(_format_example, examples.good)),
        _format_section(
            "How well it does", _to_prose(rule_words.describe_measured(rule.measured)) if rule.measured else ""
        ),
        _format_section("Known limits", *_list_limits(rule)),
        _format_section("Options", *_list_options(rule)),
        _format_section("Change it", _format_change(rule)),
        _format_section("Keep one finding as it is", _format_suppression(rule)),
    ]
    text = "\n\n".join(section for section in sections if section)
    return "".join(f"{sanitize(line)}\n" for line in text.split("\n"))


def render_index(rules: Iterable[Rule]) -> str:
    """The page that lists the rules by name, each with a link to its own page in the same folder."""
    rows = [
        f"| [{rule.id}]({rule.id}.md) | {rule_words.describe_state(rule)} "
        f"| {_to_cell(rule.category)} | {_to_cell(rule.summary)} |"
        for rule in sorted(rules, key=lambda rule: rule.id)
    ]
    table = ["| rule | severity | category | what it finds |", "|---|---|---|---|", *map(sanitize, rows)]
    return "\n".join([_INDEX, *table]) + "\n"


def _format_section(title: str, *parts: str) -> str:
    body = "\n\n".join(part for part in parts if part)
    return f"## {title}\n\n{body}" if body else ""


def _format_facts(rule: Rule) -> str:
    on = "" if rule.enabled else " (off until a config turns it on)"
    return "\n".join(
        [
            f"- Severity: {rule.severity.label}{on}",
            f"- Category: {_to_prose(rule.category)}",
            f"- Where it looks: {rule_words.describe_kinds(rule.scope)}",
            f"- Languages: {_to_prose(rule_words.describe_languages(rule.scope))}",
            *(["- Compares: all articles of a run with each other"] if rule_words.compares_articles(rule) else []),
            f"- File: {_to_code(rule.path)}, with the check `{rule.check}`",
        ]
    )


def _format_legend(rule: Rule) -> str:
    if not rule.examples.bad:
        return ""
    shown = "".join(rule.examples.bad)
    words = "Found is what stands between `{==` and `==}`"
    if "{~~" in shown:
        words += ", or `{~~` and `~~}` with what a fix puts there after `~>`"
    along = " What stands between `{--` and `--}` goes along with it." if "{--" in shown else ""
    path = "" if rule.examples.path == Examples().path else f" The examples stand in {_to_code(rule.examples.path)}."
    files = " Each file begins under a line `-- PATH --`." if rule_words.compares_articles(rule) else ""
    return f"{words}.{along}{path}{files}"


def _list_found(rule: Rule) -> list[str]:
    """The examples of what is found, each under the pattern that finds it."""
    parts: list[str] = []
    under: set[str] = set()
    for language, patterns in rule_words.list_patterns(rule).items():
        for about in patterns:
            seen = f" Seen in {about.seen}." if about.seen.startswith("https://") else ""
            parts.append(f"### {about.id}\n\nWritten in {_to_code(language)}.{seen}")
            parts += [_format_example(example.value) for example in about.bad]
            under |= {example.value for example in about.bad}
    return [*(_format_example(text) for text in rule.examples.bad if text not in under), *parts]


def _list_limits(rule: Rule) -> list[str]:
    examples = rule.examples
    parts = []
    if examples.known_misses:
        parts += ["It misses what is marked here, for now:", *map(_format_example, examples.known_misses)]
    if examples.known_false_alarms:
        wrong = "It is wrong about these, for now: only what is marked, if anything, should be found."
        parts += [wrong, *map(_format_example, examples.known_false_alarms)]
    return parts


def _list_options(rule: Rule) -> list[str]:
    if not rule_words.list_options(rule):
        return []
    return [*map(_to_prose, rule_words.explain_options(rule)), _fence_text("yaml", _format_settings(rule))]


def _format_settings(rule: Rule) -> str:
    """The options as a config would set them."""
    lines = ["rules:", f"  {rule.id}:", "    options:"]
    for name, value in rule_words.list_options(rule):
        lines += [f"      {line}" for line in _to_yaml(name, value).splitlines()]
    return "\n".join(lines)


def _to_yaml(name: str, value: Any) -> str:
    import yaml

    # Patterns and other long items read best on lines of their own, short words side by side.
    long = isinstance(value, tuple) and any(isinstance(item, (Pattern, Struct)) for item in value)
    return yaml.safe_dump(
        {name: to_plain(value)},
        default_flow_style=None if isinstance(value, (tuple, frozenset, Mapping)) and not long else False,
        sort_keys=False,
        allow_unicode=True,
        width=float("inf") if long else _LONGEST_YAML_LINE,
    )


def _format_change(rule: Rule) -> str:
    level = "off" if rule.enabled else rule.severity.label
    setting = _fence_text("yaml", f"rules:\n  {rule.id}: {level}")
    what = "To turn it off" if rule.enabled else "To turn it on"
    other = "`error`, `warning` and `info` set its severity" if rule.enabled else "Any severity turns it on"
    return (
        f"{what}, write in `endmark.yaml`:\n\n{setting}\n\n"
        f"{other}; `severity`, `options`, `message`, `scope` and `languages` under the name of the rule change more."
        f"{_format_pattern_change(rule)}"
    )


def _format_pattern_change(rule: Rule) -> str:
    patterns = [about for of_language in rule_words.list_patterns(rule).values() for about in of_language]
    if not patterns:
        return ""
    setting = _fence_text("yaml", f"rules:\n  {rule.id}/{patterns[0].id}: off")
    own = _fence_text("yaml", rule_words.show_addition(rule))
    return f"\n\nA single pattern is turned off by its name:\n\n{setting}\n\nYour own is added in three lines:\n\n{own}"


def _format_suppression(rule: Rule) -> str:
    comment = f"<!-- endmark-disable-next-line {rule.id} -- why it is meant -->"
    field = f"---\nendmark: {{disable: [{rule.id}]}}\n---"
    return (
        f"Write a comment above it:\n\n{_fence_text('markdown', comment)}\n\n"
        f"Or leave the whole article alone, in its front matter:\n\n{_fence_text('yaml', field)}"
    )


def _format_example(text: str) -> str:
    return _fence_text("markdown", text.removesuffix("\n"))


def _fence_text(language: str, text: str) -> str:
    longest = max((len(ticks) for ticks in _BACKTICKS.findall(text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def _to_code(text: str) -> str:
    """Text as inline code, whatever backticks it holds."""
    return f"``{text}``" if "`" in text else f"`{text}`"


def _to_prose(text: str) -> str:
    """Plain text as Markdown on one line: signs that would be markup are escaped, except in inline code."""
    text = " ".join(text.split())
    parts, end = [], 0
    for code in _CODE_SPAN.finditer(text):
        parts += [_escape(text[end : code.start()]), code[0]]
        end = code.end()
    return "".join([*parts, _escape(text[end:])])


def _escape(text: str) -> str:
    return _MARKUP_SIGNS.sub(lambda sign: f"\\{sign[0]}", text)


def _to_cell(text: str) -> str:
    """The same in a cell of a table, where a bar parts the cells even in code."""
    return re.sub(r"(?<!\\)\|", r"\\|", _to_prose(text))
