"""The passes of an article, aligned: of each thing that they tell, one telling is kept, in the order of the first."""

from __future__ import annotations

from endmark.document.model import Document
from endmark.linting.repair.assembly.conclusions import keep_last_conclusion
from endmark.linting.repair.assembly.contested import keep_contested
from endmark.linting.repair.assembly.fragments import drop_fragments, drop_rests
from endmark.linting.repair.assembly.gathering import gather_sections
from endmark.linting.repair.assembly.halves import join_halves
from endmark.linting.repair.assembly.headings import (
    drop_bare_titles,
    keep_section_heads,
    take_markers_along,
    take_titles_along,
)
from endmark.linting.repair.assembly.likenesses import Likenesses
from endmark.linting.repair.assembly.model import Assembly
from endmark.linting.repair.assembly.overlaps import drop_overlaps
from endmark.linting.repair.assembly.own_sections import place_own_sections
from endmark.linting.repair.assembly.retelling import leave_one_telling
from endmark.linting.repair.assembly.short_copies import take_short_copies_along
from endmark.linting.repair.assembly.solids import keep_holders, take_solids_along
from endmark.linting.repair.assembly.stops import close_sentences
from endmark.linting.repair.span_set import SpanSet


def choose_tellings(
    document: Document,
    sure: SpanSet,
    cuts: SpanSet,
    *,
    assembled: bool = True,
    likenesses: Likenesses | None = None,
) -> Assembly:
    """What is kept of each part of an article, and which halves are joined: see `Assembly`.

    Each step builds on what those before it decided.
    """
    assembly = Assembly(document, sure, cuts, assembled=assembled, likenesses=likenesses)
    join_halves(assembly)
    keep_contested(assembly)
    drop_overlaps(assembly)
    leave_one_telling(assembly)
    drop_fragments(assembly)
    drop_rests(assembly)
    keep_last_conclusion(assembly)
    gather_sections(assembly)
    place_own_sections(assembly)
    drop_bare_titles(assembly)
    take_short_copies_along(assembly)
    take_solids_along(assembly)
    take_titles_along(assembly)
    keep_section_heads(assembly)
    keep_holders(assembly)
    take_markers_along(assembly)
    close_sentences(assembly)
    return assembly
