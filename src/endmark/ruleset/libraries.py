"""Rules that need a library which is not installed with endmark itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from endmark.checks import find_missing_library
from endmark.errors import Problem
from endmark.phrase import phrase
from endmark.ruleset.rule import Rule

if TYPE_CHECKING:
    from endmark.ruleset.settings import Settings
    from endmark.ruleset.trace import TracedRule


def find_library_problems(settings: Settings) -> tuple[Problem, ...]:
    """A problem for each place that turns on a rule whose library is missing."""
    overridden = {name for override in settings.overrides for name in override.changes}
    concerned = {
        rule.id: missing
        for rule in settings.rules
        if (rule.enabled or rule.id in overridden) and (missing := find_missing_library(rule.check))
    }
    if not concerned:
        return ()
    from endmark.ruleset.trace import trace_rules

    cases = [
        (),
        *((index,) for index, override in enumerate(settings.overrides) if concerned.keys() & override.changes),
    ]
    traced = (one for case in cases for one in trace_rules(settings, case))
    return tuple(
        dict.fromkeys(
            _make_problem(one, *concerned[one.rule.id])
            for one in traced
            if one.rule.id in concerned and one.rule.enabled
        )
    )


def select_runnable(rules: Sequence[Rule]) -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    """The rules whose libraries are installed, and a notice for each of the others."""
    ready, notices = [], []
    for rule in rules:
        if missing := find_missing_library(rule.check):
            library, extra = missing
            notices.append(
                phrase(
                    "{rule} is left out: it needs {library}, `pip install 'endmark[{extra}]'`.",
                    rule=rule.id,
                    library=library,
                    extra=extra,
                )
            )
        else:
            ready.append(rule)
    return tuple(ready), tuple(notices)


def _make_problem(traced: TracedRule, library: str, extra: str) -> Problem:
    message = phrase("the rule {name} needs {library}, which is not installed.", name=traced.rule.id, library=library)
    hint = phrase("Install it with `pip install 'endmark[{extra}]'`, or turn the rule off.", extra=extra)
    if traced.origin.option:
        return Problem(phrase("{option}: {message}", option=traced.origin.option, message=message), hint=hint)
    if traced.origin.place:
        return traced.origin.place.make_problem(message, hint)
    return Problem(message, traced.rule.path, hint=hint)
