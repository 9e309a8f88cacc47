"""Titles and excerpts in the front matter that were cut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from endmark.checks import CheckKind, Need, Scope
from endmark.checks.cuts.endings import classify_ending, find_open_sign, strip_unseen
from endmark.checks.text.field_text import iter_named_fields
from endmark.document.blocks import ATOM, Text
from endmark.document.language import LanguageCode
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.scripts import INDIC
from endmark.document.sentences import TERMINALS
from endmark.document.span import Span
from endmark.violation import Edit, Fix, Match, Reason, Related, Value, make_reason

if TYPE_CHECKING:
    from endmark.checks.front_matter.field_continuation import FieldContinuation

KIND: CheckKind = "metadata"
NEEDS: frozenset[Need] = frozenset({"front matter"})
VALUES = frozenset({"field", "tail", "reason"})

_BROKEN = "\ufffd"
"""What a decoder puts in place of the half of a character that a cut by bytes leaves."""

_LAST = 40
"""Characters at the end in which the signs below are looked for, however long the value is."""

_ELLIPSIS_AT_END = compile_late(r"\s*[\[(（［]?(?:\.{3,}|[…‥]+|・{3,})[\])）］]?$")
_FROWN = compile_late(r"(?:^|\s)[:;=][-']?[(\[{]$")
_EMOJI_CODE = compile_late(r":[\w+-]+:$")
_WITH_VISARGA = frozenset({"sa"})
"""Sanskrit, in which many words end with a visarga (`ः`), which many people write as a colon."""

_VISARGA = compile_late(rf"[{INDIC}]:$")
_FIX_TITLE = make_reason("cut-field.complete")
_SHOWN_TAIL = 24
_SHOWN_REST = 16


class Options(Struct, frozen=True):
    """Which fields, and what their values do not end with.

    `fields` are the dotted names of the fields that are judged, such as `title`
    and `seo.title`; capital letters do not count. `last_words` lists by language,
    in small letters, what no value ends with. With `joining_words` a value may
    end, but not where the text begins with the same words and goes on.
    `excerpts` says that the values are taken from the text: then one that stops
    between two words is cut as well, unless an ellipsis says that there is more.
    """

    fields: tuple[str, ...]
    last_words: Mapping[LanguageCode, tuple[str, ...]] = field(default_factory=dict)
    joining_words: Mapping[LanguageCode, tuple[str, ...]] = field(default_factory=dict)
    excerpts: bool = False


class _Cut(Struct, frozen=True):
    """Why a value is called cut, whether that is beyond doubt, and where the text goes on."""

    reason: Reason
    sure: bool = True
    rest: FieldContinuation | None = None


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield the values that stop in the middle, each at its last words."""
    for entry, text in iter_named_fields(document, options.fields, scope):
        if entry.kind == "text" and (cut := _judge(text.content, document, options)):
            start, end = _find_tail_start(text.content), len(text.content)
            tail = f"{'…' if start else ''}{text.content[start:]}"
            values: dict[str, Value] = {"field": entry.name, "tail": tail, "reason": cut.reason}
            related = (Related(cut.rest.span, make_reason("cut-field.goes-on-here")),) if cut.rest else ()
            fix = _build_fix(text, cut.rest, document, excerpt=options.excerpts) if cut.rest else None
            yield Match(text.map_span(start, end), values, related, fix, cut.sure)


def _judge(value: str, document: Document, options: Options) -> _Cut | None:
    from endmark.checks.front_matter.field_continuation import find_field_continuation  # notes have no such fields

    value = strip_unseen(value) or value
    if value.endswith(_BROKEN):
        rest = find_field_continuation(value, document, options.joining_words)
        return _Cut(make_reason("cut-field.broken"), rest=rest)
    bare = _strip_ellipsis(value)
    has_ellipsis = bare != value
    if options.excerpts and (has_ellipsis or (value[-1] in TERMINALS and _find_open_sign(value) is None)):
        return None
    rest = find_field_continuation(bare, document, options.joining_words, excerpt=options.excerpts)
    if rest is not None and (has_ellipsis or rest.manner != "apart"):
        from endmark.document.excerpt import shorten  # few fields are cut

        reason = make_reason("cut-field.goes-on", words=shorten(rest.shown[:_LAST], _SHOWN_REST))
        return _Cut(reason, rest.manner != "compound", rest)
    if has_ellipsis or (explained := _explain_ending(value, document.language, options)) is None:
        return None
    return _Cut(explained, value[-1] not in ":：", rest)


def _strip_ellipsis(value: str) -> str:
    return value[:-_LAST] + _ELLIPSIS_AT_END.sub("", value[-_LAST:])


def _explain_ending(value: str, language: str, options: Options) -> Reason | None:
    """Why the end of a value alone shows that it was cut."""
    last_characters = value[-_LAST:]
    opened = _find_open_sign(value)
    if opened is not None and not _FROWN.search(last_characters):
        return make_reason("cut.open", last=opened)
    ending = classify_ending(value, options.last_words, language)
    manner, last = ending.manner, ending.last
    # Capitals make a name of a word: Plan A, the operator OR.
    if manner == "word" and last == last.lower():
        return make_reason("cut-field.word", last=last)
    if manner == "comma" or (
        value[-1] in ":："
        and not _EMOJI_CODE.search(last_characters)
        and not (language in _WITH_VISARGA and _VISARGA.search(last_characters))
    ):
        return make_reason("cut.comma", last=value[-1])
    return None


def _find_open_sign(value: str) -> str | None:
    """The bracket or the quotation mark that is not closed; where „ opens, “ closes."""
    opened = find_open_sign(value)
    return "“" if opened is None and "„" not in value and value.rfind("“") > value.rfind("”") else opened


def _build_fix(text: Text, rest: FieldContinuation, document: Document, *, excerpt: bool) -> Fix | None:
    """The value completed in the words of the text, where they are no other thing to who reads the front matter."""
    source, front_matter = document.source, document.front_matter
    if front_matter and front_matter.span.contains(rest.span):  # a description has other words than a title
        return None
    end = len(text.content)
    bare = len(_strip_ellipsis(text.content.rstrip(_BROKEN)))
    last = text.map_span(bare - 1, end)
    if source.get_excerpt(last) != text.content[bare - 1 :]:
        return None
    place = Span(last.start + 1, last.end)
    words = rest.words
    quote = source.text[place.end : place.end + 1]
    forbidden = (quote, "\\") if quote in ("'", '"') else (": ", " #")
    if ATOM in words or "\n" in words or words.endswith(":") or any(sign in words for sign in forbidden):
        return None
    moved = () if excerpt else _remove_repeated_headline(rest.span, document)
    return Fix((Edit(place, words), *moved), safe=False, title=_FIX_TITLE, rewords=True)


def _remove_repeated_headline(span: Span, document: Document) -> tuple[Edit, ...]:
    """The edits that take a headline out of the text that would then begin with the title again."""
    first = next((block for block in document.blocks if block.text.content), None)
    if first is None or first.level == 1 or first.text.map_span(0, len(first.text.content)) != span:
        return ()
    from endmark.checks.edits.block_removal import remove_blocks

    return remove_blocks(document, [first]) or ()


def _find_tail_start(value: str) -> int:
    """Where the shown end begins: at a word, where words have spaces between them."""
    start = max(0, len(value) - _SHOWN_TAIL)
    space = value.find(" ", start, len(value) - 1)
    return space + 1 if start and space >= 0 else start
