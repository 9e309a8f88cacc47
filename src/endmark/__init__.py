"""endmark says whether an article is whole before it is published.

What this module names is the public API; the rest may change with any version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from endmark.version import __version__

if TYPE_CHECKING:
    from endmark.api import FixResult, Linter, Result
    from endmark.document.span import Position, Span
    from endmark.errors import InputError, Problem
    from endmark.violation import Edit, Fix, Region, RelatedRegion, Severity, Violation

__all__ = [
    "Edit",
    "Fix",
    "FixResult",
    "InputError",
    "Linter",
    "Position",
    "Problem",
    "Region",
    "RelatedRegion",
    "Result",
    "Severity",
    "Span",
    "Violation",
    "__version__",
    "check_text",
]

_HOMES = {
    "endmark.api": ("FixResult", "Linter", "Result"),
    "endmark.document.span": ("Position", "Span"),
    "endmark.errors": ("InputError", "Problem"),
    "endmark.violation": ("Edit", "Fix", "Region", "RelatedRegion", "Severity", "Violation"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for: `endmark --version` needs no parser."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def check_text(text: str, path: str = "article.md") -> tuple[Violation, ...]:
    """The findings of the shipped rules in one article, in the order of the text.

    `path` is a name for reports; what it ends with says whether the text is Markdown,
    and in which dialect, HTML or nothing but text. Suppressed findings are included, with their reason.
    Raises `endmark.errors.InputError` when the text holds a lone surrogate or is
    nothing that endmark reads, and RuntimeError when a check fails: an article is never called
    whole because a check did not run.
    """
    # Imported here, so that `endmark --version` needs no parser.
    from endmark.document.source import make_source
    from endmark.errors import InputError
    from endmark.linting.checking.engine import analyse
    from endmark.ruleset.builtin import load_builtin_rules
    from endmark.ruleset.reading import choose_reading, explain_unread
    from endmark.ruleset.rule_set import select_boundaries

    reading = choose_reading(path)
    if reading is None:
        raise InputError(explain_unread(path))
    rules = load_builtin_rules()
    known = frozenset(rule.id for rule in rules)
    enabled = tuple(rule for rule in rules if rule.enabled)
    result = analyse(make_source(text, path), enabled, known, select_boundaries(rules), reading=reading).result
    if result.problems:
        raise RuntimeError("; ".join(str(problem) for problem in result.problems))
    return result.violations
