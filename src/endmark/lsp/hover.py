"""Why a rule speaks, for whoever points at a finding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from endmark.messages.catalogue import say, translate
from endmark.phrase import phrase

if TYPE_CHECKING:
    from endmark.api import Result
    from endmark.violation import Violation


def describe(found: Sequence[Violation], result: Result) -> str:
    """The reasons of the rules that found something, in Markdown; each rule once."""
    rules = {rule.id: rule for rule in result.report.rules}
    chosen = [rules[rule] for rule in dict.fromkeys(violation.rule for violation in found) if rule in rules]
    return "\n\n---\n\n".join(
        f"**{rule.id}**: {translate(rule.summary)}\n\n{translate(rule.why)}\n\n{_name_command(rule.id)}"
        for rule in chosen
    )


def _name_command(rule: str) -> str:
    return say(phrase("`endmark explain {rule}` says more.", rule=rule))
