"""Conclusions that several passes tell: the one that ends the article stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from endmark.linting.repair.assembly.model import Assembly
from endmark.linting.repair.assembly.parts import Part
from endmark.linting.repair.assembly.references import takes_up
from endmark.linting.repair.pieces import Sentence


class _Ending(Struct, frozen=True):
    """What the article ends with, from its last part on, and by their numbers the parts that told it before.

    What is `said` is also what the earlier ones say in nearly the same words.
    """

    last: tuple[Part, ...] = ()
    first: Mapping[int, Part] = {}
    said: frozenset[str] = frozenset()

    def extend(self, part: Part, earlier: Sequence[Part], near: Iterable[Sentence]) -> _Ending:
        """The same with one part more before it, and what that says in nearly the same words."""
        first = {**self.first, **{one.number: one for one in earlier}}
        said = (sentence.said for sentence in (*part.sentences, *near))
        return _Ending((*self.last, part), first, self.said.union(said))

    def says(self, part: Part, assembly: Assembly) -> bool:
        """Whether all that a part says is said by what the article ends with; halves are, where what they make is."""
        sentences = list(part.sentences)
        joint = assembly.joints.get(part.number)
        if joint is not None and joint[0].number in self.first and assembly.joined[part.number] in self.said:
            sentences.pop()
        if part.number in assembly.second_halves and any(
            rest is part and number in self.first for number, (rest, _) in assembly.joints.items()
        ):
            sentences.pop(0)
        return all(sentence.said in self.said for sentence in sentences)


def keep_last_conclusion(assembly: Assembly) -> None:
    """Let what a pass ended with go, where the article ends with it again, behind what was told in between.

    A conclusion is known by its place: it ends the article, and the pass that tells it last tells before it whatever
    the earlier one told behind it. What follows the earlier one must not take it up.
    """
    if not assembly.assembled:
        return
    passes = _split_at_markers(assembly.parts)
    numbers = {part.number: number for number, row in enumerate(passes) for part in row}
    ending = _Ending()
    best: _Ending | None = None
    tried = 0
    for part in reversed(_find_last_whole(passes)):
        earlier = _list_first_told(assembly, part)
        if not earlier or min(one.number for one in earlier) > min(ending.first, default=part.number):
            break
        near = (assembly.parts[number].sentences[which] for number, which in assembly.near.get(part.number, ()))
        ending = ending.extend(part, earlier, near)
        tried += 1
        if _may_go(assembly, ending, numbers):
            best, tried = ending, 0
        if tried == _MOST_TRIED:
            break
    if best is not None:
        _keep(assembly, best)


_MOST_TRIED = 16
"""Parts by which an ending that may not go is extended: the next may say what it lacks, but no article is all end."""


def _keep(assembly: Assembly, ending: _Ending) -> None:
    for part in [*ending.first.values(), *_iter_other_titles(assembly, ending)]:
        for source in _iter_sources(part):
            source.moved = False
        part.additions, part.added, part.replacement = [], [], None
        part.gone = True
        assembly.joints.pop(part.number, None)
        assembly.told.add(part.number)
        assembly.ended_again.add(part.number)
    for part in ending.last:
        part.gone = False
        assembly.told.discard(part.number)


def _iter_other_titles(assembly: Assembly, ending: _Ending) -> Iterator[Part]:
    """The titles of an ending where a pass in between told it: other text would stand below them."""
    titles = {part.said for part in ending.last if part.level}
    above: Part | None = None
    for part in assembly.parts[: ending.last[-1].number]:
        if above is not None and part.is_text:
            if part.gone and any(told.number in ending.first for told in _iter_tellings(assembly, part)):
                yield above
            above = None
        if part.level:
            above = part if part.said in titles else None


def _split_at_markers(parts: Sequence[Part]) -> list[list[Part]]:
    passes: list[list[Part]] = [[]]
    for part in parts:
        if part.is_marker:
            passes.append([])
        else:
            passes[-1].append(part)
    return passes


def _find_last_whole(passes: Sequence[Sequence[Part]]) -> Sequence[Part]:
    """The last pass that ends with a whole sentence; empty where something behind it stays."""
    for row in reversed(passes[1:]):
        if row and not row[-1].breaks_off:
            return row
        if any(not part.gone for part in row):
            break
    return ()


def _list_first_told(assembly: Assembly, part: Part) -> Sequence[Part]:
    """The parts before a part that tell all of it, if it is a title or goes for them."""
    if part.level:
        title = assembly.titles.get(part.said, -1)
        return [assembly.parts[title]] if 0 <= title < part.number else ()
    if not part.gone or part.moved or part.block.kind != "paragraph" or part.block.depth:
        return ()
    told = [one for one in _iter_tellings(assembly, part) if one is not part and not one.level]
    numbers = {one.number for one in told}
    heads = (head for head, (rest, _) in assembly.joints.items() if rest.number in numbers)
    return [*told, *(assembly.parts[head] for head in heads if told)]


def _iter_tellings(assembly: Assembly, part: Part) -> Iterator[Part]:
    """The parts for which a part goes, and those for which they go, down to such as stay or have come to others."""
    told = assembly.told_by.get(part.number)
    if told is None or not part.gone or part.moved:
        yield part
        return
    for number in assembly.originals.get(part.number) or {told.number}:
        yield from _iter_tellings(assembly, assembly.parts[number])


def _may_go(assembly: Assembly, ending: _Ending, numbers: Mapping[int, int]) -> bool:
    """Whether what told an ending first may go: it ends what its pass tells, and what stays behind it came later."""
    first, last = min(ending.first), ending.last[-1]
    if numbers[max(ending.first)] >= numbers[last.number]:
        return False
    if not all(_is_free(assembly, part, ending) for part in ending.first.values()):
        return False
    if _count_texts(assembly, ending.first.values()) > _count_texts(assembly, ending.last):
        return False  # what has run together is the worse telling
    above = next((part for part in reversed(assembly.parts[:first]) if _stays(part)), None)
    if above is None or not above.is_text:
        return False  # a title would stand over nothing, or the article would lose its beginning
    between = [part for part in assembly.parts[first : last.number] if _stays(part) and part.number not in ending.first]
    texts = [part for part in between if _says_something(assembly, part)]
    again = _list_told_again(assembly, last, numbers)
    if not texts or not all(part.number in again or _is_later(part, ending, numbers) for part in texts):
        return False
    written = [part.block.text.content for part in assembly.parts[:first] if _stays(part)]
    following = (part for part in _iter_behind(between, ending) if part in texts and part.sentences)
    return not any(takes_up(part.sentences[0].content, written) for part in following)


def _count_texts(assembly: Assembly, parts: Iterable[Part]) -> int:
    return sum(part.is_text and not part.moved and part.number not in assembly.second_halves for part in parts)


def _is_later(part: Part, ending: _Ending, numbers: Mapping[int, int]) -> bool:
    """Whether a part is of a later pass than all before it that told the ending."""
    return all(numbers[number] < numbers[part.number] for number in ending.first if number < part.number)


def _says_something(assembly: Assembly, part: Part) -> bool:
    """Whether a part says something of its own: it is no title, nor only one in bold without its text."""
    only_title = part.is_titled and (part.first, part.last) == (0, 1)
    return not (part.level or part.number in assembly.light or only_title)


def _is_free(assembly: Assembly, part: Part, ending: _Ending) -> bool:
    """Whether the article's end says all that a part says, and all that comes to it."""
    if part.first or part.last < len(part.sentences) or assembly.is_fixed(part) or not ending.says(part, assembly):
        return False
    is_half = part.number in assembly.joints or part.number in assembly.second_halves
    if part.number in assembly.contested or part.number in assembly.stubs:
        return False
    if part.number in assembly.rests and not is_half:
        return False
    if part.gone:
        return any(source is part for host in ending.first.values() for source in _iter_sources(host))
    return all(ending.says(source, assembly) for source in _iter_sources(part))


def _iter_sources(part: Part) -> Iterator[Part]:
    """The parts from which something comes to a part."""
    yield from part.added
    yield from (addition.part for addition in part.additions)
    if part.replacement is not None:
        yield part.replacement


def _list_told_again(assembly: Assembly, last: Part, numbers: Mapping[int, int]) -> set[int]:
    """The numbers of the parts that a pass tells again before a part of it."""
    before = (part for part in assembly.parts[: last.number] if numbers.get(part.number) == numbers[last.number])
    return {told.number for part in before if part.gone for told in _iter_tellings(assembly, part)}


def _iter_behind(between: Sequence[Part], ending: _Ending) -> Iterator[Part]:
    """The first of what stays behind each of the parts that go."""
    before = min(ending.first) - 1
    for part in between:
        if any(number in ending.first for number in range(before + 1, part.number)):
            yield part
        before = part.number


def _stays(part: Part) -> bool:
    return not (part.gone or part.is_marker)
