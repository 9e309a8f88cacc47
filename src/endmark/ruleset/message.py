"""The message of a rule and its words for reasons: text with placeholders that a check fills."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from string import Formatter

from endmark import checks
from endmark.errors import Problem, suggest
from endmark.messages.catalogue import list_names
from endmark.messages.en import SENTENCES
from endmark.phrase import Phrase, join_phrases, phrase, quote
from endmark.ruleset.nodes import Placed

_THOUSANDS = ","
"""The one format that the words for a reason may ask for: 1,000."""


def find_message_problems(message: Placed[str], values: frozenset[str]) -> list[Problem]:
    """What is wrong with a message whose check gives these values; nothing when it can be filled."""
    return _find_problems(message, values, formats=frozenset({""}))


def find_reason_problems(reasons: Mapping[Placed[str], Placed[str]], check: str) -> Iterator[Problem]:
    """What is wrong with a rule's own words for reasons: a code that its check does not give, or a placeholder."""
    known = {code: values for code, values in _list_codes().items() if _may_give(check, code)} if reasons else {}
    for code, words in reasons.items():
        if code.value in known:
            yield from _find_problems(words, known[code.value], formats=frozenset({"", _THOUSANDS}))
        else:
            hint = suggest(code.value, known) or phrase(
                "`endmark check --format json` shows the codes, under `reasons`."
            )
            yield code.place.make_problem(
                phrase("the check {check!r} gives no reason {name!r}.", check=check, name=code.value), hint
            )


def _may_give(check: str, code: str) -> bool:
    """Whether a code is the check's own or one that several share."""
    owner = code.partition(".")[0]
    return owner == check or owner not in checks.CHECKS


@cache
def _list_codes() -> Mapping[str, frozenset[str]]:
    """All that may be said in other words, each with the placeholders that it may have."""
    values: dict[str, frozenset[str]] = {}
    for name, sentence in SENTENCES.items():
        code, _, number = name.rpartition(".")
        plain = code if number in ("one", "other") else name
        used = frozenset(part[1] for part in Formatter().parse(sentence) if part[1])
        values[plain] = values.get(plain, frozenset()) | used
    return {name: used for code, used in values.items() for name in list_names(code)}


def _find_problems(message: Placed[str], values: frozenset[str], formats: frozenset[str]) -> list[Problem]:
    try:
        parts = list(Formatter().parse(message.value))
    except ValueError as error:
        why = quote(f"{str(error)[:1].lower()}{str(error)[1:]}")
        reason = phrase("this message cannot be filled: {why}.", why=why)
        return [
            message.place.make_problem(reason, phrase("A brace that is meant as text is written twice: `{{` or `}}`."))
        ]
    names = ", ".join(f"{{{name}}}" for name in sorted(values))
    allowed = phrase("Allowed are: {names}.", names=names) if values else phrase("None is allowed.")
    problems = []
    hint: Phrase | None
    for _, name, form, conversion in parts:
        if name is None or (name in values and form in formats and not conversion):
            continue
        written = name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
        plain = name.split("!")[0].split(".")[0].split("[")[0]
        if plain in values:
            hint = phrase("Write just {{{plain}}}.", plain=plain)
        else:
            hint = join_phrases(suggest(name, values), allowed)
        problems.append(
            message.place.make_problem(phrase("unknown placeholder {value!r}.", value=f"{{{written}}}"), hint)
        )
    return problems
