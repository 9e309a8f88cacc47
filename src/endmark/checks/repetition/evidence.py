"""What speaks for a copy that was left behind, and what for a text that says it again on purpose.

Documentation says the same of two things, and a pass that begins again says the same of
one. Each thing that tells them apart has a log-odds, and a run is judged by their sum.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from math import log2
from types import MappingProxyType

from msgspec import Struct

from endmark.checks.repetition.context import RepetitionContext
from endmark.checks.repetition.denial import denies
from endmark.checks.repetition.kinship import KINDRED
from endmark.checks.repetition.lists import is_list_told_again
from endmark.checks.repetition.places import FORMULA, SHORT, Places
from endmark.checks.repetition.retold import end_twice
from endmark.checks.repetition.runs import Pair, Run
from endmark.checks.repetition.subject import (
    differs_in_figures,
    find_new_stems,
    has_other_lead,
    is_about_other_subject,
    measure_other_names,
    puts_in_alike,
    set_off_other_words,
    shows_other_names,
    substitutes_alike,
)
from endmark.checks.repetition.units import Unit
from endmark.checks.repetition.verse import is_refrain
from endmark.checks.text.folding import compute_weight, fold
from endmark.checks.text.labels import get_label
from endmark.checks.text.terms import has_term_above
from endmark.document import scripts
from endmark.document.blocks import ATOM
from endmark.document.late_pattern import compile_late
from endmark.document.sentences import TERMINALS


class Evidence(Struct, frozen=True):
    """One thing that speaks for a copy, or against it: its name, and its log-odds."""

    name: str
    log_odds: float


LOG_ODDS: Mapping[str, float] = MappingProxyType(
    {
        "said-twice": 3.2,
        # For each doubling of the longest block, from sixty-four letters on: a sentence is said again sooner.
        "length": 1.35,
        "short": -1.0,
        "formula": -0.7,
        # Without a sign of assembly. Of 220 passages said again in 665 texts, a third of them packages, six were told
        # without it, four with it; of 430 copied paragraphs none is lost. With -1.0 it were three, and three of 430.
        "alone": -0.3,
        "passage": 3.0,
        "section": 3.5,
        "stretch": 3.0,
        "whole-list": 3.0,
        # What it is.
        "list-item": -3.2,
        "quotation": -2.5,
        "quoted-here": -4.0,
        "form-entry": -4.0,
        "refrain": -3.0,
        "verse": -5.0,
        "other-kind": -1.4,
        "points": -1.5,
        # What differs in it.
        "reworded": -0.3,
        "retold": 3.0,
        "taken-up": -5.0,
        "own-words": -1.2,
        # Of words that the document does not have elsewhere, nine in ten were put in by chance, one in ten on purpose.
        # The rest of the evidence tells much of that, too: what is fitted beside it is less than the counts are.
        "slips": 1.5,
        "other-subject": -3.2,
        "other-names": -2.0,
        "other-figures": -3.5,
        "other-lead": -3.0,
        "named-apart": -2.5,
        "substituted": -3.0,
        # Two of 1,638 copies with slips deny what they repeat, and 34 passages of the same articles that are meant.
        "denied": -4.0,
        "renamed": -2.0,
        "put-in-twice": -0.3,
        "series": -3.0,
        "other-code": -2.5,
        "filled-in": -1.2,
        # Where it stands.
        "documentation": -0.9,
        "longer-there": -1.5,
        "parallel": -2.5,
        "parallel-heading": -2.0,
        "parallel-section": -2.0,
        "entries": -1.8,
        "of-code": -1.0,
        "often-said": -2.0,
        "boilerplate": -12.0,
        # For each doubling of how often the document says a thing twice on purpose.
        "habit": -0.2,
        "lead-in": -1.0,
        "begins-alike": -4.0,
        "begins-section": -3.2,
        # Text goes on behind a list sooner than behind a heading: counted -1.7, and less beside the others.
        "behind-list": -1.4,
        "leads-alike": -0.4,
        "leads-nowhere": 0.6,
        # A single passage that is meant in both places mostly has the same around it: four of 89 that open no place of
        # their own have something of another kind both before and behind, and four of ten copies.
        "elsewhere": 1.6,
        "follows-alike": -2.2,
        "variants-around": -1.9,
        "told-alike": -1.0,
        # For each doubling of the words that both sections share besides it, from a quarter on.
        "kindred": -1.5,
        "same-parts": -2.5,
        "other-table": -2.5,
        "nested": 0.9,
        # One passage in sixteen that is said again on purpose speaks of what stands over the first place alone, and
        # four copies in ten.
        "own-heading": 1.3,
        "notice": -1.0,
        "own-variant": 3.0,
        "stands-out": 1.5,
        "excerpt": 2.5,
        "introduced": -1.5,
        "one-more": -1.5,
        # Two procedures share steps, and each has its own beside them.
        "steps": -1.2,
        "frame": -3.5,
        "summary": -1.0,
        "beside": 4.0,
        "same-list": 1.5,
        "close": 2.5,
        "nothing-else": 2.8,
        "end-marker": 8.0,
        "assembled": 5.0,
        "broken-article": 5.0,
    }
)
"""How much each speaks for a copy, and below zero against it.

They were measured on some six thousand copies put into published articles in ten languages, and on
the five hundred passages that stand twice in those articles as they are: the natural logarithm of how
much more often it goes with the former, beside the others (logistic regression, rounded). Where
neither had enough of it, it is what the other figures would give for a case of which an editor is sure.
They were weighed again with two thousand copies in documents of twenty-six languages, and some eighteen
hundred passages said twice there; what a copy that opens a section tells, once more with three thousand;
what stands before both, and what their sections are called, with nineteen hundred; what makes a copy stand out in its
section, a stretch to the letter and what is told alike around both, with six thousand in documents of thirty-five.
Where a single passage stands, and what takes the place of its words, was counted on 8,484 copies of one paragraph,
1,638 with slips and 1,697 passages said again. In every third of 2,900 articles in some thirty languages
`benchmarks/copy_evidence.py` finds 98.6 % of the paragraphs, 99.5 % of the stretches and 96.1 % of the beginnings of
sections that it copies, and tells 12 of 651 passages said again. Weights fitted anew to four fifths of the packages did
no better on the last fifth than these.
An end marker between a copy and its original decides. One elsewhere tells of a text that nobody read, as other
copies in it do: one pass may well say the same of two things.
"""

ON_PURPOSE = frozenset(
    {"other-subject", "other-names", "other-lead", "named-apart", "substituted", "renamed", "other-figures", "denied"}
)
"""What shows that the words were changed on purpose."""

MAYBE_ON_PURPOSE = ON_PURPOSE | {"put-in-twice"}
"""What makes it thinkable."""

PARALLEL = frozenset({"kindred", "same-parts", "other-table"})
"""What shows that the article is built so: what is said of two things in the same words is not beyond doubt there."""

_SAME_KIND = 0.5
"""The same where they are two of one kind: one copy in three hundred stands so, and one passage in nine."""

_AT_THE_END = frozenset({"excerpt", "nothing-else"})
"""What tells nothing of the last of several sections of one kind, which end alike."""

_SEVERAL_PARTS = 2
"""Headings below two sections that say that both are told by the same points."""

_ENOUGH = 12
"""Blocks from which it tells something that a word stands nowhere else: a note says most things once."""

_MOST_DOUBLINGS = 3.0

_LONG_ENTRY = 200
"""Weight from which what stands behind a label is no entry of a form, but an answer in an interview."""

_IN_ONE_SECTION = 0.5
"""Share of what speaks against a second entry of a form that is left within one section."""

QUOTATION_MARKS = dict(zip('“„«‹「『"', '”“»›」』"', strict=True))

_NEAR_THE_LABEL = 3
"""Blocks within which a label stands before what it names."""

_LONGEST_NAME = 30
"""Weight of a line that names what the paragraph below it tells of: a few words."""

_OWN_WORDS = 30
"""Weight of what a paragraph full of links says besides them, if it does not only show the way."""

_LEAST_OWN = 12
"""Weight below which nothing is said besides the links: three words."""

_SENTENCE_SIGNS = (*TERMINALS, ":", "：")
_WITHOUT_FULL_STOPS = compile_late(f"[{scripts.WITHOUT_FULL_STOPS}]")


def weigh(run: Run, units: Sequence[Unit], context: RepetitionContext, source: str) -> Sequence[Evidence]:
    """What speaks for a run, and what against it; nothing where it says nothing that could be copied.

    `source` is the text of the document.
    """
    strong = [pair for pair in run.pairs if pair.strong]
    places = Places(run, units)
    if len(strong) == 1:
        copy, original = units[strong[0].copy], units[strong[0].original]
        # A sentence may have lost its last sign when it was said again.
        is_sentence = _is_sentence(copy) or (_is_sentence(original) and original.block.kind == copy.block.kind)
        if not is_sentence or (_measure_own_weight(copy) < _LEAST_OWN and not places.are_beside()):
            return ()
    if context.crosses_seam(run, units):
        return (Evidence("end-marker", LOG_ODDS["end-marker"]),)
    parts = (
        _iter_what_it_is(strong, units, context, source),
        _iter_what_differs(strong, units, context, source),
        _iter_where_it_stands(run, units, places, context, source),
    )
    evidence = [Evidence(name, LOG_ODDS[name] * size) for part in parts for name, size in part if size]
    if not ON_PURPOSE.isdisjoint(each.name for each in evidence):
        evidence = [each for each in evidence if each.name != "stretch"]
    if context.assembled:
        evidence.append(Evidence("assembled", LOG_ODDS["assembled"]))
    # Asked last, as blocks are compared and all words of the document are counted for it.
    if not context.assembled and compute_sum(evidence) >= -LOG_ODDS["own-heading"]:
        evidence = _weigh_kinship(run, places, context, evidence)
        if context.sections.has_own_heading(run):
            evidence.append(Evidence("own-heading", LOG_ODDS["own-heading"]))
    if compute_sum(evidence) >= 0 and places.are_told_alike():
        evidence.append(Evidence("told-alike", LOG_ODDS["told-alike"]))
    if compute_sum(evidence) > -LOG_ODDS["slips"] and (new := _list_new_stems(strong, units)):
        share = sum(map(context.vocabulary.holds, new)) / len(new)
        if share:
            evidence.append(Evidence("own-words", LOG_ODDS["own-words"] * share))
        elif _may_be_slips(strong, units, evidence):
            evidence.append(Evidence("slips", LOG_ODDS["slips"]))
    return evidence


def _weigh_kinship(
    run: Run, places: Places, context: RepetitionContext, evidence: Sequence[Evidence]
) -> list[Evidence]:
    """The evidence with what the sections tell in which the two stand, besides the passage."""
    added: list[Evidence] = []
    kin = context.sections.compare(run)
    if kin is None:
        nested = context.sections.are_nested(run)
        return [*evidence, Evidence("nested", LOG_ODDS["nested"])] if nested else list(evidence)
    if kin.share > KINDRED:
        added.append(Evidence("kindred", LOG_ODDS["kindred"] * log2(kin.share / KINDRED)))
        if kin.parts >= _SEVERAL_PARTS:
            added.append(Evidence("same-parts", LOG_ODDS["same-parts"]))
    if kin.share >= _SAME_KIND:
        at_home = places.open_alike()
        evidence = [each for each in evidence if each.name != "stretch" and not (at_home and each.name in _AT_THE_END)]
    return [*evidence, *added]


def compute_sum(evidence: Iterable[Evidence]) -> float:
    """The log-odds of all together."""
    return sum(each.log_odds for each in evidence)


def _iter_what_it_is(
    strong: Sequence[Pair], units: Sequence[Unit], context: RepetitionContext, source: str
) -> Iterator[tuple[str, float]]:
    copies, originals = [units[pair.copy] for pair in strong], [units[pair.original] for pair in strong]
    longest = max(map(min, (unit.weight for unit in copies), (unit.weight for unit in originals)))
    yield "said-twice", 1
    yield "length", min(log2(max(longest, 1) / FORMULA), _MOST_DOUBLINGS)
    yield "short", longest < SHORT
    entries = [
        _is_entry(units[pair.copy])
        or has_term_above(units[pair.copy].block, source)
        or (pair.likeness == "part" and has_term_above(units[pair.original].block, source))
        for pair in strong
    ]
    yield "list-item", sum(entries) / len(entries)
    quoted = [all(map(_is_quotation, side)) for side in (copies, originals)]
    if quoted[1] and not quoted[0] and all(_is_folded_away(unit, source) for unit in originals):
        quoted = [False, False]  # it is text like any other, which was put outside
    yield "quotation", any(quoted)
    yield "quoted-here", quoted[0] != quoted[1]
    if all(_is_form_entry(unit, context) for unit in copies):
        # Two things mostly have a section each: in one section it may be one thing.
        yield "form-entry", 1 if copies[0].path != originals[0].path else _IN_ONE_SECTION
    yield "verse", is_refrain(strong, units)
    yield (
        "refrain",
        len(strong) == 1 and strong[0].likeness == "same" and _stands_by_a_refrain(strong[0], units, context),
    )
    if len(strong) == 1:
        yield "alone", not context.assembled
        yield "points", _measure_own_weight(copies[0]) < _OWN_WORDS
        yield "notice", copies[0].before == originals[0].before == "directive"
    yield "other-kind", any(_are_of_other_kinds(pair, units) for pair in strong)


def _iter_what_differs(
    strong: Sequence[Pair], units: Sequence[Unit], context: RepetitionContext, source: str
) -> Iterator[tuple[str, float]]:
    changed = [pair for pair in strong if not pair.is_verbatim]
    if not changed:
        return
    near = [(units[pair.copy], units[pair.original]) for pair in changed]
    share = len(near) / len(strong)
    yield "reworded", share
    in_series = not {pair.copy for pair in strong}.isdisjoint(pair.original for pair in strong)
    yield "series", in_series
    reworded = [pair for pair in strong if pair.likeness == "reworded"]
    end = any(end_twice(pair.original, pair.copy, units) for pair in reworded)
    if is_retold := len(reworded) == len(strong) and (end or (len(reworded) > 1 and not in_series)):
        # What stands before all sections says in short what they tell.
        opens = len(units[strong[0].original].path) < len(units[strong[0].copy].path)
        yield ("taken-up" if opens else "retold"), 1
    if any(differs_in_figures(*both, reworded=bool(reworded)) for both in near):
        yield "other-figures", share
    if is_retold:
        return  # words in another order tell nothing of what was put for what
    if any(
        is_about_other_subject(units[pair.copy], units[pair.original], source, _get_labels(pair, units))
        for pair in changed
    ):
        yield "other-subject", share
    yield "other-lead", share * any(has_other_lead(*both) for both in near)
    yield "named-apart", share * any(_are_named_apart(pair, units) for pair in changed)
    yield "denied", share * any(denies(*(unit.block.text.content for unit in both)) for both in near)
    yield "substituted", share * any(substitutes_alike(*both) for both in near)
    yield "put-in-twice", share * any(puts_in_alike(*both) for both in near)
    yield "renamed", share * any(shows_other_names(*both, context.names) for both in near)
    yield "other-names", share * max(measure_other_names(*both, context.names) for both in near)


def _get_labels(pair: Pair, units: Sequence[Unit]) -> tuple[str, str]:
    return _find_label(pair.copy, units), _find_label(pair.original, units)


def _are_named_apart(pair: Pair, units: Sequence[Unit]) -> bool:
    """Whether a line of its own names each of the two, and each another thing, as in a list of commands or keys."""
    one, other = (_find_name(number, units) for number in pair[:2])
    if one and other:
        return one != other
    copy, original = units[pair.copy], units[pair.original]
    return copy.path == original.path and set_off_other_words(copy, original)


def _find_name(index: int, units: Sequence[Unit]) -> str:
    """The line right above a unit that names it: one in bold, or a short one that no sign ends, as `Ctrl+←`."""
    above, unit = units[index - 1], units[index]
    content = above.block.text.content.strip()
    is_line = bool(index) and above.block.kind == unit.before == "paragraph" and "\n" not in content
    short = 0 < compute_weight(above.folded) <= _LONGEST_NAME and content[-1:] not in _SENTENCE_SIGNS
    return content if is_line and (short or above.block.role == "label") else ""


def _find_label(index: int, units: Sequence[Unit]) -> str:
    """The line in bold that names what a unit is about, if there is one under its heading, a few blocks before it."""
    for number in range(index - 1, max(index - 1 - _NEAR_THE_LABEL, -1), -1):
        block = units[number].block
        if block.kind == "heading":
            break
        if block.role == "label" or (block.role == "lead-in" and get_label(block)):
            return block.text.content
    return ""


def _may_be_slips(strong: Sequence[Pair], units: Sequence[Unit], evidence: Iterable[Evidence]) -> bool:
    """Whether nothing shows that the words were changed on purpose, in a document that has words of its own."""
    near = all(pair.likeness != "reworded" for pair in strong)
    return near and len(units) >= _ENOUGH and ON_PURPOSE.isdisjoint(each.name for each in evidence)


def _list_new_stems(strong: Sequence[Pair], units: Sequence[Unit]) -> list[str]:
    """The words in which copies differ from their originals."""
    near = [pair for pair in strong if not pair.is_verbatim]
    return [stem for pair in near for stem in find_new_stems(units[pair.copy], units[pair.original])]


def _iter_where_it_stands(
    run: Run, units: Sequence[Unit], places: Places, context: RepetitionContext, source: str
) -> Iterator[tuple[str, float]]:
    yield "documentation", context.technical
    of_one_kind = places.are_of_one_kind()  # what is an item there and a paragraph here was taken out of its list
    yield "longer-there", context.technical and of_one_kind and any(pair.likeness == "part" for pair in run.pairs)
    yield "formula", context.technical and places.hold_formula()
    yield "other-code", context.technical and places.shows_other_code(source)
    yield "other-table", context.structure.leads_into_other_tables(run, units, source)
    yield "passage", places.repeat_passage()
    told_again = not context.technical and is_list_told_again(run, units)
    yield "whole-list", told_again or (not context.technical and places.repeat_whole_list())
    yield "filled-in", not told_again and places.are_filled_in()
    boilerplate = 0.0
    if places.differ():
        at_end = run.pairs[0].copy >= context.tail
        yield "often-said", context.technical and _measure_share(run, context.often)
        # A pass that tells its article again brings the headings along; in documentation a copy at the end may be one.
        if not places.hold_heading() and not (context.technical and at_end):
            boilerplate = _measure_share(run, context.boilerplate)
            yield "boilerplate", boilerplate
    # In published texts without code there was none but licences and their like.
    yield "stretch", places.repeat_stretch(source) * (1 - boilerplate) * (1 if context.technical else 2)
    yield "lead-in", places.are_lead_ins()
    yield "parallel", places.are_parallel()
    yield "parallel-heading", places.repeats_other_heading()
    yield "parallel-section", places.stand_in_parallel_sections()
    yield ("entries", 1) if places.are_entries() else ("of-code", _are_of_code(places, context))
    if beginning := _name_beginning(places):
        yield beginning, 1
    yield "leads-alike", places.lead_alike()
    yield "leads-nowhere", places.leads_nowhere()
    yield "elsewhere", places.are_elsewhere()
    yield "follows-alike", places.follow_alike()
    yield "variants-around", places.count_variants_around()
    yield "stands-out", context.structure.stands_out(run, units)
    yield "own-variant", places.has_own_variant_beside()
    yield "excerpt", run.pairs[0].copy >= context.tail and run.pairs[0].copy in context.excerpts
    yield "introduced", places.is_introduced()
    yield "one-more", places.has_one_more()
    yield "steps", not told_again and places.are_steps()
    framed = len(run.pairs) == 1 and context.frames(run)
    if framed:
        if not run.pairs[0].is_verbatim:
            yield "summary", 1
        elif places.end_sections():
            yield "frame", 1
    if places.are_beside() and not any(has_term_above(unit.block, source) for unit in places.begins):
        yield "beside", 1
    else:
        yield "same-list", places.share_list()
    yield "close", places.are_close()
    at_home = framed or (len(run.pairs) == 1 and _is_at_home(run.pairs[0], units, places, context))
    yield "nothing-else", run.pairs[0].copy >= context.tail and places.hold_passage() and not at_home


def _name_beginning(places: Places) -> str:
    """What the place tells at which they begin; nothing where it is an item there and a paragraph here.

    A section brings its heading along, whatever that stands behind.
    """
    if places.repeat_section():
        return "section"
    if places.begin_alike():
        return "begins-alike" if places.are_of_one_kind() else ""
    if places.stands_behind_list():
        return "behind-list"
    return "begins-section" if places.begins_section() else ""


def _are_of_code(places: Places, context: RepetitionContext) -> bool:
    """Whether they stand in two sections that are called as parts of programs are."""
    return places.differ() and context.structure.are_named_in_code(*places.begins)


def _is_at_home(pair: Pair, units: Sequence[Unit], places: Places, context: RepetitionContext) -> bool:
    """Whether one block at the end belongs there: as one of parallel sections, a notice, a refrain, or an opening."""
    begins = places.begin_alike() and pair.copy not in context.excerpts
    return begins or places.are_parallel() or places.are_quoted() or is_refrain((pair,), units)


def _measure_share(run: Run, numbers: Container[int]) -> float:
    """The share of the copied units that are among some."""
    return sum(pair.copy in numbers for pair in run.pairs) / len(run.pairs)


def _is_quotation(unit: Unit) -> bool:
    content = unit.block.text.content.strip()
    if unit.quoted or (content[-1:] == QUOTATION_MARKS.get(content[:1], " ") and len(content) > 1):
        return True
    return content[:1] in QUOTATION_MARKS and _SIGNED.search(content) is not None


def _is_folded_away(unit: Unit, source: str) -> bool:
    """Whether a unit that stands in an element of HTML can be opened by the reader, and is nobody else's words."""
    start = unit.block.span.start
    return unit.block.kind != "quote" and source.rfind("<details", 0, start) > source.rfind("<blockquote", 0, start)


def _are_of_other_kinds(pair: Pair, units: Sequence[Unit]) -> bool:
    """Whether two are blocks of other kinds, but for the words of an item that stand later as a paragraph.

    What is copied out of a list loses its sign there; of 1,697 passages said again on purpose four stand so.
    """
    first, later = (units[number].block.kind for number in sorted(pair[:2]))
    if pair.is_verbatim and (first, later) == ("list-item", "paragraph"):
        return False
    return first != later


def _is_entry(unit: Unit) -> bool:
    """Whether a unit is an item of a list, or a paragraph that has its name, in code, in a line above the others."""
    return unit.block.kind == "list-item" or _NAMED_ENTRY.match(unit.block.text.content) is not None


_SIGNED = compile_late(r"[\"”“»›」』]{1,2}\s*(?:[-–—―]|--|——)\s*[^\"”“»›」』\n]{2,60}$")
"""Behind a quotation, a dash and who said it."""

_NAMED_ENTRY = compile_late(rf"{ATOM}[^\n{re.escape(TERMINALS)}]*\n")


def _is_form_entry(unit: Unit, context: RepetitionContext) -> bool:
    return get_label(unit.block) in (context.forms if unit.weight < _LONG_ENTRY else context.questionnaire)


def _stands_by_a_refrain(pair: Pair, units: Sequence[Unit], context: RepetitionContext) -> bool:
    """Whether a line that comes up again and again stands beside it both times, as in the entries of a catalogue."""
    return any(
        min(pair.copy, pair.original) + step >= 0
        and max(pair.copy, pair.original) + step < len(units)
        and units[pair.copy + step].folded == units[pair.original + step].folded
        and units[pair.copy + step].folded in context.refrains
        for step in (-1, 1)
    )


def _is_sentence(unit: Unit) -> bool:
    content = unit.block.text.content
    return (
        unit.weight >= SHORT
        or any(mark in content for mark in _SENTENCE_SIGNS)
        or _WITHOUT_FULL_STOPS.search(content) is not None
    )


def _measure_own_weight(unit: Unit) -> int:
    """The weight of what a block says besides its links and its code, where those are half of it; else enough."""
    content = unit.block.text.content
    own, end = "", 0
    for mark in unit.block.marks:
        if mark.kind == "Link":
            own += content[end : mark.start]
            end = max(end, mark.end)
    own = (own + content[end:]).replace(ATOM, "")
    return compute_weight(fold(own)) if 2 * len(own) <= len(content) else _OWN_WORDS
