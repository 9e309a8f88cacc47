"""Rules that run together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from endmark import checks
from endmark.checks.text.regex import PatternQuery
from endmark.ruleset.rule import Rule

if TYPE_CHECKING:
    from endmark.checks.patterns.prefilter import JointSearch

Prefilter: TypeAlias = Callable[[Any], PatternQuery]
"""The hook of a check that says without which patterns it finds nothing."""


class KeptSearch(Struct, frozen=True):
    """A search that is made: for the patterns of these rules, in this order; `parting` are those that part articles.

    `traits` are those of the checks, by their names.
    """

    rules: tuple[str, ...]
    joint: JointSearch
    parting: frozenset[str]
    traits: Mapping[str, checks.Traits]


class RuleSet(tuple[Rule, ...]):  # noqa: SLOT001 - it keeps what it found out
    """The rules that run on some articles: what each article asks of them all is found out once.

    `kept` is their search for patterns, where somebody has made it before; with that no pattern of theirs is read.
    With `traits` of their checks, none of these is imported to ask it.
    """

    kept: KeptSearch | None = None
    traits: Mapping[str, checks.Traits] = MappingProxyType({})

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
        return frozenset(rule.id for rule in self if self.get_traits(rule).compares)

    def get_traits(self, rule: Rule) -> checks.Traits:
        """Those of the check of a rule that is one of them, or another one."""
        return self.traits.get(rule.check) or checks.find_traits(rule.check)

    @cached_property
    def _searching(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self if self.get_traits(rule).searches)

    def list_searching(self, boundaries: Sequence[Rule]) -> list[Rule]:
        """Those of them, and of the rules that part articles, that only look for patterns; those that part come first.

        `iter_hooks` gives what names their patterns.
        """
        parting = {rule.id: self.by_id.get(rule.id, rule) for rule in boundaries}
        first = [rule for rule in parting.values() if self.get_traits(rule).searches]
        return [*first, *(rule for rule in self._searching if rule.id not in parting)]

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
        return tuple(rule for rule in self if self.get_traits(rule).kind == "directive")

    def _select_ids(self, kinds: frozenset[checks.CheckKind]) -> frozenset[str]:
        return frozenset(rule.id for rule in self if self.get_traits(rule).kind in kinds)


def iter_hooks(searching: Iterable[Rule]) -> Iterator[tuple[Prefilter, Any]]:
    """What names the patterns of each of these rules, with its options."""
    for rule in searching:
        if hook := checks.get_prefilter(checks.load(rule.check)):
            yield hook, rule.options


def select_boundaries(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules whose matches part an article into passes; they do so even when they are off."""
    return tuple(rule for rule in rules if checks.is_boundary(checks.load(rule.check), rule.options))


def make_search(rules: Iterable[Rule]) -> KeptSearch:
    """The search for the patterns of the rules that are on, and of those that part articles even when off."""
    from endmark.checks.patterns.prefilter import build_search

    everything = tuple(rules)
    parting = select_boundaries(everything)
    searching = RuleSet(rule for rule in everything if rule.enabled).list_searching(parting)
    return KeptSearch(
        tuple(rule.id for rule in searching),
        build_search(iter_hooks(searching)),
        frozenset(rule.id for rule in parting),
        {name: checks.find_traits(name) for name in sorted({rule.check for rule in everything})},
    )
