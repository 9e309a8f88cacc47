"""The message of a rule: text with placeholders that a check fills."""

from __future__ import annotations

from string import Formatter

from endmark.errors import Problem, suggest
from endmark.ruleset.nodes import Placed


def find_message_problems(message: Placed[str], values: frozenset[str]) -> list[Problem]:
    """What is wrong with a message whose check gives these values; nothing when it can be filled."""
    try:
        parts = list(Formatter().parse(message.value))
    except ValueError as error:
        reason = f"this message cannot be filled: {str(error)[:1].lower()}{str(error)[1:]}."
        return [message.place.make_problem(reason, "A brace that is meant as text is written twice: `{{` or `}}`.")]
    allowed = f"Allowed are: {', '.join(f'{{{name}}}' for name in sorted(values))}." if values else "None is allowed."
    problems = []
    for _, name, form, conversion in parts:
        if name is None or (name in values and not form and not conversion):
            continue
        written = name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
        plain = name.split("!")[0].split(".")[0].split("[")[0]
        if plain in values:
            hint = f"Write just {{{plain}}}."
        else:
            near = suggest(name, values)
            hint = f"{near} {allowed}" if near else allowed
        problems.append(message.place.make_problem(f"unknown placeholder {f'{{{written}}}'!r}.", hint))
    return problems
