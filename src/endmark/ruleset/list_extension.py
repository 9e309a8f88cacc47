"""Lists of a rule that a config adds to, or takes from, without writing them out."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from msgspec import Struct

from endmark.checks.text.regex import Pattern
from endmark.errors import Problem, suggest
from endmark.phrase import phrase
from endmark.ruleset.binding import INVALID, bind_shape
from endmark.ruleset.nodes import MappingNode, Node, Placed
from endmark.ruleset.shapes import ListOf, Located, Regex, Shape, String

_KEYS = ("add", "remove")


class ListExtension(Struct, frozen=True):
    """What is added to a list, and what is taken from it: items, or the ids of patterns."""

    add: tuple[Any, ...] = ()
    remove: tuple[Any, ...] = ()

    def apply(self, items: Collection[Any]) -> Any:
        """A list of the same kind."""
        kept = [item for item in items if not _names(item).intersection(self.remove)]
        return type(items)([*kept, *(item for item in self.add if item not in kept)])  # type: ignore[call-arg]


def get_removed_shape(shape: ListOf) -> ListOf:
    """What may be written under `remove`: a pattern is called by its id, or as it is written."""
    item: Shape = String(1) if isinstance(shape.item, Regex) else shape.item
    return ListOf(item, tuple)


def read_extension(
    node: MappingNode, shape: ListOf, items: Collection[Any], problems: list[Problem]
) -> ListExtension | None:
    """What a config says of a list that holds these items; None with problems, which are added to the list."""
    before = len(problems)
    given: dict[str, Node] = {}
    for key, value in node.entries:
        given[key.raw] = value
        if key.raw not in _KEYS:
            near = suggest(key.raw, _KEYS)
            hint = phrase("A list is a list, or `add:` and `remove:` with lists.")
            problems.append(
                key.place.make_problem(
                    phrase("unknown key {name!r}.", name=key.raw),
                    phrase("{near} {hint}", near=near, hint=hint) if near else hint,
                )
            )
    if not node.entries:
        problems.append(
            node.place.make_problem(phrase("nothing is added or removed here."), phrase("Fill `add:` or `remove:`."))
        )
    add = bind_shape(given["add"], ListOf(shape.item, tuple), problems) if "add" in given else ()
    removed = ListOf(Located(get_removed_shape(shape).item), tuple)
    remove: tuple[Placed[Any], ...] = ()
    if "remove" in given and (bound := bind_shape(given["remove"], removed, problems)) is not INVALID:
        remove = bound
    known = {name for item in items for name in _names(item)}
    for item in remove:
        if item.value not in known:
            words = sorted(name for name in known if isinstance(name, str))
            near = suggest(item.value, words) if isinstance(item.value, str) else None
            problems.append(
                item.place.make_problem(phrase("the rule's own list has no {name!r}.", name=item.value), near)
            )
    return ListExtension(add, tuple(item.value for item in remove)) if len(problems) == before else None


def _names(item: Any) -> set[Any]:
    """What a config may call an item of a list."""
    return {item.name, item.source} - {""} if isinstance(item, Pattern) else {item}
