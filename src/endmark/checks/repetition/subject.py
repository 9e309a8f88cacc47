"""What a paragraph speaks of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from operator import ne

from msgspec import Struct

from endmark.checks.repetition.units import Unit
from endmark.checks.text.folding import CJK, MARKS
from endmark.checks.text.meaning import NUMERALS
from endmark.document.blocks import ATOM
from endmark.document.late_pattern import compile_late
from endmark.document.remembering import remember_within

_HUMP = compile_late(r"(?<=[a-z])(?=[A-Z])")
_LONG_WORD = compile_late(rf"(?:[^\W\d_]|[{MARKS}]){{3,}}")
_WORD = compile_late(r"\w+")
_FIGURE = compile_late(rf"[\d{NUMERALS}]+")
_SECTION = compile_late(r"(?:[^\W\d_]{1,12}\.? )?\d{1,3}(?:\.\d{1,3})+\.?(?=\s)")
_TARGET = compile_late(r"\]\(([^()\s]+)")
_SAME_WORDS = 0.98
"""Share of letters that two texts have in common of which one gives other figures for the other."""

_SAME_NAME = 0.75
"""Share of letters that two names have in common of which one is a slip for the other."""

_SAME_LEAD = 0.5
"""Share of letters that the words in bold have in common of which one was only misspelled."""

_SEVERAL_WORDS = 2

_STEM_LETTERS = 4
"""Letters after which `sending` and `send`, `creation` and `created` may differ."""


def is_about_other_subject(copy: Unit, original: Unit, source: str, labels: tuple[str, str] = ("", "")) -> bool:
    """Whether a near copy differs in words of its own heading or of the addresses it points to.

    So descriptions of two things are made: the sentence stays, and the name of
    the thing changes. Who only edits what is said does not keep to those words. `labels`
    are the lines over the two that name them as a heading does.
    """
    own = {*split_stems(copy.heading), *split_stems(labels[0]), *_get_address_stems(copy, source)}
    own.difference_update(split_stems(original.heading), split_stems(labels[1]), _get_address_stems(original, source))
    if _lost_sign(copy, original):
        return False
    return (bool(own) and not own.isdisjoint(find_new_stems(copy, original))) or _leaves_other_subject(copy, original)


def _leaves_other_subject(copy: Unit, original: Unit) -> bool:
    """Whether a near copy lacks several words with which the original speaks of its own heading: one may be a slip."""
    its = {*split_stems(original.heading)}.difference(split_stems(copy.heading))
    lost = its & find_new_stems(original, copy)
    # One wrong sign of a Chinese word changes two of its stems.
    return len(lost) >= _SEVERAL_WORDS + all(CJK.match(stem) for stem in lost)


def substitutes_alike(copy: Unit, original: Unit) -> bool:
    """Whether a near copy puts the same word for the same word more than once: it says of another thing what was said.

    So it is where two words changed places, as left and right do.

    Who makes a mistake, or words something anew, does not keep to a list of words.
    """
    replaced: Counter[tuple[str, str]] = Counter()
    for gone, new in _iter_changes(copy, original):
        replaced.update(zip(gone, new, strict=False))
    return any(count > 1 or (after, before) in replaced for (before, after), count in replaced.items())


def puts_in_alike(copy: Unit, original: Unit) -> bool:
    """Whether a word that the original does not have at all was put in at several places: its subject, as it may be."""
    known = set(split_stems(original.block.text.content))
    put_in = Counter(stem for _, new in _iter_changes(copy, original) for stem in set(new) - known)
    return any(count > 1 for count in put_in.values())


def _iter_changes(copy: Unit, original: Unit) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The words that are gone and those that came, for each place where two near copies differ."""
    from rapidfuzz.distance import Levenshtein

    before, after = (split_stems(unit.block.text.content) for unit in (original, copy))
    for step in Levenshtein.opcodes(before, after):
        if step.tag != "equal":
            yield before[step.src_start : step.src_end], after[step.dest_start : step.dest_end]


def shows_other_names(copy: Unit, original: Unit, known: Container[str]) -> bool:
    """Whether a near copy shows inline code or an image in the place of another: it says the same of that.

    Slips do not count.
    """
    return not _lost_sign(copy, original) and bool(_find_other_names(copy, original, known))


def _lost_sign(copy: Unit, original: Unit) -> bool:
    """Whether one of the signs around inline code was lost: nobody can tell then what is code."""
    return any("`" in unit.block.text.content for unit in (copy, original))


def _find_other_names(copy: Unit, original: Unit, known: Container[str]) -> set[str]:
    """The inline code and images of a text that stand in the place of others, but for slips.

    One that is `known` from elsewhere in the document is another; so is one that is
    too unlike what it replaces to be a slip.
    """
    from rapidfuzz.distance import Indel

    names, others = set(copy.atoms), set(original.atoms)
    gone = others - names
    return {
        name
        for name in (names - others if gone else ())
        if name in known or all(Indel.normalized_similarity(name, one) < _SAME_NAME for one in gone)
    }


def has_other_lead(copy: Unit, original: Unit) -> bool:
    """Whether both begin in bold, and name something else there, or with the name of something in code.

    Numbers of sections or figures at the beginning name something, too.
    """
    from rapidfuzz.distance import Indel

    numbers = [found and found[0] for found in (_SECTION.match(unit.block.text.content) for unit in (copy, original))]
    if all(numbers) and numbers[0] != numbers[1]:
        return True
    one, other = map(_get_lead, (copy, original))
    if one.names and other.names:
        # A letter of another script in a name is a slip.
        written_alike = "".join(one.names).isascii() == "".join(other.names).isascii()
        return one.names != other.names and written_alike and not _lost_sign(copy, original)
    if not one.words or not other.words:
        return False
    words, others = one.words.split(), other.words.split()
    # One word is another, or all of them are.
    parts = zip(words, others, strict=True) if len(words) == len(others) else ((one.words, other.words),)
    return any(Indel.normalized_similarity(*both) < _SAME_LEAD for both in parts)


def set_off_other_words(copy: Unit, original: Unit) -> bool:
    """Whether both set words off in bold, as many times, and the first ones name something else: so terms are defined.

    A term may hold the other one: a part of a thing is another thing.
    """
    marked, others = ([mark for mark in unit.block.marks if mark.kind == "Strong"] for unit in (copy, original))
    if not marked or len(marked) != len(others):
        return False
    one, other = (
        split_stems(unit.block.text.content[marks[0].start : marks[0].end])
        for unit, marks in ((copy, marked), (original, others))
    )
    return bool(one and other) and set(one) != set(other)


class _Lead(Struct, frozen=True):
    """What a block begins with: the words in bold, and the inline code among them or by itself."""

    words: str
    names: tuple[str, ...]


def _get_lead(unit: Unit) -> _Lead:
    content = unit.block.text.content
    mark = next(iter(unit.block.marks), None)
    words = content[: mark.end] if mark is not None and mark.kind == "Strong" and mark.start == 0 else ""
    return _Lead(words, unit.atoms[: words.count(ATOM) or content.startswith(ATOM)])


def find_new_stems(copy: Unit, original: Unit) -> set[str]:
    """The words of a near copy that the original does not have at that place."""
    from rapidfuzz.distance import Indel

    before, after = (split_stems(" ".join((unit.block.text.content, *unit.atoms))) for unit in (original, copy))
    steps = Indel.opcodes(before, after)
    return {stem for step in steps if step.tag == "insert" for stem in after[step.dest_start : step.dest_end]}


def _get_address_stems(unit: Unit, source: str) -> Sequence[str]:
    """The words of the addresses; of none, when one of the links is broken and its address visible text."""
    if "](" in unit.block.text.content:
        return []
    return split_stems(" ".join(_TARGET.findall(source, *unit.block.span)))


def differs_in_figures(copy: Unit, original: Unit, *, reworded: bool = False) -> bool:
    """Whether two near copies give other figures: one year after the other, one version after the other.

    A single one may be a correction, unless they say hardly anything else, or it comes with another name. Where
    they are `reworded` one is another, but may stand elsewhere, or in one of the two alone.
    """
    from rapidfuzz.distance import Indel

    figures, others = (_FIGURE.findall(unit.block.text.content) for unit in (copy, original))
    if figures == others:
        return False
    if reworded or len(figures) != len(others):
        counted, other_counted = Counter(figures), Counter(others)
        replaced = min((counted - other_counted).total(), (other_counted - counted).total())
        return replaced > (0 if reworded else 1)
    if sum(map(ne, figures, others)) > 1:
        return True
    if _give_other_names(copy, original):
        return True
    words, other_words = (_FIGURE.sub("", unit.folded) for unit in (copy, original))
    return Indel.normalized_similarity(words, other_words, score_cutoff=_SAME_WORDS) > 0


def _give_other_names(copy: Unit, original: Unit) -> bool:
    """Whether two words in a row that begin with a capital stand in the place of two others, as two holders do."""
    names, others = (set(_iter_names(_WORD.findall(unit.block.text.content))) for unit in (copy, original))
    return bool(names - others and others - names)


def _iter_names(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    return (both for both in pairwise(words) if all(word[0].isupper() and not word.isupper() for word in both))


def measure_other_names(copy: Unit, original: Unit, known: Container[str] | None = None) -> float:
    """The share of a text's inline code and images that another does not show, which shows others instead.

    Where it is said which are `known` from elsewhere in the document, slips do not count.
    """
    names, others = set(copy.atoms), set(original.atoms)
    if names <= others or others <= names or _lost_sign(copy, original):
        return 0
    other = names - others if known is None else _find_other_names(copy, original, known)
    return len(other) / len(names)


@remember_within(1_000_000)  # each step of a judgement asks about the same paragraphs, and so does each of a repair
def split_stems(text: str) -> Sequence[str]:
    """The beginnings of the words; of Chinese, Japanese and Korean, which part no words, every two characters."""
    stems = [word[:_STEM_LETTERS].casefold() for word in _LONG_WORD.findall(_HUMP.sub(" ", CJK.sub(" ", text)))]
    for run in CJK.findall(text):
        stems.extend(map("".join, pairwise(run)))
    return stems
