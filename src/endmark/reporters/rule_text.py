"""The page of one rule as text, which `endmark explain` prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from endmark.checks.text.regex import Pattern
from endmark.messages.catalogue import say, translate
from endmark.phrase import Phrase, join_choices, phrase, quote
from endmark.reporters import rule_words
from endmark.reporters.option_value import to_plain
from endmark.reporters.width import measure_width, sanitize, to_cells, wrap_text

if TYPE_CHECKING:
    from endmark.ruleset.criticmarkup import Example
    from endmark.ruleset.rule import Rule

_WIDTH = 80
_INDENT = "  "
_MOST_BAD, _MOST_GOOD, _FEW = 24, 24, 4
"""Examples that a reader is shown at once, and so few that more of one language are better."""


def render_page(rule: Rule) -> str:
    """Everything a rule file says, for a reader."""
    sections = [
        "\n".join([f"{rule.id} ({rule_words.describe_state(rule)})", *wrap_text(translate(rule.summary), _WIDTH)]),
        _format_section(phrase("Why it matters"), _wrap(translate(rule.why))),
        _format_section(phrase("It finds"), _format_found(rule)),
        _format_section(phrase("It leaves alone"), _format_examples(rule.examples.good[:_MOST_GOOD])),
        _format_section(
            phrase("How well it does"), _wrap(rule_words.describe_measured(rule.measured)) if rule.measured else []
        ),
        _format_section(phrase("Known limits"), _format_limits(rule)),
        _format_section(
            phrase("Where it looks"),
            _wrap(rule_words.describe_scope(rule.scope))
            + (
                _wrap(say(phrase("All articles of a run are compared with each other.")))
                if rule_words.compares_articles(rule)
                else []
            ),
        ),
        _format_section(phrase("Its patterns"), _format_patterns(rule)),
        _format_section(phrase("Options"), _format_options(rule)),
        _format_section(
            phrase("To leave one finding as it is, write above it"),
            [f"<!-- endmark-disable-next-line {rule.id} -- why -->"],
        ),
        _format_section(phrase("To turn it off, write in endmark.yaml"), ["rules:", f"  {rule.id}: off"]),
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


def _format_section(title: Phrase, lines: list[str]) -> str:
    body = "\n".join(f"{_INDENT}{line}".rstrip() for line in lines)
    return f"{say(phrase('{title}:', title=title))}\n{body}" if lines else ""


def _format_found(rule: Rule) -> list[str]:
    """The examples of what is found; of patterns in many languages a first one of each."""
    languages = rule_words.list_patterns(rule)
    if len(rule.examples.bad) <= _MOST_BAD:
        return _format_examples(rule.examples.bad)
    firsts = tuple(dict.fromkeys(patterns[0].bad[0].value for patterns in languages.values()))
    shown = firsts if len(firsts) >= _FEW else rule.examples.bad[:_MOST_BAD]
    command = f"endmark explain {rule.id} --format markdown"
    more = phrase("All {count} examples: {command}", count=len(rule.examples.bad), command=command)
    return [*_format_examples(shown), "", say(more)]


def _format_patterns(rule: Rule) -> list[str]:
    """The names of the patterns, by language, and how one is switched off."""
    languages = rule_words.list_patterns(rule)
    lines = []
    for language, patterns in languages.items():
        first, *rest = wrap_text(f"{language}: {', '.join(about.id for about in patterns)}", _WIDTH - 2 * len(_INDENT))
        lines += [first, *(f"{_INDENT}{line}" for line in rest)]
    if not lines:
        return []
    example = next(iter(languages.values()))[0].id
    return [
        *lines,
        "",
        *_wrap(
            say(
                phrase(
                    "To switch one off, write in endmark.yaml, under rules: `{pattern}: off`",
                    pattern=f"{rule.id}/{example}",
                )
            )
        ),
        "",
        say(phrase("To add your own, write there:")),
        *(f"{_INDENT}{line}" for line in rule_words.show_addition(rule).split("\n")),
    ]


def _format_options(rule: Rule) -> list[str]:
    values = rule_words.list_options(rule)
    if not values:
        return []
    lines = [line for name, value in values for line in _format_setting(name, value)]
    return [*lines, *(line for text in rule_words.explain_options(rule) for line in ("", *_wrap(text)))]


def _format_limits(rule: Rule) -> list[str]:
    misses = _format_examples(rule.examples.known_misses)
    alarms = _format_examples(rule.examples.known_false_alarms, instead=True)
    lines = [say(phrase("It misses, for now:")), "", *misses] if misses else []
    if alarms:
        lines += [*([""] if lines else []), say(phrase("It is wrong about, for now:")), "", *alarms]
    return lines


def _wrap(text: str) -> list[str]:
    return wrap_text(text, _WIDTH - len(_INDENT))


def _format_setting(name: str, value: object) -> list[str]:
    """`name: value`, with one line for each item of what holds several."""
    if isinstance(value, Mapping):
        items = [line for key, item in value.items() for line in _format_setting(_format_value(key), item)]
    elif isinstance(value, frozenset):
        items = sorted(map(_format_value, value))
    elif isinstance(value, tuple) and any(isinstance(item, (Pattern, Struct)) for item in value):
        items = [f"- {_format_value(item)}" for item in value]
    else:
        first, *rest = wrap_text(f"{name}: {_format_value(value)}", _WIDTH - 3 * len(_INDENT))
        return [first, *(f"{_INDENT}{line}" for line in rest)]
    return [f"{name}:", *(f"{_INDENT}{item}" for item in items)] if items else [f"{name}: {say(phrase('none'))}"]


def _format_value(value: Any) -> str:
    """A value as an editor would write it."""
    if isinstance(value, bool):
        return say(phrase("yes")) if value else say(phrase("no"))
    if value is None or value == ():
        return say(phrase("none"))
    if isinstance(value, tuple):
        return ", ".join(map(_format_value, value))
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Struct) and not isinstance(value, Pattern):
        return ", ".join(f"{name}: {_format_value(part)}" for name, part in to_plain(value).items())
    if isinstance(value, list):
        return say(join_choices(quote(_format_value(one)) for one in value))
    # A pattern is shown as it is written.
    return sanitize(str(getattr(value, "source", value)))


def _format_examples(texts: tuple[str, ...], *, instead: bool = False) -> list[str]:
    """Examples with a blank line between them; what is marked in them is underlined."""
    from endmark.ruleset.criticmarkup import parse_example

    lines: list[str] = []
    for text in texts:
        example = parse_example(text)
        lines += ["", *_underline_marks(example)] if lines else list(_underline_marks(example))
        if any(mark.replacement is not None for mark in example.marks):
            lines += ["", say(phrase("With the fix:")), *(f"{_INDENT}| {line}" for line in _split_lines(example.fixed))]
        elif instead and not example.marks:
            lines += ["", say(phrase("Nothing should be found here."))]
    return lines


def _split_lines(text: str) -> list[str]:
    return ["".join(to_cells(line)) for line in text.removesuffix("\n").split("\n")]


def _underline_marks(example: Example) -> Iterator[str]:
    """The lines of an example, each marked stretch underlined below its line."""
    offset = 0
    for line in example.plain.removesuffix("\n").split("\n"):
        shown = to_cells(line)
        yield f"| {''.join(shown)}"
        under = ""
        for span in example.spans:
            start, end = max(span.start - offset, 0), min(span.end - offset, len(line))
            if start < end:
                under += " " * (measure_width("".join(shown[:start])) - len(under))
                under += "^" * max(1, measure_width("".join(shown[start:end])))
        if under:
            yield f"| {under}"
        offset += len(line) + 1
