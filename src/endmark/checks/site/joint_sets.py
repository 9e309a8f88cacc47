"""Things → sets of those that lead to each other."""

from __future__ import annotations

from typing import Generic, TypeVar

Name = TypeVar("Name", bytes, str, int)


class JointSets(Generic[Name]):
    """Sets that only grow together; each is named by the least of its members, in whatever order they were joined."""

    def __init__(self) -> None:
        self._above: dict[Name, Name] = {}

    def __contains__(self, one: Name) -> bool:
        """Whether it was joined with another."""
        return one in self._above

    def find(self, one: Name) -> Name:
        """The name of the set of this one, which is its own name until it is joined with another."""
        above = self._above
        while (next_ := above.get(one, one)) != one:
            above[one] = above.get(next_, next_)
            one = next_
        return one

    def join(self, one: Name, other: Name) -> None:
        """Make one set of the sets of both."""
        first, second = sorted((self.find(one), self.find(other)))
        self._above[second] = first
        self._above.setdefault(first, first)
