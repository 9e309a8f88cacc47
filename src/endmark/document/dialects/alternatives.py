"""Containers → which of them are alternatives of each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count
from typing import NamedTuple

from endmark.document.branches import Branch
from endmark.document.dialects.scanner import Container
from endmark.document.dialects.signs import Sign
from endmark.document.span import Span


def build_branches(text: str, containers: Sequence[Container]) -> tuple[Branch, ...]:
    """The branches of these containers, in the order in which they begin."""
    branches: list[Branch] = []
    around: list[int] = []
    for span, group, number in sorted(_iter_branches(text, containers), key=lambda branch: branch.span):
        while around and branches[around[-1]].span.end <= span.start:
            around.pop()
        branches.append(Branch(span, group, number, around[-1] if around else -1))
        around.append(len(branches) - 1)
    return tuple(branches)


class _Numbered(NamedTuple):
    span: Span
    group: int
    number: int


def _iter_branches(text: str, containers: Sequence[Container]) -> Iterator[_Numbered]:
    groups = count()
    of_group: defaultdict[Container, int] = defaultdict(groups.__next__)
    of_choice: defaultdict[tuple[str, str], int] = defaultdict(groups.__next__)
    of_key: defaultdict[tuple[str, str, str], int] = defaultdict(count().__next__)

    def choose(span: Span, sign: Sign) -> _Numbered:
        choice = sign.family, sign.variable
        return _Numbered(span, of_choice[choice], of_key[*choice, sign.key])

    last: dict[Container | None, tuple[Container, int]] = {}
    for number, container in enumerate(containers):
        sign = container.sign
        if sign.alternatives == "switched":
            group = next(groups)
            ends = (*(one.span.start for one in container.signs[1:] if one.action == "switch"), container.body_end)
            for place, (one, end) in enumerate(zip(container.signs, ends, strict=False)):
                span = Span(one.span.start, max(one.span.end, end))
                if one.key:
                    yield choose(span, one)
                if one.variable or not one.key:
                    yield _Numbered(span, group, place)
        elif sign.alternatives == "branch":
            span = Span(sign.span.start, container.body_end)
            if sign.key:
                yield choose(span, sign)
                continue
            if around := _find_group(container):
                group = of_group[around]
            else:
                before, group = last.get(container.outer, (None, -1))
                if not before or before.sign.family != sign.family or text[before.end : sign.span.start].strip():
                    group = next(groups)
            last[container.outer] = container, group
            yield _Numbered(span, group, number)


def _find_group(container: Container) -> Container | None:
    """The group that a branch belongs to, which may stand around something else that is around it."""
    around = container.outer
    while around and around.sign.alternatives == "":
        around = around.outer
    return around if around and around.sign.alternatives == "group" else None
