from __future__ import annotations

from collections.abc import Sequence

import pytest

from endmark.document import packed_blocks
from endmark.document.blocks import PROSE, Block, Kind
from endmark.document.many_blocks import PackedBlocks
from endmark.document.packed_blocks import (
    choose_languages,
    find_from,
    find_kinds,
    find_languages,
    iter_bounds,
    iter_contents,
    iter_kinds,
    pack_blocks,
    select_kinds,
    select_outside,
    weigh_languages,
)
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.document.span import Span
from endmark.document.stretches import Stretches

TEXT = (
    "# The old gate\n\nThe gate opens at dawn.\nThe keeper writes the hour.\n\n"
    "- It is green.\n- It has **two locks** and a [key](https://example.org).\n\n"
    "> Nobody minds\n> the `noise` &amp; the rain.\n\n"
    "```\ncode\n```\n\n***\n\n<!-- a note -->\n\n<div>In HTML.<br>Two lines.</div>\n\n"
    "門は夜明けに開きます。\n\n| a | b |\n|---|---|\n| c | d |\n\n![](a.png) \\*\n"
)


FEW = read_document(make_source(TEXT, "a.md")).blocks


def spell_out(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks with tuples in them, whatever they are made of."""
    return [
        block._replace(text=block.text._replace(pieces=tuple(block.text.pieces)), marks=tuple(block.marks))
        for block in blocks
    ]


@pytest.fixture
def packed(monkeypatch: pytest.MonkeyPatch) -> PackedBlocks:
    monkeypatch.setattr(packed_blocks, "_FEW", 3)
    many = pack_blocks(iter(FEW), TEXT)
    assert isinstance(many, PackedBlocks)
    return many


def test_packed_blocks_are_the_same_sequence(packed: PackedBlocks) -> None:
    assert len(packed) == len(FEW) > 10
    assert spell_out(packed) == list(FEW)
    assert spell_out([packed[number] for number in range(-len(FEW), 0)]) == list(FEW)
    assert spell_out(packed[2:7]) == list(FEW[2:7])
    with pytest.raises(IndexError):
        packed[len(FEW)]


def test_a_document_of_many_blocks_is_packed_and_reads_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_blocks, "_FEW", 3)
    many = read_document(make_source(TEXT, "a.md")).blocks
    assert (type(FEW), type(many)) == (tuple, PackedBlocks)
    assert spell_out(many) == list(FEW)


@pytest.mark.parametrize("number", [0, 3, 4])
def test_only_many_are_packed(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_blocks, "_FEW", 3)
    assert isinstance(pack_blocks(FEW[:number], TEXT), PackedBlocks) == (number > 3)


@pytest.mark.parametrize(("lines", "packed"), [(15, False), (14, True)])
def test_of_many_lines_fewer_blocks_are_kept(lines: int, packed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_blocks, "_MANY_LINES", lines)
    monkeypatch.setattr(packed_blocks, "_FEW_OF_MANY", 3)
    text = "\n" * 14
    assert isinstance(pack_blocks(FEW[:4], text), PackedBlocks) == packed


def test_what_is_asked_of_all_is_answered_alike(packed: PackedBlocks) -> None:
    assert find_kinds(packed) == find_kinds(FEW) == {block.kind for block in FEW}
    selections: tuple[frozenset[Kind], ...] = (PROSE, frozenset({"heading"}), frozenset(), find_kinds(FEW))
    for kinds in selections:
        assert spell_out(select_kinds(packed, kinds)) == list(select_kinds(FEW, kinds))
        assert find_kinds(select_kinds(packed, kinds)) == find_kinds(FEW) & kinds
    for offset in range(len(TEXT) + 1):
        assert find_from(packed, offset) == find_from(FEW, offset)


def test_columns_are_read_without_the_blocks(packed: PackedBlocks, monkeypatch: pytest.MonkeyPatch) -> None:
    stretches = Stretches([Span(0, TEXT.index("The gate")), Span(TEXT.index("<div>"), TEXT.index("門"))])
    outside = select_outside(packed, stretches)
    assert spell_out(outside) == list(select_outside(FEW, stretches))
    assert [block.kind for block in outside][:2] == ["paragraph", "list-item"]
    monkeypatch.delattr(PackedBlocks, "__iter__")
    assert find_languages(packed) == find_languages(FEW) == {"en", "ja", "und"}
    assert list(weigh_languages(packed)) == [(block.language, len(block.text.content)) for block in FEW]
    assert list(weigh_languages(packed)) == list(weigh_languages(FEW))
    assert list(iter_contents(packed)) == list(iter_contents(FEW)) == [block.text.content for block in FEW]
    assert list(iter_kinds(packed)) == list(iter_kinds(FEW)) == [block.kind for block in FEW]
    assert list(iter_bounds(packed)) == list(iter_bounds(FEW)) == [block.span for block in FEW]


def test_texts_that_all_stand_so_in_the_source_are_cut_out_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_blocks, "_FEW", 1)
    packed = read_document(make_source("The gate.\n\n---\n\n門。\n\n- Beans\n", "a.md")).blocks
    monkeypatch.delattr(PackedBlocks, "__iter__")
    assert list(iter_contents(packed)) == ["The gate.", "", "門。", "Beans"]


def test_a_language_is_chosen_for_what_shows_text(packed: PackedBlocks) -> None:
    chosen = choose_languages(FEW, lambda language, script: f"{language}-{script}")
    assert [block.language for block in chosen] == [
        f"{block.language}-{block.script}" if block.text.content else "und" for block in FEW
    ]
    assert spell_out(choose_languages(packed, lambda language, script: f"{language}-{script}")) == list(chosen)


def test_a_block_that_was_asked_for_just_now_is_not_made_again() -> None:
    packed = PackedBlocks.pack(iter(FEW), TEXT)
    assert packed[2] is packed[2]
