"""Files → chunks of work of about the same size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from endmark.linting.files.discovery import FoundFile
from endmark.linting.files.parts import FoundPart

Chunk: TypeAlias = tuple[int, ...]
"""The indexes of some files."""

EACH_FILE = 2_000
"""What a file costs besides its bytes, in bytes that cost as much."""

LARGEST = 1_000_000
"""The bytes of a chunk while there is much to do: whoever watches the progress should not wait long for news."""

SMALLEST = 64_000
"""The bytes that are worth a message."""

PLANNED = 10_000
"""Files whose chunks are planned together."""

_TURNS = 4
"""How many chunks as large as the next one would be left for each process."""

_MOST_OF_A_FILE = 16
"""Into how many chunks the parts of one file are cut where few processes wait. Of a file that is packed as a whole, who
takes one of them reads half, some 200 times as fast as what it says is checked: all of them cost a twentieth more."""

_CUTS = 4
"""Where many processes wait, a file is cut into a fourth of the chunks that there would be: it may be the only one."""

_MOST_AT_ONCE = 64_000_000
"""Bytes that are worth a chunk of their own all the same: who takes it holds its texts in memory."""


def measure_cost(file: FoundFile) -> int:
    """What it costs to check a file, in bytes; one that is not there costs little."""
    try:
        return EACH_FILE + file.measure()
    except OSError:
        return EACH_FILE


def plan_chunks(files: Sequence[FoundFile], jobs: int) -> Iterator[Chunk]:
    """All files in chunks for so many processes; of many, some after the other are measured and sorted by size."""
    for start in range(0, len(files), PLANNED):
        weights = [measure_cost(files[index]) for index in range(start, min(start + PLANNED, len(files)))]
        yield from (tuple(start + index for index in chunk) for chunk in split_chunks(weights, jobs))


def split_chunks(weights: Sequence[int], jobs: int, largest: int = LARGEST) -> Iterator[Chunk]:
    """Files of these weights, cut into chunks for so many processes, none of which weighs much more than the largest.

    The largest files come first and the smallest chunks last, so that no process
    is left with much to do when the others have finished.
    """
    left, size, chunk = sum(weights), 0, list[int]()
    for index in sorted(range(len(weights)), key=weights.__getitem__, reverse=True):
        chunk.append(index)
        size += weights[index]
        if size >= min(largest, max(SMALLEST, left // (jobs * _TURNS))):
            yield tuple(chunk)
            left, size, chunk = left - size, 0, []
    if chunk:
        yield tuple(chunk)


def split_parts(parts: Sequence[FoundPart], weights: Sequence[int], jobs: int) -> Iterator[Chunk]:
    """Parts of files, of these weights, cut into chunks for so many processes.

    They come in the order in which they stand in their files: each chunk is read in one go.
    """
    of_file = Counter[str]()
    for part, weight in zip(parts, weights, strict=True):
        of_file[part.absolute] += weight
    left, size, chunk = sum(weights), 0, list[int]()
    for index in sorted(range(len(parts)), key=lambda index: (parts[index].absolute, parts[index].number)):
        chunk.append(index)
        size += weights[index]
        whole = of_file[parts[index].absolute]
        least = max(SMALLEST, min(_MOST_AT_ONCE, whole // max(_MOST_OF_A_FILE, jobs // _CUTS)))
        if size >= max(least, min(LARGEST, left // (jobs * _TURNS))):
            yield tuple(chunk)
            left, size, chunk = left - size, 0, []
    if chunk:
        yield tuple(chunk)
