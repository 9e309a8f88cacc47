"""Suppression comments that say nothing endmark understands.

Whether a comment suppressed anything is known only when all rules have run;
the engine adds that.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from endmark.checks import CheckKind, Need, Scope
from endmark.document.directives import iter_directives
from endmark.document.model import Document
from endmark.violation import Match, make_reason

KIND: CheckKind = "directive"
NEEDS: frozenset[Need] = frozenset({"comment to endmark"})
VALUES = frozenset({"problem"})


class Options(Struct, frozen=True):
    """With `require_reason`, every suppression must say why after `--`."""

    require_reason: bool = False


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:  # noqa: ARG001
    """Yield the comments with an unknown action, an `enable` without a `disable`, or no reason where one is due."""
    disabled = 0
    for directive in iter_directives(document):
        if directive.action is None:
            problem = make_reason("suppression.unknown-action", word=directive.word)
            yield Match(directive.span, {"problem": problem})
        elif directive.action == "enable":
            if not disabled:
                yield Match(directive.span, {"problem": make_reason("suppression.nothing-disabled")})
            disabled -= bool(disabled)
        else:
            disabled += directive.action == "disable"
            if options.require_reason and not directive.reason:
                yield Match(directive.span, {"problem": make_reason("suppression.no-reason")})
