"""Lines of MDX that hold no text: tags, expressions and statements, and what a reader sees of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from endmark.document.dialects.jsx import Expression, JsxReader, Tag
from endmark.document.dialects.signs import Alternatives, Body, Sign
from endmark.document.sentences import is_one_sentence
from endmark.document.span import Span

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
"""The words of a name: `TabItem`, `code-group`."""
_GROUPS = frozenset({"tabs", "tablist", "tabset", "switcher", "switch", "toggle", "picker", "selector", "variants"})
_BRANCHES = frozenset({"tab", "tabitem", "tabpanel", "panel", "variant", "option"})
"""Words of components of which a reader sees one at a time; the last word of a name decides, or the last two."""
_ONLY = "Only"
"""Last word of components that each show something to some of the readers: `WebOnly`."""
_DEFINED = frozenset({"field", "param", "parameter", "property", "prop", "arg", "argument", "attribute"})
"""Last words of components that say what something is which has a name: `ParamField`."""
_LISTED = frozenset({"check", "checklist", "list", "menu", "task", "todo"})
"""What stands before `Item` in the names of those that are an item of a list."""
_SLOTTED = frozenset({"Fragment", "template", "slot"})
"""What is put into a place of the component around it that is named by `slot`."""
_VERBATIM = frozenset(
    {"terminal", "console", "shell", "command", "mermaid", "katex", "latex", "script", "style", "pre"}
)
"""Words of components that show what they hold as it stands."""
_TITLES = ("title", "label", "heading", "header", "summary", "tab", "tabTitle", "caption")
"""Attributes whose text a reader sees, the likeliest first."""
_SUMMARY = re.compile(r"<summary>[ \t]*([^<>{}\n]*[^<>{}\s])[ \t]*</summary>(?=[ \t\r]*(?:\n|\Z))")
_BULLETS = re.compile(r"(?:([-*+]|\d{1,9}[.)])[ \t]+)++(?=\S)")
_FENCE = re.compile(r"^[ \t>]*(?:`{3}|~{3})", re.MULTILINE)
_ONLY_LINE = re.compile(
    r"[ \t\r]{0,99}\n\s{0,200}(?!`{3})([^\s<~#>*+-][^\n]{0,1000}?)[ \t\r]{0,99}\n"
    r"\s{0,200}</([\w.:-]{1,99})>(?=[ \t\r]*(?:\n|\Z))"
)
_POINTING = frozenset({"src", "alt", "href", "icon", "img", "image"})
"""Attributes of what shows a picture or is a link."""
_SEARCHED = 5_000
"""Characters that a component which shows its text as it stands may hold."""


class MdxSigns:
    """Recognises the signs of MDX in one text.

    Where the site is not known, `only_components` leaves to HTML what HTML may mean:
    only tags of components count, and only those that end.
    """

    def __init__(self, text: str, *, only_components: bool = False) -> None:
        self._reader = JsxReader(text)
        self._only_components = only_components
        self._unclosed: set[str] = set()

    def recognise_flow(self, text: str, start: int, end: int) -> Sequence[Sign]:  # noqa: ARG002
        """Tags and expressions that leave nothing else on their lines, and what is folded up but for this line."""
        summary = None if self._only_components else _SUMMARY.match(text, start)
        if summary is not None:
            return (Sign("alone", Span(*summary.span()), "tag", "summary", label=Span(*summary.span(1)), lone=True),)
        tokens = self._reader.read_flow(start)
        if self._only_components and not all(isinstance(token, Tag) and _is_component(token.name) for token in tokens):
            return ()
        if len(tokens) == 1 and isinstance(tokens[0], Tag) and tokens[0].kind == "open":
            if verbatim := self._recognise_verbatim(text, tokens[0]):
                return (verbatim,)
            if caption := _recognise_caption(text, tokens[0]):
                return (self._make_sign(tokens[0]._replace(kind="alone")), caption)
            return (replace(self._make_sign(tokens[0]), term=_find_definition(text, tokens[0])),)
        signs: list[Sign] = []
        labelled = False
        for token in tokens:
            if isinstance(token, Expression):
                body: Body = "comment" if token.is_comment else "markdown"
                signs.append(Sign("alone", token.span, "expression", body=body, lone=True))
                continue
            sign = self._make_sign(token)
            signs.append(replace(sign, label=None) if labelled else sign)
            labelled = labelled or sign.label is not None
        return signs

    def recognise_item(self, text: str, start: int, end: int) -> Sequence[Sign]:
        """The same behind the bullets of a list."""
        found = _BULLETS.match(text, start, end)
        if found is None or text[found.end()] not in "<{" or self._goes_on_with_text(text, start, found[1]):
            return ()
        signs = self.recognise_flow(text, found.end(), end)
        return [replace(sign, first_in_item=sign is signs[0]) for sign in signs]

    def _goes_on_with_text(self, text: str, start: int, bullet: str) -> bool:
        """Whether a number begins no list because it stands in a paragraph, which only a 1 may end."""
        if not bullet[0].isdigit() or bullet.rstrip(".)") == "1":
            return False
        line = text.rfind("\n", 0, start) + 1
        before = text[text.rfind("\n", 0, max(0, line - 1)) + 1 : max(0, line - 1)]
        return bool(before.strip(" \t\r>")) and before[0] not in "-*+0123456789< \t"

    def recognise_statement(self, text: str, start: int, end: int) -> Sequence[Sign]:  # noqa: ARG002
        """An `import` or `export` at the start of a line that goes on with no paragraph."""
        if start and text[start - 1] != "\n":
            return ()
        line = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)].strip()
        if line and line[-1] not in ">};'\"-" and not line.startswith(("import ", "export ", "#", "+++")):
            return ()
        span = self._reader.read_statement(start)
        return (Sign("alone", span, "statement", lone=True),) if span else ()

    def _make_sign(self, tag: Tag) -> Sign:
        # Without its other half it is no tag of MDX: what looks like one may be the end marker of a pipeline.
        if tag.kind == "close":
            return Sign("close", tag.span, "tag", tag.name)
        attributes = dict(reversed(tag.strings))
        label = next((self._trim(attributes[name]) for name in _TITLES if name in attributes), None)
        if tag.kind == "alone":
            return Sign("alone", tag.span, "tag", tag.name, label=label, lone=True)
        kind = classify_component(tag.name)
        readers = name_readers(tag.name)
        if tag.name in _SLOTTED and "slot" in attributes:
            kind, label = "branch", label or self._trim(attributes["slot"])
        # In MDX all indentation is looked at later: there it says nothing anywhere.
        body: Body = "tag" if self._only_components else "markdown"
        return Sign("open", tag.span, "tag", tag.name, label=label, body=body, alternatives=kind, key=readers)

    def _trim(self, place: Span) -> Span | None:
        """The place of what is shown there, on one line; None when that is nothing."""
        text = self._reader.text[place.start : place.end]
        shown = text.strip()
        if not shown or "\n" in shown:
            return None
        start = place.start + text.index(shown)
        return Span(start, start + len(shown))

    def _recognise_verbatim(self, text: str, tag: Tag) -> Sign | None:
        """A component whose text is shown as it stands, up to its end; one that holds fences leaves that to them."""
        words = {word.lower() for word in _WORDS.findall(tag.name)}
        if not words & _VERBATIM or classify_component(tag.name) or tag.name in self._unclosed:
            return None
        ends = f"</{tag.name}>"
        closed = text.find(ends, tag.span.end, tag.span.end + _SEARCHED)
        if closed < 0:
            self._unclosed.add(tag.name)
            return None
        if tag.name not in ("script", "style", "pre") and _FENCE.search(text, tag.span.end, closed):
            return None
        return Sign("open", tag.span, "tag", tag.name, body="code", ends=re.compile(re.escape(ends)))


def _recognise_caption(text: str, tag: Tag) -> Sign | None:
    """What stands behind the tag of a component that shows or links to something: the one line that says what."""
    place = find_only_line(text, tag) if any(name in _POINTING for name, _ in tag.strings) else None
    if place is None:
        return None
    line, end = place
    return Sign("alone", Span(text.rfind("\n", 0, line.start) + 1, end), "tag", tag.name, label=line, lone=True)


def _find_definition(text: str, tag: Tag) -> Span | None:
    """The one line, of one sentence at most, that says what the field, or the item of a list, is that a tag names."""
    words = [word.lower() for word in _WORDS.findall(tag.name)[-2:]]
    names = len(words) > 1 and (words[1] in _DEFINED or (words[1] == "item" and words[0] in _LISTED))
    place = find_only_line(text, tag) if names else None
    if place is None:
        return None
    line, _ = place
    return line if is_one_sentence(text[line.start : line.end]) else None


def find_only_line(text: str, tag: Tag) -> tuple[Span, int] | None:
    """The one line of text that stands between a tag and its end, if there is no more, and where that end ends."""
    found = _ONLY_LINE.match(text, tag.span.end)
    return (Span(*found.span(1)), found.end()) if found and found[2] == tag.name else None


def _is_component(name: str) -> bool:
    """Whether a name is one that no HTML has: it begins with a capital letter, and others follow."""
    return name[:1].isupper() and not name.isupper()


def classify_component(name: str) -> Alternatives:
    """Whether a component shows one of several things at a time, or is one of them, by the words of its name."""
    words = [word.lower() for word in _WORDS.findall(name)]
    last = {words[-1], "".join(words[-2:])} if words else frozenset[str]()
    if words[:1] == ["code"] and words[-1] in ("group", "tabs"):
        return "group"
    return "group" if last & _GROUPS else "branch" if last & _BRANCHES or name_readers(name) else ""


def name_readers(name: str) -> str:
    """The readers that alone see what a component holds, by its name: `Web` of `WebOnly`; of others nothing."""
    readers = name.removesuffix(_ONLY)
    return readers if readers and readers != name else ""
