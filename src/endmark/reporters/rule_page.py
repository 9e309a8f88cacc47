"""A rule as a page of Markdown, and the page that lists all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from endmark.checks.text.regex import Pattern
from endmark.messages.catalogue import say, translate
from endmark.phrase import Phrase, join_phrases, phrase
from endmark.reporters import rule_words
from endmark.reporters.option_value import to_plain
from endmark.reporters.width import sanitize
from endmark.ruleset.rule import Examples, Rule

_CODE_SPAN = re.compile(r"(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
_MARKUP_SIGNS = re.compile(r"[\\*_\[\]<]")
_BACKTICKS = re.compile(r"`{3,}")
_LONGEST_YAML_LINE = 100

_INDEX = phrase(
    "# The rules\n\n"
    "Each rule has a page that says why it exists, what it finds and what it leaves\n"
    "alone, with examples, and how to change it. The pages are printed from the rule\n"
    "files; `endmark explain RULE` shows the same in a terminal, with your own\n"
    "settings.\n\n"
    'Figures under "How well it does" were taken on published articles that were\n'
    "presumed whole, so nearly every finding counted there is a false alarm. `endmark\n"
    "calibrate FOLDER` takes such figures on your own articles.\n\n"
    "A rule that is `off` runs when your config gives it a severity.\n"
)


def render_page(rule: Rule) -> str:
    """Everything there is to say about a rule, as Markdown that ends with a newline.

    The options are those the rule has now, with what a config changed.
    """
    examples = rule.examples
    sections = [
        f"# {rule.id}\n\n{_to_prose(translate(rule.summary))}",
        _format_facts(rule),
        _format_section(phrase("Why it matters"), _to_prose(translate(rule.why))),
        _format_section(phrase("What it finds"), _format_legend(rule), *_list_found(rule)),
        _format_section(phrase("What it leaves alone"), *map(_format_example, examples.good)),
        _format_section(
            phrase("How well it does"), _to_prose(rule_words.describe_measured(rule.measured)) if rule.measured else ""
        ),
        _format_section(phrase("Known limits"), *_list_limits(rule)),
        _format_section(phrase("Options"), *_list_options(rule)),
        _format_section(phrase("Change it"), _format_change(rule)),
        _format_section(phrase("Keep one finding as it is"), _format_suppression(rule)),
    ]
    text = "\n\n".join(section for section in sections if section)
    return "".join(f"{sanitize(line)}\n" for line in text.split("\n"))


def render_index(rules: Iterable[Rule]) -> str:
    """The page that lists the rules by name, each with a link to its own page in the same folder."""
    rows = [
        f"| [{rule.id}]({rule.id}.md) | {rule_words.describe_state(rule)} "
        f"| {_to_cell(rule.category)} | {_to_cell(translate(rule.summary))} |"
        for rule in sorted(rules, key=lambda rule: rule.id)
    ]
    head = say(phrase("| rule | severity | category | what it finds |"))
    return "\n".join([say(_INDEX), head, "|---|---|---|---|", *map(sanitize, rows)]) + "\n"


def _format_section(title: Phrase, *parts: str) -> str:
    body = "\n\n".join(part for part in parts if part)
    return f"## {say(title)}\n\n{body}" if body else ""


def _format_facts(rule: Rule) -> str:
    off = phrase("{severity} (off until a config turns it on)", severity=rule.severity.label)
    check = phrase("{file}, with the check `{check}`", file=_to_code(rule.path), check=rule.check)
    facts = [
        phrase("Severity: {severity}", severity=rule.severity.label if rule.enabled else off),
        phrase("Category: {category}", category=_to_prose(rule.category)),
        phrase("Where it looks: {kinds}", kinds=rule_words.describe_kinds(rule.scope)),
        phrase("Languages: {languages}", languages=rule_words.describe_languages(rule.scope)),
        *([phrase("Compares: all articles of a run with each other")] if rule_words.compares_articles(rule) else []),
        phrase("File: {file}", file=check),
    ]
    return "\n".join(f"- {say(fact)}" for fact in facts)


def _format_legend(rule: Rule) -> str:
    if not rule.examples.bad:
        return ""
    shown = "".join(rule.examples.bad)
    found = {"opening": "`{==`", "closing": "`==}`"}
    words = [
        phrase(
            "Found is what stands between {opening} and {closing}, or {start} and {end} with what a fix puts there "
            "after {sign}.",
            **found,
            start="`{~~`",
            end="`~~}`",
            sign="`~>`",
        )
        if "{~~" in shown
        else phrase("Found is what stands between {opening} and {closing}.", **found)
    ]
    if "{--" in shown:
        words.append(
            phrase("What stands between {opening} and {closing} goes along with it.", opening="`{--`", closing="`--}`")
        )
    if rule.examples.path != Examples().path:
        words.append(phrase("The examples stand in {path}.", path=_to_code(rule.examples.path)))
    if rule_words.compares_articles(rule):
        words.append(phrase("Each file begins under a line `-- PATH --`."))
    return say(join_phrases(*words) or "")


def _list_found(rule: Rule) -> list[str]:
    """The examples of what is found, each under the pattern that finds it."""
    parts: list[str] = []
    under: set[str] = set()
    for language, patterns in rule_words.list_patterns(rule).items():
        for about in patterns:
            seen = phrase("Seen in {place}.", place=about.seen) if about.seen.startswith("https://") else None
            written = join_phrases(phrase("Written in {language}.", language=_to_code(language)), seen)
            parts.append(f"### {about.id}\n\n{say(written or '')}")
            parts += [_format_example(example.value) for example in about.bad]
            under |= {example.value for example in about.bad}
    return [*(_format_example(text) for text in rule.examples.bad if text not in under), *parts]


def _list_limits(rule: Rule) -> list[str]:
    examples = rule.examples
    parts = []
    if examples.known_misses:
        parts += [say(phrase("It misses what is marked here, for now:")), *map(_format_example, examples.known_misses)]
    if examples.known_false_alarms:
        wrong = phrase("It is wrong about these, for now: only what is marked, if anything, should be found.")
        parts += [say(wrong), *map(_format_example, examples.known_false_alarms)]
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
    what = (
        phrase("To turn it off, write in `endmark.yaml`:")
        if rule.enabled
        else phrase("To turn it on, write in `endmark.yaml`:")
    )
    other = (
        phrase("`error`, `warning` and `info` set its severity") if rule.enabled else phrase("Any severity turns it on")
    )
    more = phrase(
        "{other}; `severity`, `options`, `message`, `scope` and `languages` under the name of the rule change more.",
        other=other,
    )
    return f"{say(what)}\n\n{setting}\n\n{say(more)}{_format_pattern_change(rule)}"


def _format_pattern_change(rule: Rule) -> str:
    patterns = [about for of_language in rule_words.list_patterns(rule).values() for about in of_language]
    if not patterns:
        return ""
    setting = _fence_text("yaml", f"rules:\n  {rule.id}/{patterns[0].id}: off")
    own = _fence_text("yaml", rule_words.show_addition(rule))
    off, add = phrase("A single pattern is turned off by its name:"), phrase("Your own is added in three lines:")
    return f"\n\n{say(off)}\n\n{setting}\n\n{say(add)}\n\n{own}"


def _format_suppression(rule: Rule) -> str:
    comment = f"<!-- endmark-disable-next-line {rule.id} -- {say(phrase('why it is meant'))} -->"
    field = f"---\nendmark: {{disable: [{rule.id}]}}\n---"
    return "\n\n".join(
        [
            say(phrase("Write a comment above it:")),
            _fence_text("markdown", comment),
            say(phrase("Or leave the whole article alone, in its front matter:")),
            _fence_text("yaml", field),
        ]
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
