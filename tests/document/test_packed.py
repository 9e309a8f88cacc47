from __future__ import annotations

import gc
from array import array

import pytest

from endmark.document.blocks import Piece, Text
from endmark.document.markdown import parse
from endmark.document.packed import Packed, build_pieces, make_piece
from endmark.document.span import Span

PLAIN = tuple(Piece(number, Span(2 * number, 2 * number + 1)) for number in range(9))
PACKED = Packed(array("I", [number for offset, span in PLAIN for number in (offset, *span)]), make_piece)


def test_they_are_the_same_sequence() -> None:
    assert (tuple(PACKED), len(PACKED)) == (PLAIN, len(PLAIN))
    assert [PACKED[index] for index in range(-9, 9)] == [PLAIN[index] for index in range(-9, 9)]
    for part in (slice(None), slice(1, None), slice(2, 7, 2), slice(None, None, -1), slice(8, 20)):
        assert PACKED[part] == PLAIN[part]
    for index in (9, -10):
        with pytest.raises(IndexError):
            PACKED[index]


def test_a_text_of_many_pieces_is_like_one_of_few() -> None:
    content = "abcdefghi"
    few, many = Text(content, PLAIN), Text(content, PACKED)
    for start in range(9):
        for end in range(start + 1, 10):
            assert many.map_span(start, end) == few.map_span(start, end)
            assert many.cut(start, end) == few.cut(start, end)


@pytest.mark.parametrize(("number", "kind"), [(2, tuple), (256, tuple), (257, Packed)])
def test_only_many_are_packed(number: int, kind: type) -> None:
    pieces = build_pieces(array("I", [0, 1, 2] * number))
    assert (type(pieces), len(pieces), pieces[-1]) == (kind, number, Piece(0, Span(1, 2)))


def test_a_line_of_escapes_is_packed() -> None:
    (block,) = parse("\\*" * 300, 0).blocks
    assert isinstance(block.text.pieces, Packed)
    assert block.text.map_span(290, 292) == Span(581, 584)


@pytest.mark.parametrize("text", ["A line.\n", "雨の日。\n"])
def test_the_reader_goes_when_it_is_done(text: str) -> None:
    gc.collect()
    gc.disable()
    try:
        parse(text, 0)
        assert not any(type(one).__name__ == "_Reader" for one in gc.get_objects())
    finally:
        gc.enable()
