"""Proof that a repair did no harm: nothing is lost, nothing else changed, nothing new is found."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, zip_longest

from msgspec import Struct

from endmark.document.blocks import Block, Kind
from endmark.document.excerpt import shorten
from endmark.document.model import Document
from endmark.document.sentences import TERMINALS
from endmark.document.span import Span
from endmark.linting.checking.engine import Analysis
from endmark.linting.checking.findings import Findings
from endmark.linting.repair.brackets import find_unpaired
from endmark.linting.repair.chosen import Chosen
from endmark.linting.repair.edit_map import EditMap
from endmark.linting.repair.leftovers import Leftovers
from endmark.linting.repair.pieces import (
    Sentence,
    Solid,
    is_prose,
    iter_document_sentences,
    iter_document_solids,
    strip_markup,
)
from endmark.linting.repair.reading import find_read_otherwise
from endmark.linting.repair.sentence_index import SentenceIndex
from endmark.linting.repair.span_set import SpanSet
from endmark.linting.repair.stubs import iter_fragments, iter_stubs
from endmark.linting.repair.wholeness import find_beheaded, find_emptied, find_moved, iter_titles_gone_with_text
from endmark.phrase import Phrase, phrase
from endmark.violation import Severity


class Flaw(Struct, frozen=True):
    """Why a step of a repair must not be taken.

    `offset` is where in the text before, as near as that can be said; None where
    it is nowhere in particular. It `stands_alone` where the fix there does it, whatever
    becomes of the others.
    """

    reason: Phrase
    offset: int | None = None
    stands_alone: bool = False


class Harm(Struct, frozen=True):
    """What harm a step of a repair does.

    `reasons` say by the number of the fix that is to blame why it must not be taken; None stands for what no
    single fix is to blame for. Where all of it `stands_alone`, each of these fixes does it by itself, too.
    """

    reasons: Mapping[int | None, str]
    stands_alone: bool = False

    def __bool__(self) -> bool:
        return bool(self.reasons)


def find_regressions(before: Analysis, after: Analysis, chosen: Chosen, step: EditMap) -> Harm:
    """Why a step of a repair must not be taken; false where it did no harm.

    `chosen` are the findings it repairs. Of one kind of harm all is found, not of the next as well,
    which may only follow from it.
    """
    for flaws in _iter_tests(before, after, chosen, step):
        reasons: dict[int | None, str] = {}
        stands_alone = True
        for flaw in flaws:
            reasons.setdefault(chosen.find_nearest(flaw.offset), flaw.reason)
            stands_alone = stands_alone and flaw.stands_alone
        if reasons:
            return Harm(reasons, stands_alone)
    return Harm({})


def _iter_tests(before: Analysis, after: Analysis, chosen: Chosen, step: EditMap) -> Iterator[Iterable[Flaw]]:
    """The kinds of harm, one after the other; those that the text alone shows come before any rule runs."""
    kinds = _list_kinds(chosen)
    for proof in PROOFS:
        if kinds & proof.kinds:
            yield proof.find(before, after, chosen, step)


def _list_kinds(chosen: Chosen) -> frozenset[str]:
    """What the fixes of a step may do."""
    if chosen and chosen.rewords:
        return frozenset({"rewrite"})
    return frozenset({"state"}) if chosen.waits else _OF_TEXT


def _find_merged_newlines(before: Analysis, _after: Analysis, chosen: Chosen, _step: EditMap) -> Iterator[Flaw]:
    """A lone carriage return and a lone line feed are two line endings; next to each other they are one."""
    text = before.document.source.text
    if "\r" not in text:
        return
    for start, end, written in chosen.iter_written():
        left, right = text[max(0, start - 1) : start], text[end : end + 1]
        if "\r\n" in ((left + written[:1], written[-1:] + right) if written else (left + right,)):
            yield Flaw(phrase("it would make one line ending of two"), start)


def _find_spared_marker(before: Analysis, _after: Analysis, chosen: Chosen, _step: EditMap) -> Iterator[Flaw]:
    """End markers that a comment lets stand: to who wrote it they are text, though they part passes."""
    findings = before.findings
    spared = [kind.suppressed and kind.rule in before.boundaries for kind in findings.kinds]
    if not any(spared):
        return
    for start, end, kind in zip(findings.starts, findings.ends, findings.which, strict=True):
        if spared[kind] and chosen.places.meets(start, end):
            line = before.document.source.get_position(start).line
            yield Flaw(
                phrase("it would take out the marker in line {line}, which a comment lets stand", line=line), start
            )


def _find_lost(before: Analysis, after: Analysis, chosen: Chosen, _step: EditMap) -> Iterator[Flaw]:
    """What the fixes take out and what stands nowhere any more.

    What is said only in words that another fix will take out will not stand for long.
    """
    removed = ((span, span.start) for span in _iter_removed(chosen, before.document))
    may_go = (*iter_titles_gone_with_text(before.document, chosen.places), *iter_stubs(before))
    spared = SpanSet(may_go)
    broken = SpanSet(iter_fragments(before))
    said = SentenceIndex(after.document)
    lost = list(_find_lost_between(before.document, removed, said, spared, broken))
    yield from lost
    # Halves of such words that only a marker parted are what they seem.
    cuts = chosen.iter_cut_but(before.boundaries)
    joined = (Span(max(0, start - 1), end + 1) for start, end in cuts if start < end)
    first = next(joined, None)
    was = Leftovers(before) if first else None
    if first is None or was is None or (lost and not was):  # no rule need run then
        return
    now = Leftovers(after)
    if was or now:
        places = ((was.map_without(span), span.start) for span in chain((first,), joined))
        left = SpanSet(map(was.map_without, may_go))
        torn = SpanSet(map(was.map_without, iter_fragments(before)))
        said = SentenceIndex(now.read_without()) if now else said
        yield from _find_lost_between(was.read_without(), places, said, left, torn)


def _find_moved(before: Analysis, _after: Analysis, chosen: Chosen, _step: EditMap) -> Iterator[Flaw]:
    """What would no longer stand in the order in which it was first told; safe fixes take out no telling."""
    if chosen.is_safe:
        return
    was = before.document
    written = "\n".join(put for _, _, put in chosen.iter_written() if put)
    titled = _get_front_matter(was)
    for sentence in find_moved(was, chosen.places, written):
        if sentence.content not in titled:
            yield Flaw(
                phrase("“{text}” would move", text=shorten(sentence.content, _SHOWN_CHARACTERS)), sentence.span.start
            )


def _find_emptied(before: Analysis, after: Analysis, _chosen: Chosen, step: EditMap) -> Iterator[Flaw]:
    for title in find_emptied(before.document, after.document, step.map_back):
        yield Flaw(
            phrase("nothing would stand below “{text}”", text=shorten(title.text.content, _SHOWN_CHARACTERS)),
            step.map_back(title.span.end - 1) + 1,
        )


def _find_beheaded(before: Analysis, after: Analysis, chosen: Chosen, step: EditMap) -> Iterator[Flaw]:
    """Rests of sentences whose beginning would go; safe fixes take out no sentence."""
    if chosen.is_safe:
        return
    for rest in find_beheaded(before.document, after.document, chosen.places, step.map_back):
        shown = shorten(rest.text.content, _SHOWN_CHARACTERS)
        yield Flaw(phrase("“{shown}” would lose its beginning", shown=shown), step.map_back(rest.span.start))


def _find_unpaired(before: Analysis, after: Analysis, chosen: Chosen, _step: EditMap) -> Iterator[Flaw]:
    """Brackets and quotation marks of which a joint has one side only, or one twice."""
    if chosen.is_safe:
        return
    text = before.document.source.text
    joints = (
        (put.start, start)
        for put, (start, end, written) in zip(chosen.iter_put(), chosen.iter_written(), strict=True)
        if "\n" in text[start:end] and "\n" not in written
    )
    blocks = (block for block in after.document.blocks if is_prose(block))
    block = next(blocks, None)
    for place, offset in joints:
        while block is not None and block.span.end <= place:
            block = next(blocks, None)
        if block is None:
            return
        if not block.span.start < place < block.span.end:
            continue
        piece = next((one for one in reversed(block.text.pieces) if one.span.start < place), block.text.pieces[0])
        content = block.text.content
        joint = piece.start + max(0, place - piece.span.start)
        unpaired = find_unpaired(content, joint)
        if unpaired is not None and not _stands_as_joined(before.document, content, joint):
            reason = phrase("“{sign}” would stand without its other half", sign=content[unpaired])
            yield Flaw(reason, offset, stands_alone=True)


def _stands_as_joined(document: Document, content: str, joint: int) -> bool:
    """Whether an article has elsewhere what would stand about a joint: a sign without its other half is its own."""
    around = content[max(0, joint - _ABOUT) : joint + _ABOUT]
    return any(around in block.text.content for block in document.blocks if is_prose(block))


_ABOUT = 16
"""Characters on each side of a joint that no two sentences have in common by chance."""


def _find_lost_between(
    before: Document, removed: Iterable[tuple[Span, int]], said: SentenceIndex, spared: SpanSet, broken: SpanSet
) -> Iterator[Flaw]:
    """What was at these places, which are in order, and is not said; each comes with the offset that a flaw has.

    What stands at the `spared` ones may be lost. Of a `broken` sentence it is enough that another one begins with it.
    """
    offsets = array("I")
    places = SpanSet(_note_offsets(removed, offsets))
    pieces: Iterator[Sentence | Solid] = chain(
        iter_document_sentences(before, places), iter_document_solids(before, places)
    )
    for piece in pieces:
        if spared.overlaps(piece.span):
            continue
        missing = said.find_lost(piece)
        if missing and isinstance(piece, Sentence) and broken.overlaps(piece.span) and said.takes_up(piece):
            missing = next(iter(said.iter_lost_markup(piece)), None)
        if missing is not None:
            place = places.find_first(piece.span)
            yield Flaw(_explain_loss(piece, missing), piece.span.start if place is None else offsets[place])


def _note_offsets(removed: Iterable[tuple[Span, int]], offsets: array[int]) -> Iterator[Span]:
    for span, offset in removed:
        offsets.append(offset)
        yield span


def _iter_removed(chosen: Chosen, document: Document) -> Iterator[Span]:
    """What the fixes take out, without the white space around it."""
    text = document.source.text
    for start, end in chosen.iter_cut():
        written = text[start:end]
        if stripped := written.strip():
            first = start + len(written) - len(written.lstrip())
            yield Span(first, first + len(stripped))


def _explain_loss(piece: Sentence | Solid, missing: str) -> Phrase:
    if isinstance(piece, Solid) and piece.kind:
        return phrase("it would change “{text}”", text=shorten(missing, _SHOWN_CHARACTERS))
    if missing.startswith("]("):
        link = missing[2:].removesuffix(")")
        return phrase("it would lose a link ({link})", link=shorten(link, _SHOWN_CHARACTERS))
    return phrase("it would lose “{text}”", text=shorten(missing, _SHOWN_CHARACTERS))


def _find_read_otherwise(was: Analysis, now: Analysis, chosen: Chosen, _step: EditMap) -> Iterator[Flaw]:
    """What the fixes leave and what becomes something else: text becomes code, a heading a paragraph.

    A fix that puts nothing but white space into its place is there to have it read in another way.
    """
    before, after = was.document, now.document

    for offset in find_read_otherwise(before, chosen.iter_cut, after, chosen.iter_put, chosen.iter_parted):
        line = before.source.get_line_span(before.source.get_position(offset).line)
        around = before.source.get_excerpt(
            Span(max(line.start, offset - _SHOWN_CHARACTERS), min(line.end, offset + 2 * _SHOWN_CHARACTERS))
        )
        yield Flaw(phrase("“{text}” would mean something else", text=shorten(around, _SHOWN_CHARACTERS)), offset)


def _find_taken_along(was: Analysis, now: Analysis, chosen: Chosen, _step: EditMap) -> Iterator[Flaw]:
    """What fixes that reword take out beyond what was found, though it stands nowhere any more."""
    before, after = was.document, now.document
    left = ""
    for first, last, start, end in chosen.iter_cut_by():
        if first <= start and end <= last:
            continue
        for span in (Span(start, min(end, first)), Span(max(start, last), end)):
            lost = strip_markup(before.source.get_excerpt(span)) if span.start < span.end else ""
            if start <= first and last <= end and not lost.strip(TERMINALS):
                continue  # the sentence that they end goes as a whole
            left = left or ("".join(after.source.text.split()) if lost else "")
            if lost not in left:
                yield Flaw(phrase("it would lose “{text}”", text=shorten(lost, _SHOWN_CHARACTERS)), start)


def _find_other_structure(was: Analysis, now: Analysis, chosen: Chosen, step: EditMap) -> Iterator[Flaw]:
    """New words must not make other Markdown or other fields, but of blocks that are replaced as a whole.

    Outside of the edits the text is the same anyway.
    """
    before, after = was.document, now.document
    if _list_fields(before) != _list_fields(after):
        yield Flaw(phrase("it would change other fields of the front matter"))
    touched = chosen.places
    replaced = SpanSet(edit for block in before.blocks if (edit := touched.get_holding(block.span)))
    kept = (block for block in before.blocks if touched.get_holding(block.span) is None)
    left = (block for block in after.blocks if not replaced.overlaps(_map_start_back(block, step)))
    for one, other in zip_longest(kept, left):
        if _get_form(one) != _get_form(other):
            kind = (one or other).kind
            offset = one.span.start if one else None
            yield Flaw(phrase("{kind} and what comes after it would become something else", kind=kind), offset)
            return


def _map_start_back(block: Block, step: EditMap) -> Span:
    start = step.map_back(block.span.start)
    return Span(start, start + 1)


def _get_form(block: Block | None) -> tuple[Kind, int, int] | None:
    return block and (block.kind, block.level, block.depth)


def _list_fields(document: Document) -> object:
    front_matter = document.front_matter
    return front_matter and ([(entry.name, entry.kind) for entry in front_matter.fields], len(front_matter.faults))


_SHOWN_CHARACTERS = 40


def _find_changed_front_matter(before: Analysis, after: Analysis, _chosen: Chosen, _step: EditMap) -> Iterator[Flaw]:
    if _get_front_matter(before.document) != _get_front_matter(after.document):
        yield Flaw(phrase("it would change the front matter"))


def _get_front_matter(document: Document) -> str:
    return document.source.get_excerpt(document.front_matter.span) if document.front_matter else ""


def _find_new_problem(before: Analysis, after: Analysis, _chosen: Chosen, _step: EditMap) -> Iterator[Flaw]:
    if after.result.problems and not before.result.problems:
        yield Flaw(
            phrase("the article could not be checked afterwards: {message}", message=after.result.problems[0].message)
        )


def _find_new_finding(before: Analysis, after: Analysis, chosen: Chosen, step: EditMap) -> Iterator[Flaw]:
    """What is still found though it was repaired, or found only now.

    What a rule says of the whole text may change with the text, and waits. What
    is said twice now was said twice before, even if a larger repetition hid it.
    """
    findings = after.findings
    judged = [kind.stands and kind.rule not in after.measures for kind in findings.kinds]
    rules = frozenset(kind.rule for kind, asked in zip(findings.kinds, judged, strict=True) if asked)
    known = {rule: _index_places(before.findings, rule) for rule in rules}
    repaired = _index_excerpts(chosen, before.document, _list_excerpts(after, judged))
    for start, end, which in zip(findings.starts, findings.ends, findings.which, strict=True):
        if not judged[which]:
            continue
        rule = findings.kinds[which].rule
        origin = _map_back(start, end, step)
        excerpt = after.document.source.text[start:end] if repaired else ""
        if repaired.get((rule, excerpt), _NOWHERE).overlaps(origin):
            line = after.document.source.get_position(start).line
            yield Flaw(phrase("{rule} would still be found in line {line}", rule=rule, line=line), origin.start)
        elif rule not in after.bared and not known[rule].overlaps(origin):
            if rule in after.cuts and not chosen.places.overlaps(
                Span(max(0, origin.start - _BESIDE), origin.end + _BESIDE)
            ):
                continue  # it broke off before: only what was like it elsewhere hid that
            line = after.document.source.get_position(start).line
            # A text breaks off at its end, however far its beginning is.
            yield Flaw(
                phrase("{rule} would then be found in line {line}", rule=rule, line=line),
                (origin.end if rule in after.cuts else origin.start),
            )


_BESIDE = 3
"""Characters from one block to the next: two line endings, and the first letter."""


def _find_hidden(before: Analysis, after: Analysis, chosen: Chosen, step: EditMap) -> Iterator[Flaw]:
    """What is not found any more though nothing was done about it.

    Lost text must not be papered over: taking out a marker repairs nothing but
    the marker. And of a pair of signs, the second is none without the first. A cut that is no error
    is one by comparison with other sentences: far from what goes it may be none without them.
    """
    watched = after.cuts | after.boundaries
    watched |= {kind.rule for kind in chosen.kinds if kind.repair is not None and kind.repair.rewords}
    findings = before.findings
    asked = [kind.stands and kind.rule in watched for kind in findings.kinds]
    if not any(asked):
        return
    around = SpanSet((max(0, start - 1), end + 1) for start, end in chosen.iter_cut_but(after.boundaries))
    left = {rule: _index_places(after.findings, rule, step) for rule in watched}
    doubtful = {
        (found.rule, found.region.span.start)
        for found in before.result.violations
        if found.rule in after.cuts and found.severity is not Severity.ERROR
    }
    for start, end, which in zip(findings.starts, findings.ends, findings.which, strict=True):
        if not asked[which] or chosen.places.meets(start, end) or around.meets(start, end):
            continue
        rule = findings.kinds[which].rule
        if not left[rule].meets(start, end):
            is_beside = chosen.places.meets(max(0, start - _BESIDE), end + _BESIDE)
            if (rule, start) in doubtful and not is_beside:
                continue
            line = before.document.source.get_position(start).line
            reason = phrase("it would hide {rule} in line {line}", rule=rule, line=line)
            yield Flaw(reason, start, stands_alone=is_beside)


def _find_belittled(before: Analysis, after: Analysis, chosen: Chosen, step: EditMap) -> Iterator[Flaw]:
    """What stands twice or breaks off, and is found no more, or only as less bad: the marker that showed it is gone.

    The gate must not open because a marker was taken out: such a marker waits for who mends the rest.
    """
    markers = [start for rule, start, _ in chosen.iter_places() if rule in before.boundaries]
    if not markers:
        return
    watched = before.bared | before.cuts
    left: dict[str, list[tuple[int, int]]] = {}
    for found in after.result.violations:
        if found.stands and found.severity is Severity.ERROR and found.rule in watched:
            left.setdefault(found.rule, []).append(_map_back(*found.region.span, step))
    found_still = {rule: SpanSet(places) for rule, places in left.items()}
    around = SpanSet((max(0, start - 1), end + 1) for start, end in chosen.iter_cut_but(before.boundaries))
    for found in before.result.violations:
        span = found.region.span
        if not (found.stands and found.severity is Severity.ERROR and found.rule in watched):
            continue
        if not (around.overlaps(span) or found_still.get(found.rule, _NOWHERE).overlaps(span)):
            line = before.document.source.get_position(span.start).line
            nearest = min(markers, key=lambda start: abs(start - span.start))
            yield Flaw(phrase("it would hide {rule} in line {line}", rule=found.rule, line=line), nearest)


def _map_back(start: int, end: int, step: EditMap) -> Span:
    """Where what is found now stood before."""
    return Span(step.map_back(start), step.map_back(max(start, end - 1)) + 1)


def _index_places(findings: Findings, rule: str, step: EditMap | None = None) -> SpanSet:
    """The places of what stands of a rule; with a step, those before it."""
    stands = [kind.stands and kind.rule == rule for kind in findings.kinds]
    if not any(stands):
        return _NOWHERE
    places = (
        (start, end)
        for start, end, which in zip(findings.starts, findings.ends, findings.which, strict=True)
        if stands[which]
    )
    return SpanSet(_map_back(start, end, step) for start, end in places) if step else SpanSet(places)


def _list_excerpts(after: Analysis, judged: Sequence[bool]) -> set[tuple[str, str]]:
    """The rules of findings, each with what is found; of those kinds that are judged."""
    findings, text = after.findings, after.document.source.text
    return {
        (findings.kinds[which].rule, text[start:end])
        for start, end, which in zip(findings.starts, findings.ends, findings.which, strict=True)
        if judged[which]
    }


def _index_excerpts(
    chosen: Chosen, document: Document, wanted: AbstractSet[tuple[str, str]]
) -> dict[tuple[str, str], SpanSet]:
    """The places of those that are repaired, by rule and by what is found there, where that is wanted."""
    numbers: dict[tuple[str, str], array[int]] = {}
    text = document.source.text
    for rule, start, end in chosen.iter_places() if wanted else ():
        if (key := (rule, text[start:end])) in wanted:
            numbers.setdefault(key, array("I")).extend((start, end))
    return {key: SpanSet(zip(places[::2], places[1::2], strict=True)) for key, places in numbers.items()}


_NOWHERE = SpanSet()


class Proof(Struct, frozen=True):
    """What must hold after a step, in the words of the documentation, and for which kinds of fixes."""

    says: str
    kinds: frozenset[str]
    find: Callable[[Analysis, Analysis, Chosen, EditMap], Iterable[Flaw]]


KINDS = {
    "take-out": "takes out a marker, what stands twice, or a cut sentence that stands elsewhere as a whole",
    "join": "joins the halves of a sentence, or puts the full stop that one lacks",
    "complete": "puts a fuller telling in the place of the first one",
    "rewrite": "sets emphasis, letters or words as a rule says; completes a title or a field",
    "state": "states the reading time",
}
"""What fixes do, by their kind."""

_ALL = frozenset(KINDS)
_OF_TEXT = frozenset({"take-out", "join", "complete"})
_BUT_REWRITE = _ALL - {"rewrite"}
_REWRITE = _ALL - _BUT_REWRITE

PROOFS = (
    Proof("two line endings do not become one", _ALL, _find_merged_newlines),
    Proof("a marker that a comment lets stand still stands", _ALL, _find_spared_marker),
    Proof("all other blocks and fields are what they were", _REWRITE, _find_other_structure),
    Proof("nothing goes but what was found, unless it stands elsewhere", _REWRITE, _find_taken_along),
    Proof("the front matter is the same", _OF_TEXT, _find_changed_front_matter),
    Proof("every sentence, link, tag and number that goes still stands elsewhere", _BUT_REWRITE, _find_lost),
    Proof("what was told first does not come after what was told later", _BUT_REWRITE, _find_moved),
    Proof("no rest of a sentence loses the beginning before it", _BUT_REWRITE, _find_beheaded),
    Proof("no joined sentence has one bracket or quotation mark of two", _BUT_REWRITE, _find_unpaired),
    Proof("no title stands over nothing", _BUT_REWRITE, _find_emptied),
    Proof("what stays is read as before: as text, as a heading, as code", _BUT_REWRITE, _find_read_otherwise),
    Proof("the article can still be checked", _ALL, _find_new_problem),
    Proof("what was repaired is found no more, and nothing new is found", _ALL, _find_new_finding),
    Proof(
        "no sure cut and no marker vanishes but those that were mended, and no other cut beside them",
        _ALL,
        _find_hidden,
    ),
    Proof("what a marker showed is found without it, as bad as before", _ALL, _find_belittled),
)
"""In the order in which they are asked for."""
