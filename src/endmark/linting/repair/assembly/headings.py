"""Titles: none stays without its text, and one that goes on is said once."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from endmark.linting.repair.assembly.model import Assembly
from endmark.linting.repair.assembly.parts import Part
from endmark.linting.repair.assembly.references import hangs_on, joins_on, points_back
from endmark.linting.repair.conjunctions import drop_conjunction


def drop_bare_titles(assembly: Assembly) -> None:
    """Take out the titles on the first line of paragraphs that are left with nothing below them."""
    for part in assembly.texts:
        if part.is_titled and not part.gone and part.first == 0 and part.last == 1:
            below = next((other for other in assembly.iter_behind(part) if not other.gone), None)
            if below is None or below.is_marker or below.level or below.is_titled:
                part.gone = True


def take_titles_along(assembly: Assembly) -> None:
    """No title stays without its text; one that goes on where the same one stood before is said once."""
    shown: Part | None = None
    kept = {
        part.said
        for part in assembly.parts
        if part.level and any(not other.gone for other in _iter_body(assembly, part))
    }
    said: set[str] = set()
    last: Part | None = None
    for part in assembly.parts:
        if part.level:
            body = list(_iter_body(assembly, part))
            stands_above = last is not None and last is shown and _goes_on_below(part, shown)
            if stands_above or (not body and part.telling and part.said in said):
                part.gone = True
            said.add(part.said)
            if any(other.number in assembly.told_next for other in body):
                if all(other.gone for other in body):
                    _take_title_before_restart(assembly, part)
            elif body and all(other.gone for other in body):
                _take_title_with_text(assembly, part, body, kept)
            elif _goes_on_below(part, shown) and (
                any(other.gone for other in body) or _is_of_later_pass(part, shown) or part.name != part.said
            ):
                part.gone = True
        if part.level and not part.gone:
            shown = part
        if not part.gone and not part.is_marker:
            last = part


def _take_title_with_text(assembly: Assembly, title: Part, body: Sequence[Part], kept: Container[str]) -> None:
    """Take out a title all of whose text goes, unless some of that is told nowhere else: it stays then."""
    title.gone = title.said in kept or all(_is_told(assembly, part) for part in body)
    title.moved = title.gone and all(part.moved for part in body)
    for part in body if not title.gone else ():
        part.gone = part.moved


def keep_section_heads(assembly: Assembly) -> None:
    """What a section begins with stays, though it is told elsewhere or would come there, where the next text needs it.

    Directly below the title that would point at nothing.
    """
    gone: list[Part] | None = None
    for part in assembly.parts:
        if part.is_marker:
            gone = None
        elif part.level and not part.gone:
            gone = []
        elif gone is not None and part.is_text:
            if part.gone:
                gone.append(part)
                continue
            if gone and not part.first and _hangs_on_gone(assembly, part):
                _keep_heads(assembly, gone)
            gone = None


def _hangs_on_gone(assembly: Assembly, part: Part) -> bool:
    """Whether a text needs what stands before it and goes: nothing that stays further above is what it means."""
    first = part.sentences[0].content
    written = [one.block.text.content for one in assembly.parts[: part.number] if one.is_text and not one.gone]
    return joins_on(first) or hangs_on(drop_conjunction(first), written)


def _keep_heads(assembly: Assembly, gone: Sequence[Part]) -> None:
    """Keep the last of the texts that go, and those before it on which each hangs in turn."""
    for part in reversed(gone):
        part.gone = part.moved = False
        if (place := assembly.told_by.get(part.number)) is not None:
            place.replacement = None if place.replacement is part else place.replacement
            place.added = [one for one in place.added if one is not part]
            place.additions = [one for one in place.additions if one.part is not part]
        first = part.sentences[0].content
        if not (joins_on(first) or points_back(drop_conjunction(first))):
            return


def take_markers_along(assembly: Assembly) -> None:
    """A marker that would stand directly below a title goes with what stood between them."""
    title: Part | None = None
    for part in assembly.parts:
        if part.is_marker and title is not None and assembly.parts[part.number - 1].gone:
            part.gone = True
        elif not part.gone:
            title = part if part.level else None


def _is_told(assembly: Assembly, part: Part) -> bool:
    """Whether what goes is what an earlier part says, and no piece of what a later one does."""
    return part.number in assembly.told or part.number in assembly.shown_again


def _iter_body(assembly: Assembly, title: Part) -> Iterator[Part]:
    """What stands below a title in its pass, with what stands below deeper titles."""
    for part in assembly.iter_behind(title):
        if part.is_marker or (part.level and part.level <= title.level) or part.is_titled:
            return
        if not part.level:
            yield part


def _take_title_before_restart(assembly: Assembly, title: Part) -> None:
    """Take out a title whose text goes, as the next pass says it anew, unless that begins with the text itself."""
    following = next((part for part in assembly.iter_behind(title) if not (part.gone or part.is_marker)), None)
    if following is None or (following.level and following.level <= title.level):
        title.gone = True
    elif following.is_titled and following.first <= 1 and following.sentences[0].said == title.said:
        title.gone, following.first = True, 0


def _is_of_later_pass(title: Part, shown: Part | None) -> bool:
    """Whether a pass that goes on in a section says the title of it again."""
    return shown is not None and shown.telling < title.telling


def _goes_on_below(title: Part, shown: Part | None) -> bool:
    """Whether the last title that stays is the same one."""
    return shown is not None and title.name in (shown.said, shown.name) and shown.level == title.level
