"""A rule as a page of Markdown, and the page that lists all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import is_dataclass
from typing import Any

from endmark.checks.text.regex import Pattern
from endmark.reporters import rule_words
from endmark.reporters.option_value import plain
from endmark.reporters.width import harmless
from endmark.ruleset.rule import Examples, Rule

_CODE = re.compile(r"(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
_MARKUP = re.compile(r"[\\*_\[\]<]")
_FENCE = re.compile(r"`{3,}")
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


def page(rule: Rule) -> str:
    """Everything there is to say about a rule, as Markdown that ends with a newline.

    The options are those the rule has now, with what a config changed.
    """
    examples = rule.examples
    sections = [
        f"# {rule.id}\n\n{_prose(rule.summary)}",
        _facts(rule),
        _section("Why it matters", _prose(rule.why)),
        _section("What it finds", _legend(rule), *map(_example, examples.bad)),
        _section("What it leaves alone", *map(_example, examples.good)),
        _section("Options", *_options(rule)),
        _section("How well it does", _prose(rule_words.measured(rule.measured)) if rule.measured else ""),
        _section("Known limits", *_limits(rule)),
        _section("Change it", _change(rule)),
        _section("Keep one finding as it is", _suppress(rule)),
    ]
    text = "\n\n".join(section for section in sections if section)
    return "".join(f"{harmless(line)}\n" for line in text.split("\n"))


def index(rules: Iterable[Rule]) -> str:
    """The page that lists the rules by name, each with a link to its own page in the same folder."""
    rows = [
        f"| [{rule.id}]({rule.id}.md) | {rule_words.state(rule)} | {_cell(rule.category)} | {_cell(rule.summary)} |"
        for rule in sorted(rules, key=lambda rule: rule.id)
    ]
    table = ["| rule | severity | category | what it finds |", "|---|---|---|---|", *map(harmless, rows)]
    return "\n".join([_INDEX, *table]) + "\n"


def _section(title: str, *parts: str) -> str:
    body = "\n\n".join(part for part in parts if part)
    return f"## {title}\n\n{body}" if body else ""


def _facts(rule: Rule) -> str:
    on = "" if rule.enabled else " (off until a config turns it on)"
    return "\n".join(
        [
            f"- Severity: {rule.severity.label}{on}",
            f"- Category: {_prose(rule.category)}",
            f"- Where it looks: {rule_words.kinds(rule.scope)}",
            f"- Languages: {_prose(rule_words.languages(rule.scope))}",
            f"- File: {_verbatim(rule.path)}, with the check `{rule.check}`",
        ]
    )


def _legend(rule: Rule) -> str:
    if not rule.examples.bad:
        return ""
    shown = "".join(rule.examples.bad)
    words = "Found is what stands between `{==` and `==}`"
    if "{~~" in shown:
        words += ", or `{~~` and `~~}` with what a fix puts there after `~>`"
    along = " What stands between `{--` and `--}` goes along with it." if "{--" in shown else ""
    path = "" if rule.examples.path == Examples().path else f" The examples stand in {_verbatim(rule.examples.path)}."
    return f"{words}.{along}{path}"


def _limits(rule: Rule) -> list[str]:
    examples = rule.examples
    parts = []
    if examples.known_misses:
        parts += ["It misses what is marked here, for now:", *map(_example, examples.known_misses)]
    if examples.known_false_alarms:
        wrong = "It is wrong about these, for now: only what is marked, if anything, should be found."
        parts += [wrong, *map(_example, examples.known_false_alarms)]
    return parts


def _options(rule: Rule) -> list[str]:
    if not rule_words.options(rule):
        return []
    return [*map(_prose, rule_words.meaning_of_options(rule)), _fenced("yaml", _settings(rule))]


def _settings(rule: Rule) -> str:
    """The options as a config would set them."""
    lines = ["rules:", f"  {rule.id}:", "    options:"]
    for name, value in rule_words.options(rule):
        lines += [f"      {line}" for line in _yaml(name, value).splitlines()]
    return "\n".join(lines)


def _yaml(name: str, value: Any) -> str:
    import yaml

    # Patterns and other long items read best on lines of their own, short words side by side.
    long = isinstance(value, tuple) and any(isinstance(item, Pattern) or is_dataclass(item) for item in value)
    return yaml.safe_dump(
        {name: plain(value)},
        default_flow_style=None if isinstance(value, (tuple, frozenset, Mapping)) and not long else False,
        sort_keys=False,
        allow_unicode=True,
        width=float("inf") if long else _LONGEST_YAML_LINE,
    )


def _change(rule: Rule) -> str:
    level = "off" if rule.enabled else rule.severity.label
    setting = _fenced("yaml", f"rules:\n  {rule.id}: {level}")
    what = "To turn it off" if rule.enabled else "To turn it on"
    other = "`error`, `warning` and `info` set its severity" if rule.enabled else "Any severity turns it on"
    return (
        f"{what}, write in `endmark.yaml`:\n\n{setting}\n\n"
        f"{other}; `severity`, `options`, `message`, `scope` and `languages` under the name of the rule change more."
    )


def _suppress(rule: Rule) -> str:
    comment = f"<!-- endmark-disable-next-line {rule.id} -- why it is meant -->"
    field = f"---\nendmark: {{disable: [{rule.id}]}}\n---"
    return (
        f"Write a comment above it:\n\n{_fenced('markdown', comment)}\n\n"
        f"Or leave the whole article alone, in its front matter:\n\n{_fenced('yaml', field)}"
    )


def _example(text: str) -> str:
    return _fenced("markdown", text.removesuffix("\n"))


def _fenced(language: str, text: str) -> str:
    longest = max((len(ticks) for ticks in _FENCE.findall(text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def _verbatim(text: str) -> str:
    """Text as inline code, whatever backticks it holds."""
    return f"``{text}``" if "`" in text else f"`{text}`"


def _prose(text: str) -> str:
    """Plain text as Markdown on one line: signs that would be markup are escaped, except in inline code."""
    text = " ".join(text.split())
    parts, end = [], 0
    for code in _CODE.finditer(text):
        parts += [_escaped(text[end : code.start()]), code[0]]
        end = code.end()
    return "".join([*parts, _escaped(text[end:])])


def _escaped(text: str) -> str:
    return _MARKUP.sub(lambda sign: f"\\{sign[0]}", text)


def _cell(text: str) -> str:
    """The same in a cell of a table, where a bar parts the cells even in code."""
    return re.sub(r"(?<!\\)\|", r"\\|", _prose(text))
