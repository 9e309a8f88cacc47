"""What the elements of HTML are for: which of them stand on lines of their own, and which hold no text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from endmark.document.blocks import Kind, Role
from endmark.document.late_pattern import compile_late

RAW = frozenset("iframe noembed noframes script style textarea title xmp".split())  # noqa: SIM905 - a list of words
"""What stands in them is no markup."""

UNREAD = frozenset("audio button canvas datalist math nav noscript object select svg template video".split())  # noqa: SIM905
"""What stands in them is no part of the text: programs, pictures, menus."""

CODE = frozenset("code kbd samp tt var".split())  # noqa: SIM905
READINGS = frozenset({"rp", "rt"})
"""How a character is read, which stands above it."""

ATOMS = CODE | frozenset("audio button canvas iframe math object select svg textarea video".split())  # noqa: SIM905
"""Those of them that a reader sees something of."""

IMAGES = frozenset({"embed", "img"})
MARKS = {
    "a": "Link",
    **dict.fromkeys(("b", "strong"), "Strong"),
    **dict.fromkeys(("cite", "dfn", "em", "i"), "Emphasis"),
    **dict.fromkeys(("del", "s", "strike"), "Strikethrough"),
    "sub": "Subscript",
    "sup": "Superscript",
}
ITEMS = frozenset({"dd", "dt", "li"})
LISTS = frozenset({"dl", "ol", "ul"})
LEVELS = {f"h{level}": level for level in range(1, 7)}
KINDS: dict[str, Kind] = {
    **dict.fromkeys(LEVELS, "heading"),
    **dict.fromkeys(ITEMS, "list-item"),
    "blockquote": "quote",
}
_PLAIN = (
    "address article aside body caption center details dialog div fieldset figcaption figure footer form header hgroup "
    "hr html legend main menu option p search section summary tbody td tfoot th thead tr"
)
PLAIN_BLOCKS = frozenset(_PLAIN.split())
BLOCKS = frozenset((
    *KINDS, *LISTS,
    *PLAIN_BLOCKS, "table",
))  # fmt: skip
"""What stands on lines of its own."""

ROLES: Mapping[str, Role] = {
    **dict.fromkeys(("center", "legend", "summary"), "label"),
    **dict.fromkeys(("caption", "figcaption"), "caption"),
    "dt": "term",
}
"""What a block in such an element is for."""

QUOTING = frozenset({"aside", "blockquote", "figure"})
"""What may hold the words of somebody else, and then says whose they are."""

_WITHIN_LINES = (
    "abbr acronym area bdi bdo big br data font input ins label map mark nobr param picture q rb rtc ruby slot small "
    "source span time track u wbr"
)
INLINE = frozenset((*_WITHIN_LINES.split(), *MARKS, *IMAGES, *CODE, *READINGS, *RAW, *UNREAD))
"""What stands within a line."""

NAMES = BLOCKS | INLINE
"""All of them. Others are those of a site's own components."""

_VOID = frozenset("area br embed hr img input param source track wbr".split())  # noqa: SIM905
_ATTRIBUTE = compile_late(r"([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]*+)))?+")
_CENTRED = compile_late(r"(?:^|;)\s*text-align\s*:\s*center\b", re.IGNORECASE)
_NOT_DISPLAYED = compile_late(r"(?:^|;)\s*display\s*:\s*none\b", re.IGNORECASE)


def is_hidden(name: str, tag: str) -> bool:
    """Whether an opening tag says that nobody is to see the element: `hidden`, `display: none`."""
    if name in _VOID or name not in NAMES or not ("hidden" in tag or "none" in tag):
        return False
    return any(
        attribute == "hidden" or (attribute == "style" and _NOT_DISPLAYED.search(value))
        for attribute, value in _iter_attributes(name, tag)
    )


def is_centred(name: str, tag: str) -> bool:
    """Whether an opening tag says that what it holds stands in the middle, as logos, mottos and links at the top."""
    if "center" not in tag and "CENTER" not in tag:
        return False
    return any(
        (attribute == "align" and value.lower() == "center") or (attribute == "style" and _CENTRED.search(value))
        for attribute, value in _iter_attributes(name, tag)
    )


def _iter_attributes(name: str, tag: str) -> Iterator[tuple[str, str]]:
    """The attributes of a tag, their names in small letters, with their values."""
    for found in _ATTRIBUTE.finditer(tag, len(name) + 1):
        yield found[1].lower(), found[2] or found[3] or found[4] or ""


@cache
def get_end_pattern(name: str) -> re.Pattern[str]:
    """What may end an element that is passed over, or begin another inside it; the ends of a reading may be left out.

    The name must be one that HTML has: it is compiled once for each.
    """
    if name in READINGS:
        return re.compile(r"<(/r[pt]|r[pt]|/ruby)(?=[\s/>])[^<>]*+>?", re.IGNORECASE)
    return re.compile(rf"<(/?){name}(?=[\s/>])[^<>]*+>?", re.IGNORECASE)
