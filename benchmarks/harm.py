"""What a repair did to articles, told from the texts alone: nothing of endmark is asked.

    python benchmarks/harm.py BEFORE AFTER [--list KIND] [--report REPORT]

BEFORE is a folder of articles, AFTER a copy of it that was repaired. For each file
that differs it counts

- order: sentences that no longer stand in the order in which they were first told;
- heads: the end of a sentence stands at the beginning of a paragraph, without the beginning it had before;
- titles: a title over text stands over nothing;
- joins: two halves of a sentence are joined in a way in which nothing in the folder is written;
- lost: whole sentences that stand nowhere any more, nor nearly so with the same numbers, negations and names;
- hidden: no end marker is left, but a sentence that broke off before one, or a long line that stands twice; unless
  REPORT, what `endmark check --format json` says of AFTER, names its line as an error.

A file with any of them is harmed.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import islice, pairwise, takewhile
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from measure import articles

KINDS = ("order", "heads", "titles", "joins", "lost", "hidden")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_MARKER = re.compile(r"(?:-{2,}|={2,}|\[|<\|?)[ \t]*(?:END|EOF|endoftext|im_end)[A-Z \t]*(?:-*|=*|\]|\|?>)")
_STOPS = '。！？!?.…：:」』）)”"』》】'
_SENTENCE = re.compile(r".*?(?:[。！？]+[」』）]*|[.!?]+(?=\s|\Z))|.+\Z")
_TITLE = re.compile(r"(#{1,6})\s+\S.*|\*\*[^*]+\*\*")
_DRESS = re.compile(r"^\s*(?:[-*+]\s+|\d{1,3}[.)]\s+|>\s*|#{1,6}\s+)*")
_ELLIPSES = re.compile(r"^(?:\.{3,}|…+|‥+)\s*")
_REST = re.compile(r"[、。，．,.)）」』をんっゃゅょぁぃぅぇぉー…‥a-z]|[がはにのへで][\u30a1-\u9fff]")
"""What hardly any paragraph begins with, but the rest of a sentence."""

_QUALITY = re.compile(r"[\u3400-\u9fff]な[\u30a1-\u30fa\u3400-\u9fff]")
"""A noun, the ending by which it qualifies another, and that: any two may meet so."""

_TITLE_FIELD = re.compile(r"^title:[ \t]*(.*)$", re.MULTILINE)
_PARTS = re.compile(r"[:：|｜–—―]")
"""What parts a title from what is below it."""

_SHORTEST = 16
"""Letters from which a sentence is known again."""

_SHORTEST_END = 12
"""Letters from which the end of a sentence is known again as its end."""

_LONG_LINE = 40
"""Letters of a line that nobody writes twice."""

_NEAR = 85
_LONGER = 1.3
_TWICE = 2
_PIECES = 4
"""Stretches in which a longer sentence has another one, between three additions: with more its words are there by
chance."""

_OPENING = 10
"""Letters of a few words before what a sentence says: "as you know", 正直なところ."""

_SAID = 0.95
"""Share of the letters of a sentence that another one has, too, if it says the same: a particle may be missing."""

_PARTICLES = "をにへとがはもの"
_START = 3
"""Letters by which what a sentence begins with is known again."""

_NUMBERS = re.compile(r"\d+|[〇一二三四五六七八九十百千万億兆]+")
_NO_NUMBER = re.compile("万が?一の?")
"""A word with numerals that counts nothing: by any chance."""

_NAMES = re.compile(r"[A-Z][A-Za-z0-9]+|[\u30a1-\u30faー]{3,}")
"""What looks like a name or a term: capitals, and loanwords."""

_STUTTER = re.compile(r"(.{2,})\1")
"""What a slip says twice in a name."""

_DENIALS = re.compile(r"\bnot\b|\bno\b|n't\b|\bnever\b|ない|なか|なけれ|ません|ならな|ず、")


def main() -> None:
    """Compare two folders, and print what came of it."""
    parser = argparse.ArgumentParser(description="See what a repair did to a folder of articles.")
    parser.add_argument("before", type=Path, metavar="BEFORE", help="the articles as they were")
    parser.add_argument("after", type=Path, metavar="AFTER", help="the same articles, repaired")
    parser.add_argument("--list", choices=KINDS, metavar="KIND", help="print each harm of a kind: " + ", ".join(KINDS))
    parser.add_argument("--report", type=Path, metavar="REPORT", help="what is still found: it hides nothing")
    asked = parser.parse_args()
    shown = read_report(asked.report) if asked.report else {}
    for folder in (asked.before, asked.after):
        if not folder.is_dir():
            sys.exit(f"There is no folder {folder}.")
    names = [file.relative_to(asked.before) for file in articles(asked.before)]
    usage = Usage((asked.before / name).read_text(encoding="utf-8") for name in names)
    files: Counter[str] = Counter()
    harms: Counter[str] = Counter()
    for name in names:
        was, now = ((folder / name).read_text(encoding="utf-8") for folder in (asked.before, asked.after))
        files["with a marker before"] += bool(_MARKER.search(was))
        files["with a marker after"] += bool(_MARKER.search(now))
        harms["markers before"] += len(_MARKER.findall(was))
        harms["markers after"] += len(_MARKER.findall(now))
        if was == now:
            continue
        files["changed"] += 1
        found = find_harm(was, now, usage, shown.get(name.as_posix(), frozenset()))
        files["harmed"] += any(found.values())
        for kind in KINDS:
            files[kind] += bool(found[kind])
            harms[kind] += len(found[kind])
            if asked.list == kind:
                for what in found[kind]:
                    print(f"{name}: {what}")
    for kind in KINDS:
        print(f"{kind:>8}: {files[kind]:>4} files, {harms[kind]:>5} places")
    print(f"{len(names)} files, {files['changed']} changed, {files['harmed']} harmed")
    print(
        f"markers: {harms['markers before']} in {files['with a marker before']} files before,"
        f" {harms['markers after']} in {files['with a marker after']} after"
    )


class Usage:
    """How texts are written: which three letters in a row, and which words, stand in them."""

    def __init__(self, texts: Iterator[str]) -> None:
        self._threes: set[str] = set()
        self._words: Counter[str] = Counter()
        self._starts: set[str] = set()
        for text in texts:
            for line in read_lines(text):
                plain = _drop_dress(line)
                self._threes.update(plain[start : start + 3] for start in range(len(plain) - 2))
                self._words.update(re.findall(r"[A-Za-z]+", plain))
                # What begins a line may be the rest of a sentence itself.
                self._starts.update(found.strip()[:_START] for found in islice(_iter_sentences([line]), 1, None))

    def allows(self, head: str, rest: str) -> bool:
        """Whether two halves may stand next to each other so."""
        for size in range(1, 13):
            if head.endswith(rest[:size]) and len(rest) > size and not rest[:size].isspace():
                doubled = rest[: size + 1][-2:]
                if size > 1 or doubled[:1] * 2 in ("はは", "をを", "がが", "もも", "のの", "にに"):
                    return False
        last, first = re.search(r"[A-Za-z]+\Z", head), re.match(r"[A-Za-z]+", rest)
        if last and first:
            return self._words[last[0] + first[0]] > 0
        if head[-2:] + rest[:1] in self._threes or head[-1:] + rest[:2] in self._threes:
            return True
        if _QUALITY.match(head[-1:] + rest[:2]):
            return True
        # Any word may follow a particle, but not one that begins sentences.
        return head[-1:] in _PARTICLES and rest[:_START] not in self._starts

    def knows(self, head: str, rest: str) -> bool:
        """Whether both what leads over the joint and what leads away from it is written elsewhere."""
        return head[-2:] + rest[:1] in self._threes and head[-1:] + rest[:2] in self._threes


class Tear(NamedTuple):
    """A line before an end marker that breaks off, and the line after."""

    head: str
    rest: str


def read_report(file: Path) -> dict[str, set[int]]:
    """The lines that a JSON report names as errors, by the file."""
    lines: dict[str, set[int]] = {}
    for found in json.loads(file.read_text(encoding="utf-8"))["violations"]:
        if found["severity"] == "error":
            lines.setdefault(found["path"], set()).update(range(found["line"], found["end_line"] + 1))
    return lines


def find_harm(was: str, now: str, usage: Usage, shown: Container[int] = ()) -> dict[str, list[str]]:
    """What a repair broke, by kind; `shown` are the lines, afterwards, of which it is said that something is wrong."""
    before, after = read_lines(was), read_lines(now)
    tears = list(_find_tears(before))
    return {
        "order": list(_find_moved(before, after, _reduce((_FRONT_MATTER.match(was) or [""])[0]))),
        "heads": list(_find_beheaded(tears, before, after, usage)),
        "titles": list(_find_emptied(before, after)),
        "joins": list(_find_bad_joins(before, after, usage)),
        "lost": list(_find_lost(before, now)),
        "hidden": list(_find_hidden(tears, before, after, read_lines(_drop_lines(now, shown)))),
    }


def read_lines(text: str) -> list[str]:
    """The lines of an article that are not empty, without its front matter; end markers stand as `""`."""
    lines: list[str] = []
    for line in _FRONT_MATTER.sub("", text.replace("\r\n", "\n")).splitlines():
        parts = _MARKER.split(line)
        for number, part in enumerate(parts):
            if number:
                lines.append("")
            if part.strip():
                lines.append(part.strip())
    return lines


def _reduce(text: str) -> str:
    """Letters and digits."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text))).casefold()


def _drop_dress(line: str) -> str:
    return _ELLIPSES.sub("", _DRESS.sub("", line).replace("**", "").replace("__", "")).strip()


def _iter_sentences(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield from (found[0] for found in _SENTENCE.finditer(_drop_dress(line)) if found[0].strip())


def _is_whole(sentence: str) -> bool:
    return sentence.rstrip()[-1:] in _STOPS


def _find_moved(before: Sequence[str], after: Sequence[str], titled: str) -> Iterator[str]:
    """The fewest sentences that would have to move to bring the first tellings back into their order.

    What the front matter says, too, is told there first, and a sentence behind the same one as before has not moved.
    Nor has what the article ends with, where it ended with it before.
    """
    after = [line for line in after if line]
    after = after[: len(after) - _measure_ending(before, after)]
    told: dict[str, int] = {}
    torn = dict(_find_tears(before))
    for line in before:
        for sentence in _iter_sentences([line]):
            told.setdefault(_reduce(sentence), len(told))
        if line in torn:  # a sentence that was broken off is told where it begins
            for _, joined in _iter_joined(line, torn[line]):
                told.setdefault(joined, len(told))
    seen = _list_heads(before, after, told, titled)
    left = set(map(_reduce, _iter_sentences(after)))
    gone = [reduced for reduced in told if len(reduced) >= _SHORTEST and reduced not in left]
    ranked = [(told[reduced], sentence) for reduced, sentence in seen.items()]
    moved = set(_iter_out_of_order(ranked))
    # A fuller wording is told where the first one was, which went for it.
    ranked = [
        (min([place, *_find_near(_reduce(sentence), gone, told)]) if (place, sentence) in moved else place, sentence)
        for place, sentence in ranked
    ]
    yield from (sentence for _, sentence in _iter_out_of_order(ranked))


def _measure_ending(before: Sequence[str], after: Sequence[str]) -> int:
    """How many lines an article ends with as the last pass did before that ended so.

    An earlier one told them, too, and did not begin with them.
    """
    passes: list[list[str]] = [[]]
    for line in before:
        if line:
            passes[-1].append(line)
        else:
            passes.append([])
    times = Counter(map(_reduce, _iter_sentences(before)))
    again = {line for line in before if all(times[_reduce(one)] > 1 for one in _iter_sentences([line]))}
    again.discard(next(filter(None, before), ""))
    ending = next((row for row in reversed(passes) if row and row[-1:] == list(after[-1:])), [])
    same = zip(reversed(after), reversed(ending), strict=False)
    return len(list(takewhile(lambda lines: lines[0] == lines[1] in again, same)))


def _iter_joined(line: str, rest: str) -> Iterator[tuple[str, str]]:
    """A sentence that was broken off, each with one that it may have been."""
    *_, head = _iter_sentences([line])
    following = next(_iter_sentences([rest]))
    for size in range(min(len(head), len(following))):
        if head.endswith(following[:size]):
            yield _reduce(head), _reduce(head + following[size:])


def _find_near(wanted: str, gone: Sequence[str], told: Mapping[str, int]) -> Iterator[int]:
    """Where the sentences that are gone told nearly the same."""
    found = process.extract(wanted, gone, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=8)
    return (told[other] for other, _, _ in found)


def _iter_out_of_order(ranked: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The fewest that would have to go that the others stand in the order of their places."""
    ends: list[int] = []
    chain: list[list[int]] = []
    back: dict[int, int] = {}
    for number, (place, _) in enumerate(ranked):
        index = bisect_right(ends, place)
        back[number] = chain[index - 1][-1] if index else -1
        if index == len(ends):
            ends.append(place)
            chain.append([number])
        else:
            ends[index] = place
            chain[index].append(number)
    kept = set[int]()
    number = chain[-1][-1] if chain else -1
    while number >= 0:
        kept.add(number)
        number = back[number]
    yield from (one for number, one in enumerate(ranked) if number not in kept)


def _iter_pairs(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each two sentences that follow each other in a pass."""
    last = ""
    for line in lines:
        last = last if line else ""
        for sentence in _iter_sentences([line]):
            yield last, (last := _reduce(sentence))


def _list_heads(before: Sequence[str], after: Sequence[str], told: Container[str], titled: str) -> dict[str, str]:
    """The sentences that were told before, but for those that stand behind the same one as before, in their order.

    What a pass adds to a sentence stands in its paragraph or in the next. The sentence before may have been the rest of
    one that was broken off, or begin with a word more or less.
    """
    leads: dict[str, set[str]] = {}
    for one, other in _iter_pairs(before):
        leads.setdefault(other, set()).add(one)
    for tear in _find_tears(before):
        for head, joined in _iter_joined(*tear):
            leads.setdefault(joined, set()).update(leads.get(head, ()))
    seen: dict[str, str] = {}
    held: set[str] = set()
    near: list[str] = []
    for line in after:
        here: list[str] = []
        for sentence in _iter_sentences([line]):
            reduced = _reduce(sentence)
            above = [*near, *here]
            here.append(reduced)
            if len(reduced) < _SHORTEST or reduced not in told or reduced in titled or not _is_whole(sentence):
                continue
            if reduced not in seen and any(_is_same(one, lead) for one in above for lead in leads.get(reduced, ())):
                held.add(reduced)
            elif reduced not in held:
                seen.setdefault(reduced, sentence)
        near = here or near
    return seen


def _is_same(one: str, other: str) -> bool:
    """Whether two sentences are the same, or one is what the other ends with."""
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= _SHORTEST_END and longer.endswith(shorter))


def _find_tears(lines: Sequence[str]) -> Iterator[Tear]:
    for number, line in enumerate(lines[:-2]):
        if line and not _is_whole(line) and not lines[number + 1] and not _TITLE.fullmatch(line):
            rest = next((other for other in lines[number + 1 :] if other), "")
            if rest and not _TITLE.fullmatch(rest):
                yield Tear(line, rest)


def _goes_on(head: str, rest: str, before: Sequence[str], usage: Usage) -> bool:
    """Whether a line that might as well begin a sentence is the rest of one."""
    start = rest[:8]
    if start[0].isascii() or start in head or not usage.knows(head, rest):
        return False
    texts = [line for line in before if line]
    return not any(
        (_is_whole(one) or _TITLE.fullmatch(one)) and _drop_dress(other).startswith(start)
        for one, other in pairwise(texts)
    )


def _find_beheaded(tears: Sequence[Tear], before: Sequence[str], after: Sequence[str], usage: Usage) -> Iterator[str]:
    """Rests that stand alone at the beginning of a line, though what they are the rest of stood before them.

    What stands below the same line as before was the rest of nothing.
    """
    stood = {(one, other) for one, other in pairwise(["", *before]) if one}
    for head, rest in tears:
        plain, start = _drop_dress(rest), rest.lstrip()
        *_, fragment = _iter_sentences([head])
        again = _reduce(plain)
        if again.startswith((_reduce(fragment), _reduce(head)[:_SHORTEST])):  # the sentence begins anew, or all of it
            continue
        if not (_ELLIPSES.match(start) or _REST.match(plain) or _goes_on(head, plain, before, usage)):
            continue
        tail = _reduce(head)[-12:]
        for one, other in pairwise(["", *after]):
            if _drop_dress(other)[:30] != plain[:30] or (_TITLE.fullmatch(other) and other in before):
                continue
            place = after.index(other)
            above = next((line for line in reversed(after[:place]) if line), "")
            if (above, other) in stood:
                continue
            if not (_reduce(above).endswith(tail) or (not one and place and not _is_whole(above))):
                yield other[:60]


def _find_emptied(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    was = dict.fromkeys(_iter_empty(before))
    yield from (title for title in _iter_empty(after) if title not in was)


def _iter_empty(lines: Sequence[str]) -> Iterator[str]:
    for line, other in pairwise([*lines, ""]):
        found = _TITLE.fullmatch(line)
        if not found:
            continue
        below = _TITLE.fullmatch(other)
        deeper = below and found[1] and (not below[1] or len(below[1]) > len(found[1]))
        if not other or (below and not deeper):
            yield line


def _find_bad_joins(before: Sequence[str], after: Sequence[str], usage: Usage) -> Iterator[str]:
    """Lines that were not there, and at whose joint stands what nobody writes."""
    known = set(before)
    plain = [_drop_dress(line) for line in before if line]
    whole = "\n".join(plain)
    for line in after:
        if line in known or not line:
            continue
        text = _drop_dress(line)
        if text in whole:
            continue
        # The longest beginning of it that stood at the end of a line, and a line that begins with what follows.
        for head in plain:
            if _is_whole(head):
                continue
            tail = head[-12:]
            place = text.find(tail) if len(tail) >= 4 else -1  # noqa: PLR2004
            if place < 0:
                continue
            joint = place + len(tail)
            rest = text[joint:]
            if not rest.strip() or text[max(0, joint - 8) : joint + 8] in whole:
                continue
            if not usage.allows(text[:joint], rest):
                yield f"{text[max(0, joint - 20) : joint]}|{rest[:20]}"
            break


class Meaning(NamedTuple):
    """What no other wording of a sentence may lack or change: its numbers, its denials, and what it names."""

    numbers: Counter[str]
    denials: int
    names: frozenset[str]


def _tell_meaning(sentence: str) -> Meaning:
    plain = _NO_NUMBER.sub("", unicodedata.normalize("NFKC", sentence))
    names = frozenset(_STUTTER.sub(r"\1", name).casefold() for name in _NAMES.findall(plain))
    return Meaning(Counter(_NUMBERS.findall(plain)), len(_DENIALS.findall(plain)), names)


def _covers(other: Meaning, wanted: Meaning, *, is_longer: bool) -> bool:
    """Whether a wording has all that another one may not lack; one that is longer may have more of it."""
    if is_longer:
        return wanted.numbers <= other.numbers and wanted.denials <= other.denials and wanted.names <= other.names
    return (wanted.numbers, wanted.denials) == (other.numbers, other.denials) and wanted.names <= other.names


def _find_lost(before: Sequence[str], now: str) -> Iterator[str]:
    left = _reduce(now)  # the title of the front matter, too
    sentences = list(_iter_sentences(read_lines(now)))
    reduced = [_reduce(sentence) for sentence in sentences]
    title = (_TITLE_FIELD.search(now) or ["", ""])[1]
    said = {*reduced, *map(_reduce, _iter_sentences([title, *_PARTS.split(title)]))}
    told = [line for line in before if not _TITLE.fullmatch(line)]  # a title may go with its text
    for sentence in dict.fromkeys(_iter_sentences(told)):
        wanted = _reduce(sentence)
        if len(wanted) < _SHORTEST or _is_left(wanted, left, said):
            continue
        if not _is_whole(sentence) and any(one.startswith(wanted[:_SHORTEST]) for one in reduced):
            continue
        meaning = _tell_meaning(sentence)
        near = process.extract(wanted, reduced, scorer=fuzz.partial_ratio, score_cutoff=_NEAR, limit=8)
        places = [place for _, _, place in near]
        # A fuller wording may have a word more in its midst.
        places += (place for place, other in enumerate(reduced) if _says_all(wanted, other))
        if not any(
            _covers(_tell_meaning(sentences[place]), meaning, is_longer=len(reduced[place]) > _LONGER * len(wanted))
            for place in places
        ):
            yield sentence.strip()


def _is_left(wanted: str, left: str, said: Container[str]) -> bool:
    """Whether it is still said: as a whole, or behind what is said elsewhere by itself, or behind a word or two.

    A pass that was given the article as one line says its title and its first sentence as one.
    """
    if wanted in left:
        return True
    rest = next((place for place in range(len(wanted) - _SHORTEST) if wanted[place:] in left), None)
    return rest is not None and (rest <= _OPENING or wanted[:rest] in said)


def _says_all(wanted: str, other: str) -> bool:
    """Whether all letters of a sentence stand, in their order, in another that is not much longer.

    One of twice the length has them in a few long pieces, or they are there by chance.
    """
    if not len(wanted) <= len(other) <= _TWICE * len(wanted):
        return False
    if len(other) > _LONGER * len(wanted):
        pieces = [step for step in LCSseq.opcodes(wanted, other) if step.tag == "equal"]
        return len(pieces) <= _PIECES and sum(step.src_end - step.src_start for step in pieces) == len(wanted)
    return LCSseq.similarity(wanted, other) >= _SAID * len(wanted)


def _drop_lines(text: str, numbers: Container[int]) -> str:
    return "\n".join(line for number, line in enumerate(text.splitlines(), 1) if number not in numbers)


def _find_hidden(
    tears: Sequence[Tear], before: Sequence[str], after: Sequence[str], silent: Sequence[str]
) -> Iterator[str]:
    """What is wrong in silent lines; of a line that stands twice one is enough that is none."""
    if "" not in before or "" in after:
        return
    ends = {line[-20:] for line in silent}
    heads = dict.fromkeys(tear.head for tear in tears)
    yield from (f"breaks off: {head[-30:]}" for head in heads if head[-20:] in ends)
    counts = Counter(reduced for line in silent if len(reduced := _reduce(line)) >= _LONG_LINE)
    yield from (f"stands twice: {line[:30]}" for line, count in counts.items() if count > 1)


if __name__ == "__main__":
    main()
