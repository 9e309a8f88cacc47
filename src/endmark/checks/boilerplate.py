"""What people repeat on purpose.

Blogs and handbooks hardly ever say a paragraph twice. Reference documentation
does it all the time, and always in the same ways: it says of one function what
it said of the last, under a heading of its own; it lists the same properties
again; it opens each example with the same words; it fills in forms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from endmark.checks.runs import Pair, Run
from endmark.checks.units import Unit
from endmark.document.blocks import ATOM, Block
from endmark.document.model import Document
from endmark.document.sentences import TERMINALS

_TECHNICAL = frozenset({"code", "directive"})
_MOST_LABEL = 40
_FORM_ENTRIES = 3
_WHOLE_PASSAGE = 3


@dataclass(frozen=True, slots=True)
class Setting:
    """What a document is like as a whole.

    `assembled`: end markers stand in it, so that its parts come from several
    passes. `technical`: it shows code, or is full of inline code. `forms` are
    the labels under which it says different things again and again.
    """

    assembled: bool
    technical: bool
    forms: frozenset[str]


def setting_of(document: Document, units: Sequence[Unit]) -> Setting:
    """Judge a document by its blocks."""
    kinds = {block.kind for block in document.blocks}
    coded = sum(ATOM in unit.block.text.content for unit in units)
    technical = not kinds.isdisjoint(_TECHNICAL) or 4 * coded > len(units)
    entries: dict[str, set[str]] = {}
    for unit in units:
        if label := _label(unit.block):
            entries.setdefault(label, set()).add(unit.folded)
    forms = frozenset(label for label, texts in entries.items() if len(texts) >= _FORM_ENTRIES)
    return Setting("marker" in kinds, technical, forms)


def _label(block: Block) -> str | None:
    """The words in bold with which a block begins, when a colon follows them or ends them."""
    content = block.text.content
    for mark in block.marks:
        if mark.kind == "Strong" and mark.start == 0 and mark.end <= _MOST_LABEL:
            label = content[: mark.end + 1].rstrip()
            return label.rstrip(":： ").casefold() if label.endswith((":", "：")) else None
    return None


def is_boilerplate(run: Run, units: Sequence[Unit], setting: Setting) -> bool:
    """Whether a run of repeated blocks looks meant."""
    if setting.assembled:
        return not _is_prose(run, units)
    strong = [pair for pair in run.pairs if pair.strong]
    told = [pair for pair in strong if _label(units[pair.copy].block) not in setting.forms]
    if not told:
        return True
    listed = all(units[pair.copy].block.kind == "list-item" for pair in told)
    if not setting.technical:
        return not _is_prose(run, units) or (listed and len(told) == 1 and told[0].likeness != "same")
    if listed:
        return True
    if _repeats_its_heading(run, units):
        return False
    if len(told) >= _WHOLE_PASSAGE and all(pair.likeness == "same" for pair in told):
        return False
    return _is_parallel(run.pairs[0], told, units)


def _is_prose(run: Run, units: Sequence[Unit]) -> bool:
    """A block repeated by itself counts when it holds a sentence, and is not mostly links or code."""
    strong = [pair for pair in run.pairs if pair.strong]
    if len(strong) > 1:
        return True
    block = units[strong[0].copy].block
    content = block.text.content
    linked = sum(mark.end - mark.start for mark in block.marks if mark.kind == "Link")
    return 2 * (linked + content.count(ATOM)) < len(content) and any(mark in content for mark in TERMINALS)


def _repeats_its_heading(run: Run, units: Sequence[Unit]) -> bool:
    """Whether a heading is repeated with its text, under the same headings."""
    return any(
        units[pair.copy].block.kind == "heading" and units[pair.copy].path == units[pair.original].path
        for pair in run.pairs
    )


def _is_parallel(first: Pair, told: Sequence[Pair], units: Sequence[Unit]) -> bool:
    """Whether the passage opens a place of its own: first under a heading, or after code, a list, a component.

    A copy that a pass left behind goes on from the paragraph before it instead.
    """
    copy, original = units[first.copy], units[first.original]
    if copy.before not in ("paragraph", "thematic-break"):
        return True
    return any(pair.likeness != "same" for pair in told) and _speaks_of_another(copy, original, units)


def _speaks_of_another(copy: Unit, original: Unit, units: Sequence[Unit]) -> bool:
    """Whether the inline code differs, and names something that the document speaks of elsewhere, too."""
    names = set(copy.atoms) - set(original.atoms)
    return any(name in unit.atoms for unit in units if unit is not copy for name in names)
