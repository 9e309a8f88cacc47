"""Documents that are parts of a file, such as the rows of a table: each is an article with a name of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from itertools import groupby
from operator import attrgetter
from typing import TypeAlias, TypeVar

from endmark.errors import InputError
from endmark.linting.files.discovery import FoundFile
from endmark.phrase import Phrase
from endmark.storage.spool import Spool

ReadPart: TypeAlias = Callable[[FoundFile], bytes]

OpenParts: TypeAlias = Callable[[Sequence[FoundFile]], AbstractContextManager[ReadPart]]
"""What gives the texts of some parts, out of the files that they are in: as soon as possible, and only of those."""


class FoundPart(FoundFile, frozen=True):
    """A document in a file, the `absolute` path.

    It is the part of that `number`, has `size` bytes, and lies in the spool of this process from `start` on; with no
    `start` who checks it takes it out of the file.
    """

    number: int = 0
    size: int = 0
    start: int | None = None

    def measure(self) -> int:
        """The bytes of the text."""
        return self.size


Part = TypeVar("Part", bound=FoundPart)


def take_texts(
    parts: Sequence[Part], take: Callable[[str, Sequence[Part]], Iterable[tuple[str, bytes]]], changed: Phrase
) -> ReadPart:
    """What gives the texts of these parts; each file is read once, as far as they are in it.

    `take` gives the texts of parts of one file, with what they are called; where it raises OSError or InputError, so
    does, as OSError, who asks for one of them, and with what is said to have `changed` where a text was not given.
    """
    texts: dict[str, bytes] = {}
    gone: dict[str, OSError] = {}
    for place, some in groupby(sorted(parts, key=attrgetter("absolute", "number")), attrgetter("absolute")):
        try:
            texts.update(take(place, tuple(some)))
        except OSError as error:
            gone[place] = error
        except InputError as error:
            gone[place] = OSError(error.problems[0].message)

    def read(file: FoundFile) -> bytes:
        if file.shown in texts:
            return texts[file.shown]
        raise gone.get(file.absolute) or OSError(changed)

    return read


class PutAwayTexts:
    """The texts of parts in a temporary file, read as those of files are."""

    works_in_copies = sys.platform == "linux"
    """Whether a process that is a copy of this one may read, too: not where two share one place in the file."""

    def __init__(self) -> None:
        self._spool = Spool()

    def add(self, text: bytes) -> int:
        """Put a text away; where it begins. InputError as `Spool.append`."""
        return self._spool.append(text)

    def __call__(self, file: FoundFile) -> bytes:
        """The bytes of the text of a part."""
        assert isinstance(file, FoundPart)  # noqa: S101 - all files of such a run are
        assert file.start is not None  # noqa: S101 - as they were put away
        return self._spool.read(file.start, file.size)


class TextsInFiles:
    """The texts of parts that no process has: they are taken out of their files, `opened` where they are needed."""

    def __init__(self, opened: OpenParts) -> None:
        self.open = opened

    def __call__(self, file: FoundFile) -> bytes:
        """The bytes of the text of one part; OSError where it cannot be read."""
        with self.open((file,)) as read:
            return read(file)
