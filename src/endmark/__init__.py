"""endmark says whether an article is whole before it is published.

`check_text` is the public API; the command line offers the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from endmark.violation import Violation

__all__ = ["__version__", "check_text"]

__version__ = "0.1.0"


def check_text(text: str, path: str = "article.md") -> tuple[Violation, ...]:
    """The findings of the shipped rules in one article, in the order of the text.

    `path` is only a name for reports. Suppressed findings are included, with
    their reason. Raises `endmark.errors.InputError` when the text holds a lone
    surrogate, and RuntimeError when a check fails: an article is never called
    whole because a check did not run.
    """
    # Imported here, so that `endmark --version` needs no parser.
    from endmark.document.source import from_text
    from endmark.linting.engine import check_source
    from endmark.linting.run import boundaries
    from endmark.ruleset.builtin import builtin_rules

    rules = builtin_rules()
    known = frozenset(rule.id for rule in rules)
    enabled = tuple(rule for rule in rules if rule.enabled)
    result = check_source(from_text(text, path), enabled, known, boundaries(rules))
    if result.problems:
        raise RuntimeError("; ".join(str(problem) for problem in result.problems))
    return result.violations
