from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.document import source as source_module
from endmark.document.source import Source, decode, encode, make_source
from endmark.document.span import Position, Span
from endmark.errors import InputError


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        ("", 0, Position(1, 1)),
        ("ab\ncd", 3, Position(2, 1)),
        ("ab\r\ncd", 4, Position(2, 1)),
        ("雨\n雪だ", 3, Position(2, 2)),
        ("😀x", 1, Position(1, 2)),
        ("a\u2028b", 2, Position(1, 3)),
        ("a\x0bb\x0cc\x85d\rz", 8, Position(1, 9)),
        ("a\n", 2, Position(2, 1)),
    ],
)
def test_lines_end_at_newlines_only_and_columns_count_code_points(text: str, offset: int, expected: Position) -> None:
    assert make_source(text, "a.md").get_position(offset) == expected


def test_a_line_span_leaves_out_the_line_ending() -> None:
    source = make_source("one\r\ntwo\nthree", "a.md")
    assert [source.get_excerpt(source.get_line_span(line)) for line in (1, 2, 3)] == ["one", "two", "three"]


def test_a_byte_order_mark_is_remembered_and_takes_no_column() -> None:
    source = decode(b"\xef\xbb\xbf# A", "a.md")
    assert (source.text, source.has_bom) == ("# A", True)


@pytest.mark.parametrize(
    ("data", "place", "what"),
    [
        (b"\xff\xfea\x00", (1, 1), "UTF-16"),
        (b"\xfe\xff\x00a", (1, 1), "UTF-16"),
        ("ok\n雨".encode() + b"\xff", (2, 2), "0xff"),
        ("雨".encode("shift_jis"), (1, 1), "not valid UTF-8"),
        (b"\xef\xbb\xbfab\xff", (1, 3), "0xff"),
        ("The gate".encode("utf-16-le"), (1, 1), "looks like a UTF-16 file"),
        ("The gate".encode("utf-16-be"), (1, 1), "looks like a UTF-16 file"),
        (b"a\xed\xa0\x80", (1, 2), "0xed"),
    ],
    ids=["utf-16-le", "utf-16-be", "after-text", "shift-jis", "after-bom", "no-bom-le", "no-bom-be", "surrogate-bytes"],
)
def test_what_is_not_utf8_is_refused_with_its_place(data: bytes, place: tuple[int, int], what: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(data, "a.md")
    (problem,) = caught.value.problems
    assert (problem.path, problem.line, problem.column) == ("a.md", *place)
    assert what in problem.message
    assert problem.hint == "Save the file as UTF-8 and run endmark again."


@pytest.mark.parametrize(
    ("text", "encoding", "hint"),
    [
        ("雨が降っている。", "shift_jis", "It looks like Shift_JIS: save it as UTF-8, for example with "),
        ("雨が降っている。", "euc_jp", "It looks like EUC-JP: save it as UTF-8, for example with "),
        ("雨。", "shift_jis", "Save the file as UTF-8 and run endmark again."),
        ("Ein Brötchen für die Ente.", "latin-1", "Save the file as UTF-8 and run endmark again."),
        ("花园的门在早上打开。", "gb18030", "Save the file as UTF-8 and run endmark again."),
        ("정원의 문은 아침에 열린다.", "euc_kr", "Save the file as UTF-8 and run endmark again."),
        ("Сад открыт каждый день.", "cp1251", "Save the file as UTF-8 and run endmark again."),
    ],
)
def test_an_older_japanese_encoding_is_named(text: str, encoding: str, hint: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(text.encode(encoding), "a.md")
    assert (caught.value.problems[0].hint or "").startswith(hint)


@pytest.mark.parametrize("data", [b"\0", b"one\ntwo\x00", "雨\0。\0".encode(), b"a\0bc"])
def test_a_nul_is_text_and_comes_out_as_it_was(data: bytes) -> None:
    source = decode(data, "a.md")
    assert source.text.encode() == data
    assert encode(source) == data


def test_a_lone_surrogate_is_refused_with_its_place() -> None:
    with pytest.raises(InputError, match=r"a\.md:2:2: a lone surrogate \(U\+D800\)"):
        make_source("ab\nc\ud800", "a.md")


def test_spans_know_overlap_and_containment() -> None:
    assert Span(0, 3).overlaps(Span(2, 4))
    assert not Span(0, 3).overlaps(Span(3, 4))
    assert Span(0, 3).contains(Span(1, 3))
    assert not Span(0, 3).contains(Span(1, 4))


def test_the_lines_of_a_long_text_are_found_bit_by_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n\none\r\n\ntwo is long\nthree\n"
    expected = list(make_source(text, "a.md").line_starts)
    assert expected == [0, 1, 2, 7, 8, 20, 26]
    for size in range(1, 9):
        monkeypatch.setattr(source_module, "_CHUNK", size)
        assert list(make_source(text, "a.md").line_starts) == expected


@pytest.mark.parametrize("read", [lambda text: decode(text.encode(), "a.md"), lambda text: make_source(text, "a.md")])
def test_more_lines_than_anybody_reads_are_refused_with_their_place(
    read: Callable[[str], Source], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_module, "MAX_LINES", 3)
    assert read("a\nb\nc\n").text == "a\nb\nc\n"
    with pytest.raises(InputError) as raised:
        read("a\nb\nc\nd\n")
    (problem,) = raised.value.problems
    assert (problem.path, problem.line, problem.column) == ("a.md", 4, 1)
    assert "4 lines" in problem.message
    assert "3" in problem.message
    assert "exclude" in (problem.hint or "")
