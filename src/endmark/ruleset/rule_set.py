"""Rules that run together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, TypeAlias

from endmark import checks
from endmark.checks.text.regex import PatternQuery
from endmark.ruleset.rule import Rule

Prefilter: TypeAlias = Callable[[Any], PatternQuery]
"""The hook of a check that says without which patterns it finds nothing."""


class RuleSet(tuple[Rule, ...]):  # noqa: SLOT001 - it keeps what it found out
    """The rules that run on some articles: what each article asks of them all is found out once."""

    @cached_property
    def by_id(self) -> Mapping[str, Rule]:
        """Each of them under its id."""
        return {rule.id: rule for rule in self}

    @cached_property
    def ids(self) -> frozenset[str]:
        """The id of each."""
        return frozenset(self.by_id)

    @cached_property
    def comparing(self) -> frozenset[str]:
        """The ids of those that compare documents."""
        return frozenset(rule.id for rule in self if checks.is_of_corpus(checks.load(rule.check)))

    @cached_property
    def searching(self) -> tuple[tuple[Rule, Prefilter], ...]:
        """Those that only look for patterns, each with the hook of its check that names them."""
        return tuple((rule, hook) for rule in self if (hook := checks.get_prefilter(checks.load(rule.check))))

    @cached_property
    def unsettled(self) -> frozenset[str]:
        """The ids of those whose findings say that the text itself is to be mended."""
        return self._select_ids(checks.UNSETTLED)

    @cached_property
    def bared(self) -> frozenset[str]:
        """The ids of those whose findings a repair may bare but not make."""
        return self._select_ids(checks.BARED)

    @cached_property
    def cuts(self) -> frozenset[str]:
        """The ids of those that look for what is missing, in the text or in its front matter."""
        return self._select_ids(frozenset({"cut", "metadata"}))

    @cached_property
    def measures(self) -> frozenset[str]:
        """The ids of those that measure an article as a whole."""
        return self._select_ids(frozenset({"measure"}))

    @cached_property
    def about_directives(self) -> tuple[Rule, ...]:
        """Those that tell which comments to endmark are wrong."""
        return tuple(rule for rule in self if checks.load(rule.check).KIND == "directive")

    def _select_ids(self, kinds: frozenset[checks.CheckKind]) -> frozenset[str]:
        return frozenset(rule.id for rule in self if checks.load(rule.check).KIND in kinds)
