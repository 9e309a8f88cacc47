"""The minutes that programs of sites compute, as they do it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil

from endmark.checks.reading_time.quotient import measure_length, parse_quotient
from endmark.document import scripts
from endmark.document.blocks import ATOM, Text
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document

_CJK = compile_late(f"[{scripts.CJK}{scripts.SMALL_KANA}]")

# Unicode's word boundaries (UAX #29): a kanji or a hiragana is a word, a run of katakana or of other letters and
# digits is; an apostrophe, a full stop or a colon between two letters joins, and so does a comma between two digits.
_ZOLA_WORD = compile_late(
    rf"[{scripts.HAN}\u3041-\u309f]|[\u30a1-\u30ff{scripts.SMALL_KANA}{scripts.HALFWIDTH_KANA}]+"
    rf"|(?:(?![{scripts.HAN}\u3041-\u30ff])\w"
    r"|(?<=[^\W\d_])['’.:·](?=[^\W\d_])|(?<=\d)['’.,;](?=\d))+"
)

# A CJK character is a word together with the punctuation and the blanks behind it. Katakana is none on purpose.
_NPM_WORD = compile_late(
    "[\u3040-\u309f\u4e00-\u9fff\uac00-\ud7a3][!-/:-@\\[-`{-~\u3000-\u303f\uff00-\uffef \\n\\r\\t]*"
    "|[^ \\n\\r\\t\u3040-\u309f\u4e00-\u9fff\uac00-\ud7a3]+"
)


def compute_minutes(document: Document, formula: str) -> int:
    """The minutes that the program states for a document; it has text. KeyError for `none` and what is no formula."""
    if quotient := parse_quotient(formula):
        return quotient.compute_minutes(measure_length(document, quotient.measure))
    return FORMULAS[formula](document)


def _compute_hugo(document: Document) -> int:
    """⌈words ÷ 213⌉, or ⌈characters ÷ 501⌉ in CJK languages: `(WordCount + 212) / 213`, `(WordCount + 500) / 501`.

    Words are what stands between white space in the text that is shown; in CJK languages each
    that is not ASCII counts its characters (`hugolib/page__per_output.go`, `setWordCounts`).
    """
    words = _read_shown(document).split()
    if document.language in scripts.CJK_SCRIPTS:
        return (sum(1 if word.isascii() else len(word) for word in words) + 500) // 501
    return (len(words) + 212) // 213


def _compute_zola(document: Document) -> int:
    """⌈words ÷ 200⌉ of the Markdown: `(word_count + 199) / 200` (`components/content/src/utils.rs`).

    Words are those of `unicode_words`: Unicode's word boundaries.
    """
    words = sum(1 for word in _ZOLA_WORD.findall(_read_source(document)) if word.strip("_"))
    return (words + 199) // 200


def _compute_reading_time(document: Document) -> int:
    """⌈words ÷ 200⌉ of the Markdown: `Math.ceil((words / 200).toFixed(2))` (npm reading-time 1.5.0).

    Words are what stands between blanks, tabs and line breaks; each CJK character is one.
    """
    words = sum(1 for _ in _NPM_WORD.finditer(_read_source(document)))
    return ceil(float(f"{words / 200:.2f}"))


def _compute_medium(document: Document) -> int:
    """⌈words ÷ 265 + CJK characters ÷ 500 + images⌉, as Medium's help says ("Read time", article 214991667).

    The first image takes 12 seconds, each further one a second less, and none less than 3.
    """
    text = _read_shown(document)
    rest, characters = _CJK.subn(" ", text)
    images = sum(max(3, 12 - number) for number in range(document.images)) / 60
    return max(1, ceil(len(rest.split()) / 265 + characters / 500 + images))


def _compute_jekyll(document: Document) -> int:
    """Words ÷ 200 rounded down, at least 1: `words | divided_by: 200` (theme minimal-mistakes, `page__meta.html`).

    Words are what stands between white space in the text that is shown (`strip_html | number_of_words`).
    """
    return max(1, len(_read_shown(document).split()) // 200)


FORMULAS: Mapping[str, Callable[[Document], int]] = {
    "hugo": _compute_hugo,
    "zola": _compute_zola,
    "reading-time": _compute_reading_time,
    "medium": _compute_medium,
    "jekyll": _compute_jekyll,
}


def _read_source(document: Document) -> str:
    """What is written below the front matter."""
    return document.source.text[document.front_matter.span.end if document.front_matter else 0 :]


def _read_shown(document: Document) -> str:
    """What a page shows, code as well, without the fences around it."""
    source = document.source.text
    return "\n".join(
        _read_code(source[block.span.start : block.span.end])
        if block.kind == "code"
        else _fill_atoms(block.text, source)
        for block in document.blocks
    )


def _fill_atoms(text: Text, source: str) -> str:
    """The text with its inline code, which programs count, and without images."""
    pieces = text.content.split(ATOM)
    filled, offset = pieces[0], len(pieces[0])
    for piece in pieces[1:]:
        start, end = text.map_span(offset, offset + 1)
        filled += source[start:end].strip("`") * source.startswith("`", start) + piece
        offset += 1 + len(piece)
    return filled


def _read_code(written: str) -> str:
    lines = written.split("\n")
    if lines[0].lstrip().startswith(("```", "~~~")):
        del lines[0]
        if lines and lines[-1].strip().startswith(("```", "~~~")):
            del lines[-1]
    return "\n".join(lines)
