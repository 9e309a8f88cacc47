"""Which findings are mended by choosing among tellings; nothing that reads articles is imported here."""

from __future__ import annotations

from endmark.violation import Reason, Violation

BESIDE_CUTS = frozenset({"marker.cut-before", "marker.cut-after"})
"""Why a marker shows an editor the place, and stays."""

REPETITION = "duplicate."
SEAM = "seam."
_UNSURE = frozenset({"duplicate.places-meant", "duplicate.wordings-meant"})


def is_of_assembly(found: Violation) -> bool:
    """Whether it stands and is about passages that stand twice, or sentences that a pass broke off."""
    return found.stands and is_of_assembly_by_code(_get_code(found))


def is_of_assembly_by_code(code: str) -> bool:
    """Whether a finding is, by the code of its fix or of the reason why there is none."""
    return code.startswith((REPETITION, SEAM))


def is_own_title(title: Reason) -> bool:
    """Whether a fix of that title is one that the assembly decides about."""
    return title.code.startswith((REPETITION, SEAM))


def may_be_mended(found: Violation) -> bool:
    """Whether a finding may be mended by reading the article as a whole, though it may have no fix of its own."""
    return is_of_assembly(found) or (found.stands and _get_code(found) in BESIDE_CUTS)


def is_sure(found: Violation) -> bool:
    """Whether it says that a passage stands twice by mistake."""
    return is_sure_by_code(_get_code(found))


def is_sure_by_code(code: str) -> bool:
    """The same by that code."""
    return code.startswith(REPETITION) and code not in _UNSURE


def _get_code(found: Violation) -> str:
    reason = found.fix.title if found.fix else found.no_fix
    return reason.code if reason else ""
