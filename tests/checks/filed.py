"""Facts of several files, as a check of the corpus gets them."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from endmark.violation import FiledFact


class Filed(Struct, frozen=True):
    """The facts of some files, as the engine numbers them; a check that reads sources needs the `sources`, too."""

    facts: tuple[FiledFact, ...]
    sources: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[FiledFact]:
        return iter(self.facts)

    def get(self, number: int) -> FiledFact:
        return replace(self.facts[number], keys=())

    def read_source(self, number: int) -> str:
        return self.sources[number]
