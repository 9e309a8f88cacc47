"""What is found in an article and not listed, as its repair needs it."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from endmark.linting.checking.findings import FindingKind, Findings
from endmark.messages.catalogue import say_reason
from endmark.ruleset.rule import Rule
from endmark.violation import Fix, Match, Reason


class Rest:
    """Takes up the matches that are not listed, in `findings`; `withheld` says why a fix must not be applied."""

    def __init__(self, withheld: Callable[[Fix], Reason | None]) -> None:
        self.findings = Findings()
        self._withheld = withheld
        self._numbers: dict[tuple[str, bool, str, Reason | None, bool, bool, bool], int] = {}

    def add(self, match: Match, rule: Rule, suppressed: str | None = None) -> None:
        """Take up a match of a rule, with the reason why it is suppressed."""
        fix, reason = match.fix, match.no_fix_reason
        if fix is not None and (reason := self._withheld(fix)):
            fix = None
        about = fix.title if fix else reason
        number = self._number_kind(rule, fix, about.code if about else "", suppressed=suppressed is not None)
        self.findings.add_numbered(number, match.span, fix.edits if fix else ())

    def _number_kind(self, rule: Rule, fix: Fix | None, code: str, *, suppressed: bool) -> int:
        """The number of the kind of a match, which is made once for all that are alike."""
        of_fix = (fix.title, fix.safe, fix.waits, fix.rewords) if fix else (None, False, False, False)
        key = (rule.id, suppressed, code, *of_fix)
        number = self._numbers.get(key)
        if number is None:
            title = say_reason(fix.title, rule.reasons) if fix else ""
            repair = fix and replace(fix, edits=())
            kind = FindingKind(rule.id, not suppressed, suppressed, repair, title, code)
            number = self._numbers[key] = self.findings.number_kind(kind)
        return number
