"""The passes of an article, aligned: of each thing that they tell, one telling is kept, in the order of the first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from endmark.checks.cuts.continuation import ELLIPSES, begins_inside
from endmark.checks.text.difference import count_decisive
from endmark.checks.text.folding import compute_weight
from endmark.checks.text.meaning import normalize_meaning
from endmark.document.blocks import Block
from endmark.document.model import Document
from endmark.linting.repair.assembly.joint import Joint, find_joint, may_go_on, may_meet
from endmark.linting.repair.assembly.parts import Part, list_titles, read_parts
from endmark.linting.repair.assembly.telling import Tellings
from endmark.linting.repair.span_set import SpanSet
from endmark.linting.repair.stubs import LEAST_FRAGMENT, is_stub

_HEAVY = 40
"""Weight from which a passage that stands twice is no turn of phrase: as `duplicate-paragraph` has it."""

_LEAST_RESTART = 3
"""Letters of one that the next pass begins with."""

_MOST_NEW = 5
"""Sentences more in a telling that goes on; one with more is several paragraphs that ran together."""

_FARTHEST = 20
"""Parts by which two originals may lie apart: a pass that tells an article again may leave out a list or code."""

_MOST_SEARCHED = 50_000_000
"""Letters read to see how halves are joined, a few seconds: for an article of 50,000 letters, a thousand halves."""


class Assembly:
    """What is kept of each part of an article, and which halves are joined.

    `sure` are the places of which a check says that they repeat others by mistake, `cuts` those where it says that
    the text surely breaks off. Of an article that was not `assembled` only what stands directly below its original
    goes, word for word the same.
    """

    def __init__(self, document: Document, sure: SpanSet, cuts: SpanSet, *, assembled: bool = True) -> None:
        self.parts = read_parts(document, cuts if assembled else SpanSet())
        self.joints: dict[int, tuple[Part, Joint]] = {}
        self.contested: set[int] = set()
        self.stubs: set[int] = set()
        self._rests: dict[int, Part] = {}
        self._document = document
        self._sure = sure
        self._assembled = assembled
        self._tellings = Tellings(self.parts)
        self._texts = [part for part in self.parts if part.is_text]
        self._said_before = list(_iter_last(self.parts, lambda part: not part.is_marker))
        self._titles_before = list(_iter_last(self.parts, lambda part: part.level > 0))
        self._titles = list_titles(document, self.parts)
        self._written = "\n".join(part.block.text.content for part in self.parts if part.sentences)
        self._light: list[Part] = []
        self._shown_again = self._list_shown_again()
        self._originals: dict[int, AbstractSet[int]] = {}
        self._told: set[int] = set()
        self._told_next: set[int] = set()
        self._near: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
        self._told_by: dict[int, Part] = {}
        self._find_joints()
        self._find_contested()
        self._leave_one_telling()
        self._drop_fragments()
        self._drop_rests()
        self._gather_sections()
        self._drop_bare_titles()
        self._take_light_along()
        self._take_solids_along()
        self._take_titles_along()
        self._keep_holders()
        self._take_markers_along()

    def _find_joints(self) -> None:
        letters_left = _MOST_SEARCHED
        for head, rest in self._iter_torn():
            fragment = head.sentences[-1].said
            first = rest.sentences[0].said
            restarts = self._restarts(rest, fragment)
            if begins_inside(rest.block.text.content) or (
                not restarts and may_go_on(head.block, rest.block, self._written)
            ):
                self._rests[head.number] = rest
            if len(head.sentences) == 1 and restarts:
                continue
            if any(sentence.said == first for sentence in head.sentences):
                continue
            if head.block.depth < rest.block.depth or rest.block.kind not in ("paragraph", head.block.kind):
                continue
            if self._tells_elsewhere(head, rest):
                continue
            letters_left -= len(self._written)
            if letters_left >= 0 and (joint := find_joint(head.block, rest.block, self._written)):
                self.joints[head.number] = rest, joint
                self._rests[head.number] = rest
                content = head.block.text.content.rstrip()
                said = fragment.removesuffix(normalize_meaning(content[len(content) - joint.overlap :])) + first
                self._tellings.add_joined(said, rest.number)

    def _tells_elsewhere(self, head: Part, rest: Part) -> bool:
        """Whether what might be the rest of a part is what another one before it says: it is no rest then."""
        earlier = self._tellings.find_earlier(rest, 0)
        return earlier is not None and earlier is not head

    def _iter_torn(self) -> Iterator[tuple[Part, Part]]:
        """Parts that break off at a seam, each with the one behind it."""
        before: Part | None = None
        parted = False
        for part in self.parts:
            if part.is_marker:
                parted = True
                continue
            if parted and before is not None and before.breaks_off and before.is_text and part.is_text:
                yield before, part
            before, parted = part, part.is_cut

    def _leave_one_telling(self) -> None:
        kept: list[Part] = []
        for part in self._texts:
            told = [self._find_told(part, number) for number in range(len(part.sentences))]
            self._compare(part, told)
            if part.number in self._rests and self._tellings.find_earlier(self._rests[part.number], 0) is None:
                told[-1] = None
            self._decide(part, told, kept)
            if told[-1] is not None:
                self._told_by.setdefault(part.number, told[-1])
            if not part.gone:
                kept.append(part)

    def _find_told(self, part: Part, number: int) -> Part | None:
        """The part before a part that says one of its sentences, or that a title in it names."""
        earlier = self._tellings.find_earlier(part, number)
        if earlier is None and self._titles.get(part.sentences[number].said, part.number) < part.number:
            earlier = next((other for other in self._texts if other.number < part.number), None)
        return earlier or self._tellings.find_in_context(part, number)

    def _compare(self, part: Part, told: list[Part | None]) -> None:
        """Look for the sentences that are not told yet in nearly the same words."""
        for number, earlier in enumerate(told):
            if earlier is None and (near := self._tellings.find_near(part, number)) and near.is_same:
                told[number] = near.part
                self._near[part.number].add((near.part.number, near.number))

    def _find_contested(self) -> None:
        """Passages that say something else in nearly the same words stay, both of them.

        What the last sentence of one leads into stays with it: it may belong to this wording alone.
        """
        for part in self._texts:
            for number in range(len(part.sentences) - part.breaks_off):
                if self._tellings.find_earlier(part, number) is not None:
                    continue
                if len(part.sentences) == 1 and self._tellings.find_tail(part.said, part) is not None:
                    continue
                near = self._tellings.find_near(part, number)
                if near is None or near.is_same:
                    continue
                self.contested |= {part.number, near.part.number}
                others = part.sentences[number], near.part.sentences[near.number]
                if number == len(part.sentences) - 1 and _lead_on(*(one.content for one in others)):
                    self.contested.add(part.number + 1)

    def _decide(self, part: Part, told: Sequence[Part | None], kept: list[Part]) -> None:
        if part.number in self.contested or self._is_fixed(part):
            return
        before = kept[-1] if kept else None
        self._originals[part.number] = self._list_originals(part, told)
        if all(told):
            self._told.add(part.number)
            originals = [earlier for earlier in told if earlier is not None]
            if self._is_evident(part, originals):
                if part.weight >= _HEAVY or self._is_beside(part, originals):
                    part.gone = True
                else:
                    self._light.append(part)
            return
        if not self._assembled:
            return
        if part.is_titled and all(told[1:]) and not self._is_long_enough(part, 1, len(told)):
            if self._is_evident(part, told[1:]):
                self._told.add(part.number)
                self._light.append(part)  # a title of its own says nothing
            return
        if before is not None and before.number not in self.contested and self._is_covered(before, part, told):
            before.gone = True
            self._told_next.add(before.number)
            self._drop_ellipsis(part)
            kept.pop()
            return
        if place := self._find_place(part, told):
            if place.replacement is not None:
                place.replacement.moved = False
            place.replacement = part
            self._told_by[part.number] = place
            part.gone = part.moved = True
            self._told.add(part.number)
            return
        self._trim(part, told, before)

    def _trim(self, part: Part, told: Sequence[Part | None], before: Part | None) -> None:
        """Take out what a part says first and last, where that is told and enough."""
        size = next(number for number, earlier in enumerate(told) if earlier is None)
        if size and self._is_long_enough(part, 0, size) and self._is_evident(part, told[:size]):
            part.first = size if self._may_lose_head(part, size, before) else 0
        last = next(number for number in range(len(told), 0, -1) if told[number - 1] is None)
        if last < len(told) and self._is_long_enough(part, last, len(told)) and self._is_evident(part, told[last:]):
            part.last = last

    def _list_originals(self, part: Part, told: Sequence[Part | None]) -> AbstractSet[int]:
        """The numbers of the parts that a part tells again; what is short may stand in several."""
        originals = {earlier.number for earlier in told if earlier is not None}
        if part.weight < _HEAVY:
            originals.update(self._tellings.iter_earlier(part.said, part))
        return originals

    def _is_fixed(self, part: Part) -> bool:
        """Whether it stands where nothing is taken out: in HTML, or in one of several branches."""
        return bool(self._document.html and self._document.html.holds(part.block.span.start)) or bool(
            self._document.branches
        )

    def _is_evident(self, part: Part, originals: Iterable[Part | None]) -> bool:
        """Whether it is a repetition by mistake: told in an earlier pass, found to be one, or beside its original."""
        earlier = [original for original in originals if original is not None]
        if part.block.kind == "quote" and any(original.block.kind != "quote" for original in earlier):
            return False
        if self._assembled and (
            all(original.telling < part.telling for original in earlier) or self._sure.overlaps(part.block.span)
        ):
            return True
        return (
            part.block.kind == "paragraph"
            and part.weight >= _HEAVY
            and self._is_beside(part, earlier)
            and earlier[-1].said.endswith(part.said)
        )

    def _is_beside(self, part: Part, originals: Sequence[Part]) -> bool:
        """Whether only markers stand between a part and the one that says it."""
        return self._said_before[part.number] <= max(original.number for original in originals)

    def _is_covered(self, before: Part, part: Part, told: Sequence[Part | None]) -> bool:
        """Whether a part says all that the text before it says, and more, and nothing else stands between."""
        if before.weight < LEAST_FRAGMENT or not self._says_all(before, part, told):
            return False
        title = self._titles_before[before.number]
        above = self.parts[title].said if title >= 0 else None
        between = (self.parts[number] for number in range(before.number + 1, part.number))
        return not any(
            not other.level or other.said != above for other in between if not (other.gone or other.is_marker)
        )

    def _find_place(self, part: Part, told: Sequence[Part | None]) -> Part | None:
        """The paragraph before a part that says only what the part says, too: there the fuller telling belongs.

        What is added then stands where it belongs: behind the sentence that it follows.
        """
        if told[0] is None or part.is_titled or part.breaks_off or part.number in self._rests:
            return None
        places = dict.fromkeys(earlier for earlier in told if earlier is not None)
        return next((place for place in places if self._is_fuller(part, place, told)), None)

    def _is_fuller(self, part: Part, place: Part, told: Sequence[Part | None]) -> bool:
        """Whether a part says all that an untouched one before it says, and whatever was put into its place."""
        if place.gone or place.weight < _HEAVY or place.is_titled or place.number in self._rests:
            return False
        if place.first or place.last < len(place.sentences) or place.number in self.contested:
            return False
        tellings = [one for one in (place, place.replacement) if one is not None]
        return _are_alike(place.block, part.block, self._document) and all(
            self._says_all(one, part, self._list_told_by(one, part, told)) for one in tellings
        )

    def _list_told_by(self, before: Part, part: Part, told: Sequence[Part | None]) -> Sequence[Part | None]:
        """Of what stands before a part what tells its sentences, where others tell what one of them tells, too."""
        said = {sentence.said for sentence in before.sentences}
        near = {number for number, other in enumerate(told) if other is before}
        return [
            before
            if number in near or sentence.said in said
            else None
            if other in (before.replacement, None)
            else other
            for number, (sentence, other) in enumerate(zip(part.sentences, told, strict=True))
        ]

    def _says_all(self, before: Part, part: Part, told: Sequence[Part | None]) -> bool:
        """Whether a part says all that an earlier one says, and of the others nothing."""
        if before.block.kind != part.block.kind or self._is_fixed(before) or before.first or not part.said:
            return False
        if not (before.telling < part.telling or any(map(self._sure.overlaps, (part.block.span, before.block.span)))):
            return False
        if len(part.sentences) > len(before.sentences) + _MOST_NEW or before.number in self.joints:
            return False
        if not all(earlier is None or earlier is before for earlier in told):
            return False
        for number, sentence in enumerate(before.sentences):
            cut = before.breaks_off and number == len(before.sentences) - 1
            if (before.number, number) not in self._near[part.number] and not any(
                other.said.startswith(sentence.said) if cut else other.said == sentence.said for other in part.sentences
            ):
                return False
        return True

    def _is_long_enough(self, part: Part, start: int, end: int) -> bool:
        said = "".join(sentence.said for sentence in part.sentences[start:end])
        behind_marker = part.number > 0 and self.parts[part.number - 1].is_marker
        return compute_weight(said) >= (LEAST_FRAGMENT if behind_marker and start == 0 else _HEAVY)

    def _drop_fragments(self) -> None:
        """Take out the sentences that a pass broke off and that stand elsewhere as a whole, or say nothing yet."""
        torn = {head.number: rest for head, rest in self._iter_torn()}
        for part in self._texts:
            if part.gone or not part.breaks_off or part.last < len(part.sentences) or part.number in self.joints:
                continue
            rest = torn.get(part.number)
            if self._is_fixed(part) or not (rest or self._ends_pass(part)):
                continue
            fragment = part.sentences[-1].said
            restarts = rest is not None and self._restarts(rest, fragment)
            if not restarts and self._is_stub(part, rest):
                self.stubs.add(part.number)
            elif not self._stands_elsewhere(part, rest, restarts=restarts):
                continue
            if rest is not None and restarts:
                self._drop_ellipsis(rest)
            if part.first == len(part.sentences) - 1:
                part.gone = True
                if restarts:
                    self._told_next.add(part.number)
                elif part.number not in self.stubs:
                    self._told.add(part.number)
            else:
                part.last = len(part.sentences) - 1

    def _restarts(self, part: Part, fragment: str) -> bool:
        """Whether a part begins with a broken sentence in full; a title may stand before it."""
        first = next((one for one in part.sentences if one.said not in self._titles), part.sentences[0])
        return len(fragment) >= _LEAST_RESTART and first.said.startswith(fragment)

    def _stands_elsewhere(self, part: Part, rest: Part | None, *, restarts: bool) -> bool:
        """Whether the sentence that a part breaks off stands as a whole elsewhere, and what follows is not its rest."""
        fragment = part.sentences[-1].said
        if not restarts:
            may_be_rest = part.number in self._rests and rest is not None and rest.keeps_head
            if may_be_rest or compute_weight(fragment) < LEAST_FRAGMENT:
                return False
        return self._tellings.find_longer(fragment, part) is not None

    def _drop_rests(self) -> None:
        """Take out the rests of sentences that stand alone where a pass begins, and elsewhere with their beginning."""
        joined = {rest.number for rest, _ in self.joints.values()}
        for part in self._texts:
            if part.gone or len(part.sentences) > 1 or part.breaks_off or part.number in joined:
                continue
            if not self._assembled or self._is_fixed(part) or part.number in self.contested:
                continue
            begins_pass = part.number > 0 and self.parts[part.number - 1].is_marker
            if not (begins_pass or self._sure.overlaps(part.block.span)) or compute_weight(part.said) < LEAST_FRAGMENT:
                continue
            if not begins_pass and not begins_inside(part.block.text.content):
                continue
            if self._tellings.find_tail(part.said, part) is not None:
                part.gone = True
                self._told.add(part.number)

    def _is_stub(self, part: Part, rest: Part | None) -> bool:
        """Whether a part surely breaks off after a word or two that say nothing, and what follows is not their rest."""
        if not part.is_cut or not is_stub(part.sentences[-1].content):
            return False
        return rest is None or not may_meet(part.block, rest.block, self._written)

    def _ends_pass(self, part: Part) -> bool:
        """Whether a seam follows, and behind it no text that could be the rest."""
        following = next(self._iter_behind(part), None)
        return part.is_cut or (following is not None and following.is_marker)

    def _drop_ellipsis(self, part: Part) -> None:
        """What begins with a whole sentence is no rest: the ellipsis before it goes."""
        if part.block.text.content.startswith(ELLIPSES):
            part.with_ellipsis = False

    def _gather_sections(self) -> None:
        """What a later pass adds under a title that stood before goes behind the text that it follows there, too."""
        behind: Part | None = None
        for part in self.parts:
            title = self._get_title(part)
            place, behind = behind, None
            if not part.is_text:
                continue
            if part.gone:
                told = self._told_by.get(part.number)
                behind = told if told is not None and not told.gone else None
                continue
            if place is None or title is None or part.number in self.contested or part.first or part.breaks_off:
                continue
            above = self._get_title(place)
            if above is None or above is title or (above.said, above.level) != (title.said, title.level):
                continue
            if part.number in self._rests or not _are_alike(place.block, part.block, self._document):
                continue
            if place.block.kind != "paragraph" or place.last < len(place.sentences):
                continue
            place.added.append(part)
            part.gone = part.moved = True
            self._told.add(part.number)
            behind = place

    def _get_title(self, part: Part) -> Part | None:
        number = self._titles_before[part.number]
        return self.parts[number] if number >= 0 else None

    def _may_lose_head(self, part: Part, size: int, before: Part | None) -> bool:
        """Whether what a part says behind its first sentences may stand without them, below the text before it.

        It may right behind text that says the last of them, where several paragraphs ran together, and where
        the first is the rest of one that stands elsewhere as a whole, or a title.
        """
        if size > _MOST_NEW or (part.is_titled and size == 1) or self._begins_with_rest(part):
            return True
        said = part.sentences[size - 1].said
        return before is not None and any(sentence.said.endswith(said) for sentence in before.sentences)

    def _begins_with_rest(self, part: Part) -> bool:
        """Whether a part begins within a sentence, or where a pass does with what ends a longer one elsewhere."""
        if begins_inside(part.block.text.content) or any(rest is part for rest, _ in self.joints.values()):
            return True
        begins_pass = part.number > 0 and self.parts[part.number - 1].is_marker
        return begins_pass and self._tellings.find_tail(part.sentences[0].said, part) is not None

    def _drop_bare_titles(self) -> None:
        """Take out the titles on the first line of paragraphs that are left with nothing below them."""
        for part in self._texts:
            if part.is_titled and not part.gone and part.first == 0 and part.last == 1:
                below = next((other for other in self._iter_behind(part) if not other.gone), None)
                if below is None or below.is_marker or below.level or below.is_titled:
                    part.gone = True

    def _take_light_along(self) -> None:
        """Short copies go where their neighbours do, or where together they are no turn of phrase any more."""
        light = {part.number for part in self._light}
        for stretch in self._iter_told_stretches(light):
            for row in self._iter_rows(stretch):
                short = [part for part in row if part.number in light]
                if any(part.gone for part in row) or sum(part.weight for part in short) >= _HEAVY:
                    for part in short:
                        part.gone = True

    def _iter_rows(self, stretch: Iterable[Part]) -> Iterator[Sequence[Part]]:
        """The texts among parts in a row, in pieces of which each tells its originals in their order."""
        row: list[Part] = []
        for part in stretch:
            if not part.is_text:
                continue
            if row and not self._follows(row[-1], part):
                yield row
                row = []
            row.append(part)
        if row:
            yield row

    def _follows(self, before: Part, part: Part) -> bool:
        """Whether one part may tell again what follows that which the one before it tells again."""
        here, there = self._originals.get(before.number), self._originals.get(part.number)
        if not here or not there:
            return True
        return any(0 <= second - first <= _FARTHEST for first in here for second in there)

    def _iter_told_stretches(self, light: Container[int]) -> Iterator[Sequence[Part]]:
        """Parts in a row that all are told elsewhere; titles and markers do not part them."""
        stretch: list[Part] = []
        for part in self.parts:
            if part.gone or part.number in light or part.number in self._shown_again:
                stretch.append(part)
            elif not part.level and not part.is_marker:
                if stretch:
                    yield stretch
                stretch = []
        if stretch:
            yield stretch

    def _list_shown_again(self) -> set[int]:
        """The numbers of the parts without sentences that stand before, sign for sign: code, tables, pictures."""
        shown: set[str] = set()
        again: set[int] = set()
        for part in self.parts:
            if not part.sentences and not part.is_marker:
                written = self._document.source.get_excerpt(part.block.span)
                if written in shown:
                    again.add(part.number)
                shown.add(written)
        return again

    def _take_solids_along(self) -> None:
        """Code, tables and the like go where the very same stands before, with the telling that they belong to.

        They belong to the text before them; directly below a title or at the beginning of a pass, to what follows.
        """
        following: Part | None = None
        before_told: set[int] = set()
        for part in reversed(self.parts):
            if part.number not in self._shown_again:
                following = part
            elif following is None or following.is_marker or following.level or following.gone:
                before_told.add(part.number)
        before: Part | None = None
        for part in self.parts:
            if part.number in self._shown_again and not self._is_fixed(part):
                if before is None or before.level or before.is_marker:
                    part.gone = part.telling > 0 and part.number in before_told
                else:
                    part.gone = before.gone
            elif part.sentences or part.is_marker:
                before = part

    def _take_titles_along(self) -> None:
        """No title stays without its text; one that goes on where the same one stood before is said once."""
        shown: Part | None = None
        kept = {
            part.said for part in self.parts if part.level and any(not other.gone for other in self._iter_body(part))
        }
        said: set[str] = set()
        last: Part | None = None
        for part in self.parts:
            if part.level:
                body = list(self._iter_body(part))
                stands_above = last is not None and last is shown and self._goes_on_below(part, shown)
                if stands_above or (not body and part.telling and part.said in said):
                    part.gone = True
                said.add(part.said)
                if any(other.number in self._told_next for other in body):
                    if all(other.gone for other in body):
                        self._take_title_before_restart(part)
                elif body and all(other.gone for other in body):
                    part.gone = part.said in kept or all(self._is_told(other) for other in body)
                    if not part.gone:
                        for other in body:
                            other.gone = False
                elif any(other.gone for other in body) and self._goes_on_below(part, shown):
                    part.gone = True
            if part.level and not part.gone:
                shown = part
            if not part.gone and not part.is_marker:
                last = part

    def _keep_holders(self) -> None:
        """A list item stays with those that stay within it: without it, they would be read as something else."""
        holders: list[Part] = []
        for part in self.parts:
            if part.block.kind != "list-item":
                holders.clear()
                continue
            while holders and holders[-1].block.depth >= part.block.depth:
                holders.pop()
            for holder in () if part.gone else reversed(holders):
                if not holder.gone:
                    break
                holder.gone = False
            holders.append(part)

    def _take_markers_along(self) -> None:
        """A marker that would stand directly below a title goes with what stood between them."""
        title: Part | None = None
        for part in self.parts:
            if part.is_marker and title is not None and self.parts[part.number - 1].gone:
                part.gone = True
            elif not part.gone:
                title = part if part.level else None

    def _is_told(self, part: Part) -> bool:
        """Whether what goes is what an earlier part says, and no piece of what a later one does."""
        return part.number in self._told or part.number in self._shown_again

    def _iter_body(self, title: Part) -> Iterator[Part]:
        """What stands below a title in its pass, with what stands below deeper titles."""
        for part in self._iter_behind(title):
            if part.is_marker or (part.level and part.level <= title.level) or part.is_titled:
                return
            if not part.level:
                yield part

    def _take_title_before_restart(self, title: Part) -> None:
        """Take out a title whose text goes, as the next pass says it anew, unless that begins with the text itself."""
        following = next((part for part in self._iter_behind(title) if not (part.gone or part.is_marker)), None)
        if following is None or (following.level and following.level <= title.level):
            title.gone = True
        elif following.is_titled and following.first <= 1 and following.sentences[0].said == title.said:
            title.gone, following.first = True, 0

    def _iter_behind(self, part: Part) -> Iterator[Part]:
        """The parts behind a part."""
        return (self.parts[number] for number in range(part.number + 1, len(self.parts)))

    def _goes_on_below(self, title: Part, shown: Part | None) -> bool:
        """Whether the last title that stays is the same one."""
        return shown is not None and shown.said == title.said and shown.level == title.level


def _iter_last(parts: Iterable[Part], is_wanted: Callable[[Part], bool]) -> Iterator[int]:
    """For each part the number of the last one before it that is wanted; -1 where there is none."""
    last = -1
    for part in parts:
        yield last
        if is_wanted(part):
            last = part.number


def _lead_on(one: str, other: str) -> bool:
    """Whether what follows two tellings of a sentence hangs on their difference: they count it, or introduce it."""
    return one.rstrip().endswith((":", "：")) or count_decisive(one) != count_decisive(other)


def _are_alike(one: Block, other: Block, document: Document) -> bool:
    """Whether a block may stand where another one does: two paragraphs, or two items of lists in one line each."""
    if (one.kind, one.depth) != (other.kind, other.depth):
        return False
    if one.kind == "paragraph":
        return not one.depth
    return one.kind == "list-item" and not any(
        "\n" in document.source.get_excerpt(block.span) for block in (one, other)
    )
