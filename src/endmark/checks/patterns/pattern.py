"""Text that matches one of a list of patterns."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from heapq import merge
from itertools import accumulate, chain, islice
from sys import maxsize
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias, cast
from unicodedata import normalize

from msgspec import Meta, Struct
from msgspec.structs import replace

from endmark.checks import CheckKind, FirstPlaces, Scope
from endmark.checks.patterns.bracketed import is_name, writes_names_so
from endmark.checks.patterns.edges import PatternPlace, find_edges
from endmark.checks.patterns.sureness import CERTAIN, FOUND, Position, Standing
from endmark.checks.patterns.word_patterns import build_word_patterns
from endmark.checks.text.quotations import iter_long_quotations, iter_quotations
from endmark.checks.text.regex import (
    Pattern,
    PatternQuery,
    join_patterns,
    remove_anchors,
)
from endmark.document.blocks import ATOM, Block, Kind
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.sentences import iter_sentences
from endmark.document.span import Span
from endmark.document.spelling_out import spell_out
from endmark.phrase import phrase
from endmark.violation import Edit, Fix, Match, Reason, make_reason

if TYPE_CHECKING:
    from endmark.checks.patterns.passages import Passage

KIND: CheckKind = "pattern"
VALUES = frozenset({"match"})

_TAKE_OUT = make_reason("pattern.take-out")
_COMPOSE = make_reason("pattern.compose")
_BEFORE = " \t>"
"""What stands before the words of a line and belongs to no pattern: indentation and quote signs."""

_NEIGHBOURS = 64
"""Markers that may read alike."""

_NO_FIX: tuple[Span, Fix | Reason | None] = (Span(maxsize, maxsize), None)
"""What stands behind the fix of the last marker."""

_Named: TypeAlias = tuple[Span, str, int]
"""A stretch of a text, the id of the pattern that matches there, and how sure that is."""

_LETTER = compile_late(r"[^\W\d_\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""A letter of a script with blanks between words; Korean words begin in the middle of what stands between blanks."""

_SHORT = 200
"""Characters of a passage that may stand in a document again and again, as a marker does."""


class Options(Struct, frozen=True, dict=True):
    """What to look for, and where.

    `words` are words and phrases as anyone would write them: they are found
    whole, in small and capital letters. `lines` are patterns for a whole line of
    a block, without the white space and quote signs around it; `anywhere` are
    patterns for any part of a block. `unless` leaves alone what touches a match
    of one of these patterns; `only_with` what stands in a sentence in which none of these patterns matches:
    one with a name counts for the pattern of that name, the others for all. `in_quotations` says whether what stands in
    quotation marks is looked at, too. `where` says whether patterns see the text
    a reader sees (`text`; a soft line break is a blank there), the author's
    Markdown (`source`), or only front matter (`fields`); inline code is never
    matched. `fields` names the fields of the front matter that are looked at, too.
    Where an article has more than `max_matches` matches, they are meant, and none
    is reported; 0 stands for no such limit. `fix` says what mends a match:
    `take-out`; `take-out-lines`, which does so only where a match is all that its line says;
    or `compose`, which joins letters with the marks that follow them
    (Unicode's form NFC); `safe` says that nobody needs to look at the result.
    `boundary` says that a match marks the end of one pass of a pipeline and the
    beginning of the next: for the other checks the text before it has ended.
    `outermost` are kinds of block that are looked at only where an article begins
    with them, or ends with them and neither a heading nor a colon introduces them;
    a text that is nothing else, and `where: source`, know no such places. `paired` says that
    matches are tags: one that opens and the next that closes it are found as one, with all
    between them, and of a tag alone no fix is known. A match that is a smaller share of its
    block than `certain_share` is not certain: others may have been quoted there. `place` says where
    matches of the patterns in files of their own count: `anywhere`; where one begins a `sentence`; at an `edge`,
    which is where the article begins or ends, beside a marker, or alone between two rules; or `apart`, there and
    where a match is at least half of its block. Where another place than `anywhere` is named, the signs are added
    up: a match in the middle of a sentence needs more of them, and one that has few is not certain. Between the
    salutation and the signature of a letter `edge` and `apart` do not count, and without `in_forms` nothing does in
    a text that is shown to be filled in: it has several blanks and stands apart, or is signed, or has a line to write
    on. Where the article says so, in words that match one of `meant_where`, no match counts. Without `in_labels` no
    short name in brackets counts in an article that writes several others so, as those of buttons; without `in_words`
    none counts that begins inside a word, where blanks part the words. What a config adds counts anywhere. A match
    that overlaps one of the rules `surer` is left to that rule.
    """

    words: tuple[str, ...] = ()
    lines: tuple[Pattern, ...] = ()
    anywhere: tuple[Pattern, ...] = ()
    unless: tuple[Pattern, ...] = ()
    only_with: tuple[Pattern, ...] = ()
    in_quotations: bool = True
    in_forms: bool = True
    meant_where: tuple[Pattern, ...] = ()
    in_labels: bool = True
    in_words: bool = True
    where: Literal["text", "source", "fields"] = "text"
    fields: tuple[str, ...] = ()
    max_matches: Annotated[int, Meta(ge=0)] = 0
    fix: Literal["none", "take-out", "take-out-lines", "compose"] = "none"
    safe: bool = False
    boundary: bool = False
    outermost: tuple[Kind, ...] = ()
    paired: bool = False
    certain_share: Annotated[float, Meta(ge=0, le=1)] = 0.0
    place: PatternPlace = "anywhere"
    surer: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.words and not self.lines and not self.anywhere:
            raise ValueError(phrase("give at least one word under `words`, or a pattern under `lines` or `anywhere`."))
        if self.where == "fields" and not self.fields:
            raise ValueError(phrase("name at least one field under `fields`, or look elsewhere than in `fields`."))

    @cached_property
    def parts(self) -> tuple[Pattern, ...]:
        """The patterns for any part of a block, those of the words among them."""
        return (*self.anywhere, *build_word_patterns(self.words))


def prefilter(options: Options) -> PatternQuery:
    """What occurs in every document in which there is a match."""
    patterns = (*map(remove_anchors, options.lines), *options.parts)
    fields = patterns if options.fields else ()
    if options.where == "source":
        # A block may begin and end in the middle of a line.
        return PatternQuery(source=tuple(map(remove_anchors, patterns)), fields=fields)
    return PatternQuery(text=patterns if options.where == "text" else (), fields=fields)


def narrow(options: Options, occurring: Container[Pattern]) -> Options:
    """The same without patterns of which neither these nor what they are sought by occur."""
    lines = tuple(pattern for pattern in options.lines if remove_anchors(pattern) in occurring)
    parts = tuple(pattern for pattern in options.parts if pattern in occurring or remove_anchors(pattern) in occurring)
    return replace(options, lines=lines, anywhere=parts, words=())


def is_boundary(options: Options) -> bool:
    """Whether its matches mark where one pass ends and the next begins."""
    return options.boundary


def list_surer(options: Options) -> frozenset[str]:
    """The ids of the rules to which a match is left where one of theirs overlaps it."""
    return options.surer


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield every match that no `unless` pattern touches, with its fix where there is one."""
    found = _iter_found(document, options, scope)
    first = FirstPlaces(scope)
    if options.boundary:
        shared = lru_cache(_NEIGHBOURS)(str)
        markers = sorted([(span, shared(match), name) for _, span, match, name, _ in found])
        if not markers:
            return
        from endmark.checks.cuts.marker_fix import iter_marker_fixes  # few articles hold one

        fixes = iter_marker_fixes(document, [span for span, _, _ in markers])
        marker, fix = next(fixes, _NO_FIX)
        for span, match, name in markers:
            if not first.take(span):
                yield Match(span, pattern=name)
                continue
            while marker < span:
                marker, fix = next(fixes, _NO_FIX)
            yield Match(span, {"match": match}, pattern=name).with_fix(fix if marker == span else None)
        return
    if options.paired:
        from endmark.checks.patterns.enclosure import Tag, iter_enclosures  # one rule asks for it

        tags = (Tag(span, match, name, passage.block) for passage, span, match, name, _ in found)
        yield from iter_enclosures(document, tags, first, safe=options.safe)
        return
    if options.max_matches:
        few = list(islice(found, options.max_matches + 1))
        if len(few) > options.max_matches:
            return
        found = iter(few)
    for passage, span, match, name, sure in found:
        share = options.certain_share * len(passage.content)
        certain = passage.block is None or (sure >= CERTAIN and len(match) >= share)
        if first.take(span):
            fix = _build_fix(document, passage, span, options)
            yield Match(span, {"match": match}, fix=fix, certain=certain, pattern=name)
        else:
            yield Match(span, certain=certain, pattern=name)


def _build_fix(document: Document, passage: Passage, span: Span, options: Options) -> Fix | None:
    taken = span if options.fix == "take-out" else None
    if options.fix == "take-out-lines":
        taken = _widen_to_line(document, span, passage)
    if taken is not None:
        from endmark.checks.edits.span_removal import remove_span

        edits = remove_span(document, taken, passage.block)
        return Fix(edits, safe=options.safe, title=_TAKE_OUT, rewords=True)
    written = document.source.get_excerpt(span)
    composed = normalize("NFC", written)
    if options.fix != "compose" or composed == written:
        return None
    return Fix((Edit(span, composed),), safe=options.safe, title=_COMPOSE, rewords=True)


def _widen_to_line(document: Document, span: Span, passage: Passage) -> Span | None:
    """A place with the signs beside it in its line, within the block; None where words stand there."""
    if passage.block is None:
        return None
    line = document.source.get_line_span(document.source.get_position(span.start).line)
    block = passage.block.span
    whole = Span(max(line.start, block.start), max(span.end, min(line.end, block.end)))
    beside = document.source.get_excerpt(Span(whole.start, span.start)) + document.source.get_excerpt(
        Span(span.end, whole.end)
    )
    return None if any(map(str.isalnum, beside)) else whole


def _iter_found(document: Document, options: Options, scope: Scope) -> Iterator[tuple[Passage, Span, str, str, int]]:
    """Each passage in which something is found, the span of that, how it reads, what found it, and how sure it is."""
    judged: dict[tuple[str, Position], list[_Named]] = {}  # one marker often stands in a document again and again
    quoted: Sequence[Span] | None = None  # most documents hold no match, and need not be asked
    forms: Sequence[Span] = ()
    named_so: bool | None = None
    find_position: Callable[[Block], Position] | None = None
    everywhere = options.place == "anywhere" and not any(one.place for one in (*options.lines, *options.anywhere))
    for passage in _iter_candidates(document, options, scope):
        text, block = passage.content, passage.block
        position: Position = "edge"
        if not everywhere and block is not None:
            find_position = find_position or _make_finder(document)
            position = find_position(block)
        key = text, position
        if key not in judged and len(text) <= _SHORT:
            judged[key] = list(_iter_spans(text, options, position))
        for span, name, sure in judged[key] if key in judged else _iter_spans(text, options, position):
            place = passage.locate(span)
            if place is None:
                continue
            if quoted is None:
                quoted = () if options.in_quotations else _find_long_quotations(document)
                forms = () if options.in_forms else _find_forms(document)
                if _says_so(document, options):
                    return
            if _is_within(place, quoted) or _is_within(place, forms):
                continue
            if not options.in_labels and block is not None and is_name(text[span.start : span.end]):
                if named_so is None:
                    named_so = writes_names_so(document.blocks, options.parts)
                if named_so:
                    continue
            yield passage, place, _spell_out(passage, span, document), name, sure


def _make_finder(document: Document) -> Callable[[Block], Position]:
    from endmark.checks.patterns.letters import find_letters  # most articles hold no match

    edges, letters = find_edges(document.blocks), find_letters(document.blocks)

    def find(block: Block) -> Position:
        if _is_within(block.span, letters):
            return "letter"
        return "edge" if block.span.start in edges else "inside"

    return find


def _find_long_quotations(document: Document) -> list[Span]:
    """Where quotations of several blocks stand in the source."""
    blocks = document.blocks
    found = iter_long_quotations([block.text.content for block in blocks])
    return [Span(blocks[numbers[0]].span.start, blocks[numbers[-1]].span.end) for numbers in found]


def _says_so(document: Document, options: Options) -> bool:
    """Whether the article speaks of what is found in it."""
    return any(pattern.occurs(document.source.text) for pattern in options.meant_where)


def _find_forms(document: Document) -> list[Span]:
    from endmark.checks.patterns.forms import find_forms  # most articles hold no blank

    return find_forms(document.blocks)


def _spell_out(passage: Passage, span: Span, document: Document) -> str:
    text = passage.text
    return spell_out(text, document.source.text, *span) if text else passage.content[span.start : span.end]


def _iter_candidates(document: Document, options: Options, scope: Scope) -> Iterator[Passage]:
    """The passages worth a closer look: one search through the whole text spares one for each."""
    from endmark.checks.patterns.passages import Passage, iter_field_passages, iter_stretches, iter_visible_passages

    yield from iter_field_passages(document, options.fields, scope)
    if options.where == "text":
        visible = iter_visible_passages(document, scope, options.outermost)
        while passages := list(islice(visible, _AT_ONCE)):
            texts = [_flatten(passage.content, options) for passage in passages]
            starts = list(accumulate((len(text) + 1 for text in texts[:-1]), initial=0))
            candidates = _find_candidates("\n".join(texts), starts, options)
            yield from (passages[number] for number in candidates)
    elif options.where == "source":
        places = array("I", (span.start for span, _ in iter_stretches(document, scope)))
        if candidates := _find_candidates(document.source.text, places, options):
            wanted = frozenset(candidates)
            for number, (span, block) in enumerate(iter_stretches(document, scope)):
                if number in wanted:
                    atoms = block is not None and ATOM in block.text.content
                    yield Passage(document.source.get_excerpt(span), None, span.start, block, atoms)


_AT_ONCE = 2_000
"""Passages that are searched together: most articles have fewer."""


def _find_candidates(text: str, starts: Sequence[int], options: Options) -> list[int]:
    """The numbers of the stretches, which begin at these offsets, in which a match may be."""
    if len(starts) == 1:
        return [0]  # a closer look takes no longer
    patterns = (*map(remove_anchors, options.lines), *map(remove_anchors, options.parts))
    spans = (span for pattern in patterns for span in pattern.iter_spans(text))
    numbers = {bisect_right(starts, offset) - 1 for span in spans for offset in (span.start, span.end - 1)}
    return sorted(number for number in numbers if number >= 0)


def _flatten(text: str, options: Options) -> str:
    """The text of a passage as the patterns for its parts see it."""
    return text if options.where == "source" else text.replace("\n", " ")


def _iter_spans(text: str, options: Options, position: Position) -> Iterator[_Named]:
    """Where the patterns match in the text of one passage, which, and how sure."""
    flat = _flatten(text, options)
    lines = _match_lines(text, options.lines) if options.lines else iter(())
    matches = merge(lines, *(_match(pattern, flat) for pattern in options.parts), key=_order_matches)
    standing = Standing(text)
    weighed = ((span, pattern, _weigh(standing, span, pattern, options.place, position)) for span, pattern in matches)
    found = (
        (span, pattern.name, sure)
        for span, pattern, sure in weighed
        if sure >= FOUND
        and (options.in_words or not _begins_inside_word(flat, span.start))
        and _has_company(flat, span, [one for one in options.only_with if one.name in ("", pattern.name)])
    )
    first = next(found, None)
    if first is None:
        return
    excused = sorted(span for pattern in options.unless for span in pattern.iter_spans(flat))
    quoted = [] if options.in_quotations else list(iter_quotations(text))
    reach = 0
    following = iter(excused)
    other = next(following, None)
    for span, name, sure in _keep_widest(chain((first,), found)):
        while other is not None and other.start < span.end:
            reach = max(reach, other.end)
            other = next(following, None)
        if reach <= span.start and not _is_quoted(span, quoted):
            yield span, name, sure


def _match(pattern: Pattern, text: str) -> Iterator[tuple[Span, Pattern]]:
    return ((span, pattern) for span in pattern.iter_spans(text))


def _has_company(text: str, span: Span, patterns: Sequence[Pattern]) -> bool:
    """Whether one of the patterns matches in the sentences that a match touches, or there are none."""
    if not patterns:
        return True
    sentences = [(start, end) for start, end in iter_sentences(text) if start < span.end and span.start < end]
    stretch = text[min(span.start, sentences[0][0]) : max(span.end, sentences[-1][1])] if sentences else text
    return any(pattern.occurs(stretch) for pattern in patterns)


def _begins_inside_word(text: str, start: int) -> bool:
    return start > 0 and _LETTER.match(text, start) is not None and _LETTER.match(text, start - 1) is not None


def _weigh(standing: Standing, span: Span, pattern: Pattern, place: PatternPlace, position: Position) -> int:
    """How sure a match is; no place makes one surer than another where none is named, and in what a site adds."""
    if not pattern.name or (place == "anywhere" and not pattern.place):
        return CERTAIN
    return standing.weigh(span, cast("PatternPlace", pattern.place or place), position)


def _is_quoted(span: Span, quotations: Sequence[Span]) -> bool:
    """Whether a match begins in somebody else's words, even where the pattern reads on behind them."""
    if _is_within(span, quotations):
        return True
    index = bisect_right(quotations, span.start, key=_get_start) - 1
    return index >= 0 and quotations[index].start < span.start < quotations[index].end - 1


def _is_within(span: Span, others: Sequence[Span]) -> bool:
    """Whether one of the others, which are in order and apart, holds the span."""
    index = bisect_right(others, span.start, key=_get_start) - 1
    return index >= 0 and others[index].contains(span)


def _get_start(span: Span) -> int:
    return span.start


def _match_lines(text: str, patterns: tuple[Pattern, ...]) -> Iterator[tuple[Span, Pattern]]:
    whole_line = join_patterns(patterns)
    start = 0
    for line in text.split("\n"):
        bare = line.lstrip(_BEFORE).rstrip()
        if bare and whole_line is not None and whole_line.matches_whole(bare):
            first = start + line.index(bare)
            pattern = next((one for one in patterns if one.matches_whole(bare)), whole_line)
            yield Span(first, first + len(bare)), pattern
        start += len(line) + 1


def _order_matches(match: tuple[Span, Pattern]) -> tuple[int, int]:
    return match[0].start, -match[0].end


def _keep_widest(found: Iterable[_Named]) -> Iterator[_Named]:
    """What is found, in order, without that which overlaps an earlier or longer one."""
    end = -1
    for span, name, sure in found:
        if span.start >= end:
            yield span, name, sure
            end = span.end
