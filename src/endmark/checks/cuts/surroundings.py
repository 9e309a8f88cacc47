"""What stands around a text without a full stop, and what that says of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator

from endmark.checks.cuts import evidence
from endmark.checks.cuts.habits import Sort
from endmark.checks.cuts.looks import LOOSE, MARKED_OFF, QUOTATION_ENDS
from endmark.checks.cuts.open_ends import TERMINAL
from endmark.checks.cuts.rests import LEAST_TAIL
from endmark.checks.cuts.suspects import CLAUSES_KNOWN, Suspect, completes_lead_in, leads_on
from endmark.checks.cuts.unpunctuated import is_command
from endmark.checks.text.code_names import names_code
from endmark.checks.text.folding import CJK, compute_weight, fold
from endmark.checks.text.labels import get_label
from endmark.checks.text.terms import has_term_above
from endmark.document.blocks import ATOM, Block, Kind
from endmark.document.front_matter import FrontMatter
from endmark.document.late_pattern import compile_late
from endmark.document.scripts import CJK_SCRIPTS
from endmark.violation import Piece, make_reason

_EXCERPTS = ("excerpt", "description", "summary", "subtitle")
_TITLE_BEGINNING = 6
_LONG_TITLE = 16
_MOST_TITLE, _MOST_LONG_TITLE = 1.5, 3.0
"""A paragraph so many times as long as the title says more than the title; a long one may be cut there."""

_FILLED_IN: frozenset[Sort] = frozenset({"short", "item", "field", "label", "caption", "term", "remark"})
"""Sorts of what stands in forms: who answers in sentences ends them."""

_NAMING: frozenset[Kind] = frozenset({"heading", "quote"})
_UNDER_TITLE: frozenset[Kind] = frozenset({"heading", "thematic-break"})
_LONGEST_TITLE_LINE = 60
_LONG_DESCRIPTION = 80
_ITEMS: frozenset[Sort] = frozenset({"item", "items"})
_LONGEST_SIGNATURE = 60
_NAME_OF_CODE = compile_late(r"(?=.{3,120}$)[A-Za-z_$@][\w$-]*+(?:(?:\.|::|/)[A-Za-z_$][\w$-]*+)+(?:\(\))?")
"""Such as `window.open()` or `std::env`."""

_LONGEST_END = 400
"""Characters of what a pass says again of the one before it: more is a copy."""

_FEWEST_CHARACTERS = 6
"""Those that weigh as much as what can be known again, in Chinese, Japanese and Korean."""

_LONGEST_TAG = 300
_CLOSING_TAG = compile_late(r"\s*(?:</|\{/|\{%-?\s*end)")
_CONTROL = compile_late(r"<(?:label|button|option|legend|summary|input)\b[^<>]*>\s*\Z", re.IGNORECASE)
_BOX = compile_late(r"\[[ xX]?\]\s")
"""A box to be ticked, where no list makes one of it."""

_WORD = compile_late(r"[^\W\d_]+")
_QUOTES = frozenset('"“”„«»「『')
_ELLIPSES = ("…", "...")


def begins_again(block: Block, following: Block) -> bool:
    """Whether the next text of the same kind says all of one, and goes on in the same clause."""
    content, head = block.text.content.strip(), following.text.content.strip()
    if following.kind != block.kind or not head.startswith(content) or compute_weight(fold(content)) < LEAST_TAIL:
        return False
    rest = head[len(content) :].lstrip(" ")
    return _WORD.match(rest) is not None and not rest[0].isupper()


def weigh_following(suspect: Suspect) -> Iterator[Piece]:
    """What follows a text."""
    following = suspect.following
    if following is None:
        yield from _weigh_end(suspect)
    elif following.kind == "marker":
        weight = evidence.MARKER_AFTER_LOOSE if suspect.sort in MARKED_OFF else evidence.MARKER
        yield weight.weigh(make_reason("truncation.marker-follows"))
        if _follows_item(suspect) and not follows_open_item(suspect):
            yield evidence.AFTER_CLOSED_ITEM.weigh(make_reason("evidence.after-closed-item"))
    elif said_again := _weigh_said_again(suspect, following):
        yield said_again
    elif following.kind in {"paragraph", "heading"} and leads_on(suspect) and is_link(following):
        yield evidence.INTO_LIST.weigh(make_reason("evidence.into-shown"))
    elif _is_name_of_code(following):
        yield evidence.INTO_NAME.weigh(make_reason("evidence.into-shown"))
    elif following.kind == "paragraph" and following.text.content[:1] in _QUOTES and (quoted := _weigh_quoted(suspect)):
        yield quoted.weigh(make_reason("evidence.into-shown"))
    elif following.role == "label" and suspect.sort not in _ITEMS:
        yield evidence.BEFORE_LABEL.weigh(make_reason("evidence.before-label"))
        if suspect.letters < _LONG_DESCRIPTION and suspect.before is not None and suspect.before.role == "label":
            yield evidence.BETWEEN_LABELS.weigh(make_reason("evidence.between-labels"))
    elif following.kind == "thematic-break":
        weight = evidence.ITEM_BEFORE_BREAK if suspect.sort in _ITEMS else evidence.BEFORE_BREAK
        yield weight.weigh(make_reason("evidence.before-break"))
    elif suspect.sort in _ITEMS:
        yield from _weigh_behind_item(suspect, following)
    else:
        yield from _weigh_shown(suspect, following)


def _weigh_behind_item(suspect: Suspect, following: Block) -> Iterator[Piece]:
    """What follows an item of a list."""
    if following.kind == "list-item" and following.depth > suspect.block.depth:
        yield evidence.INTO_LIST.weigh(make_reason("evidence.into-list"))
        return
    yield evidence.AMONG_ITEMS.weigh(make_reason("evidence.among-items"))
    if suspect.ending.manner != "open" and follows_open_item(suspect):
        yield evidence.AFTER_OPEN_ITEM.weigh(make_reason("evidence.after-open-item"))


def _weigh_said_again(suspect: Suspect, following: Block) -> Piece | None:
    """That the next text says this one again, or its end, as a pass does that begins a little earlier."""
    if suspect.sort not in LOOSE - _ITEMS and begins_again(suspect.block, following):
        return evidence.BEGUN_AGAIN.weigh(make_reason("evidence.begun-again"))
    if following.kind == "paragraph" and suspect.sort not in LOOSE and _says_end_again(suspect.block, following):
        return evidence.END_AGAIN.weigh(make_reason("evidence.end-again"))
    return None


def _says_end_again(block: Block, following: Block) -> bool:
    """Whether the next text begins with the last words of one, but not with all of it, as behind a title."""
    content, head = block.text.content.rstrip(), following.text.content.lstrip()
    begun = head[:_FEWEST_CHARACTERS]
    start = content.find(begun, max(1, len(content) - _LONGEST_END))
    while start > 0:
        end = content[start:]
        if head.startswith(end) and compute_weight(fold(end)) >= LEAST_TAIL:
            return CJK.match(end) is not None or not (_WORD.match(end) and _WORD.match(content[start - 1]))
        start = content.find(begun, start + 1)
    return False


def follows_open_item(suspect: Suspect) -> bool:
    """Whether the item before it in its list has no full stop either."""
    before = suspect.before
    return before is not None and _follows_item(suspect) and before.text.content.rstrip()[-1:] not in TERMINAL


def _follows_item(suspect: Suspect) -> bool:
    """Whether it is an item of a list, and not the first."""
    block, before = suspect.block, suspect.before
    return block.kind == "list-item" and before is not None and (before.kind, before.depth) == (block.kind, block.depth)


def _weigh_end(suspect: Suspect) -> Iterator[Piece]:
    """That the file ends here."""
    if suspect.sort == "short":
        yield evidence.SHORT_LAST.weigh(make_reason("evidence.short-last"))
    elif suspect.sort == "item":
        if suspect.phrase and suspect.block.language in CLAUSES_KNOWN:
            yield evidence.AMONG_ITEMS.weigh(make_reason("evidence.among-items"))
    else:
        yield evidence.END_OF_FILE.weigh(make_reason("evidence.end-of-file"))


def _weigh_shown(suspect: Suspect, following: Block) -> Iterator[Piece]:
    """That a sentence may go on in what follows."""
    if following.kind in {"html", "quote"} or (suspect.sort == "enclosed" and following.kind != "directive"):
        yield evidence.BEFORE_LIST.weigh(make_reason("evidence.into-shown"))
    elif following.role == "formula":
        yield evidence.INTO_FORMULA.weigh(make_reason("evidence.into-shown"))
    elif following.kind == "code":
        yield evidence.INTO_CODE.weigh(make_reason("evidence.into-code"))
    elif following.kind == "list-item" or completes_lead_in(following):
        weight = evidence.INTO_LIST if following.text.content[:1].islower() else evidence.BEFORE_LIST
        yield weight.weigh(make_reason("evidence.into-list"))


def _weigh_quoted(suspect: Suspect) -> evidence.Weight | None:
    """What quoted words weigh that follow: a small letter or an ellipsis shows that they are the rest of a sentence."""
    following = suspect.following
    content = following.text.content.rstrip() if following is not None else ""
    quoted = content[1:].lstrip()
    if quoted[:1].islower() or quoted.startswith(_ELLIPSES):
        return evidence.INTO_QUOTATION
    alone = content[-1] in QUOTATION_ENDS and suspect.block.text.content[0] not in _QUOTES
    return evidence.INTO_QUOTED if alone else None


def is_link(block: Block) -> bool:
    """Whether a link or an address is all there is."""
    content = block.text.content.rstrip()
    if ("://" in content or (block.marks and "/" in content)) and len(content.split(maxsplit=1)) == 1:
        return True
    return block.kind == "paragraph" and any(
        mark.kind == "Link" and mark.start == 0 and mark.end >= len(content) for mark in block.marks
    )


def _is_name_of_code(block: Block) -> bool:
    """Whether a paragraph is inline code, a command, or the name of something in a program, and nothing else."""
    content = block.text.content.strip()
    is_code = (content == ATOM and not block.marks) or is_command(content)
    return block.kind == "paragraph" and (is_code or _NAME_OF_CODE.fullmatch(content) is not None)


def weigh_place(
    suspect: Suspect, front_matter: FrontMatter | None, get_forms: Callable[[], Container[str]]
) -> Iterator[Piece]:
    """Where in an article a text stands; `get_forms` finds the labels under which its forms are filled in."""
    block, before, following = suspect.block, suspect.before, suspect.following
    if "embed" in {before and before.role, following and following.role}:
        below = before is not None and before.role == "embed" and not suspect.several
        weight = evidence.BELOW_PICTURE if below else evidence.BESIDE_PICTURE
        yield weight.weigh(make_reason("evidence.beside-picture"))
    if not suspect.several and _describes_code(before):
        yield evidence.DESCRIPTION.weigh(make_reason("evidence.description"))
    elif before is not None and before.kind == "heading" and not (suspect.several or suspect.phrase):
        yield evidence.AFTER_HEADING.weigh(make_reason("evidence.after-heading"))
    if suspect.sort in _FILLED_IN and not suspect.at_marker and (label := get_label(block)) and label in get_forms():
        yield evidence.FORM.weigh(make_reason("evidence.form"))
    if following is None or following.kind == "marker":
        return
    if suspect.opening and front_matter and _is_title(block, front_matter):
        yield evidence.TITLE.weigh(make_reason("evidence.title"))
    elif before is None and not front_matter and _is_title_line(suspect, following):
        yield evidence.TITLE_LINE.weigh(make_reason("evidence.title-line"))
    if suspect.ending.manner == "comma" and _is_signature(following):
        yield evidence.SIGNED.weigh(make_reason("evidence.signed"))


def weigh_source(suspect: Suspect, text: str) -> Iterator[Piece]:
    """What only the source tells, which is `text`: HTML around it that makes a form, a term over what follows."""
    following = suspect.following
    if following is not None and following.kind == "paragraph" and has_term_above(following, text):
        weight = evidence.INTO_TERMS if leads_on(suspect) else evidence.INTO_LIST
        yield weight.weigh(make_reason("evidence.into-list"))
    elif suspect.sort == "enclosed" and _CLOSING_TAG.match(text, suspect.block.span.end):
        yield evidence.BEFORE_CLOSING_TAG.weigh(make_reason("evidence.before-closing-tag"))
    block, start = suspect.block, suspect.block.span.start
    if text.startswith("<", start):
        start = block.text.map_span(0, 1).start
    if _CONTROL.search(text, max(0, start - _LONGEST_TAG), start) or _BOX.match(block.text.content):
        yield evidence.CONTROL.weigh(make_reason("evidence.control"))


def _describes_code(before: Block | None) -> bool:
    """Whether the name of something in a program heads a text, or how it is called is quoted above it."""
    return before is not None and before.kind in _NAMING and names_code(before.text.content)


def _is_title_line(suspect: Suspect, following: Block) -> bool:
    """Whether what an article begins with is one short line over its first heading, or over a rule."""
    content = suspect.block.text.content
    bare = suspect.ending.manner == "bare" and "\n" not in content and len(content) <= _LONGEST_TITLE_LINE
    return bare and following.kind in _UNDER_TITLE


def _is_title(block: Block, front_matter: FrontMatter) -> bool:
    """Whether a paragraph says what the front matter says: the title or its beginning, or the excerpt."""
    said = fold(block.text.content)
    if any((field := front_matter.get(name)) and fold(field.text) == said for name in _EXCERPTS):
        return True
    title = front_matter.get("title")
    if title is None:
        return False
    beginning = fold(title.text)
    most = _MOST_LONG_TITLE if compute_weight(beginning) >= _LONG_TITLE else _MOST_TITLE
    if len(block.text.content) > most * len(title.text) or len(beginning) < _TITLE_BEGINNING:
        return False
    return said.startswith(beginning[: max(_TITLE_BEGINNING, len(beginning) // 2)])


def _is_signature(block: Block) -> bool:
    """Whether a block may be the names below a letter: short, and most of its words with capitals."""
    content = block.text.content
    if block.role != "prose" or block.kind != "paragraph" or len(content) > _LONGEST_SIGNATURE:
        return block.role == "signature"
    words: list[str] = _WORD.findall(content) if block.language not in CJK_SCRIPTS else []
    return sum(word[0].isupper() for word in words) > len(words) / 2
