"""Bytes that stand beside a pickle instead of in it, where they are read by few of those who read the pickle."""

from __future__ import annotations

from operator import index
from pickle import PickleBuffer
from typing import SupportsIndex, TypeAlias

Frozen: TypeAlias = bytes | memoryview
"""What somebody will read when it is asked for; out of a table of rules it is a part of that."""

_WITH_BUFFERS = 5
"""The protocol of pickles that knows of bytes beside them."""


def put_aside(frozen: Frozen, protocol: SupportsIndex) -> PickleBuffer | bytes:
    """What stands for frozen bytes in a pickle of that protocol, for `__reduce_ex__`."""
    return bytes(frozen) if index(protocol) < _WITH_BUFFERS else PickleBuffer(frozen)
