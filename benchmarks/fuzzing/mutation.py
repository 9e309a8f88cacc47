"""Bytes that are changed without regard to what they mean."""

from __future__ import annotations

from fuzzing.choices import Choices
from fuzzing.pieces import BYTES

_LONGEST = 20_000
"""Bytes at which a mutated article is cut off."""


def mutated(data: bytes, choices: Choices) -> bytes:
    """The bytes with some of them put in, taken out, said again, moved or exchanged."""
    for _ in range(choices.number(1, 4)):
        start = choices.number(0, len(data))
        end = min(len(data), start + choices.number(0, 40))
        piece = data[start:end]
        place = choices.number(0, len(data))
        match choices.number(0, 6):
            case 0:
                data = data[:start] + choices.one(BYTES) + data[start:]
            case 1:
                data = data[:start] + data[end:]
            case 2:
                data = data[:place] + piece + data[place:]
            case 3:
                data = data[:start] + piece * choices.number(2, 30) + data[end:]
            case 4:
                old, new = choices.one(((b"\n", b"\r\n"), (b"\r\n", b"\n"), (b"\n", b"\r"), (b"\n\n", b"\n")))
                data = data.replace(old, new, choices.number(1, 100))
            case 5:
                data = data[:start] + bytes([choices.number(0, 255)]) + data[start + 1 :]
            case _:
                data = data[:place] if choices.chance(50) else data[:start] + data[place:]
    return data[:_LONGEST]
