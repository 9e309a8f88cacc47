"""A text, line by line → the signs of its dialect, which of them belong together, and where code is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from endmark.document.dialects.signs import STEP, Recognise, Sign
from endmark.document.late_pattern import compile_late
from endmark.document.parser_text import RAW_ELEMENTS, RAW_END
from endmark.document.span import Span

Syntaxes = Mapping[str, Sequence[Recognise]]
"""Who may recognise a sign that begins with this character."""

MOST_NESTED = 100
"""Containers that may stand in each other; nobody writes more."""

_SEARCHED = 100
"""Open containers of one kind whose length an end is compared with."""

_LONGEST_FENCE = 9
"""Signs of a fence whose end is looked for at once."""

_UNKNOWN = -1

_PREFIX = compile_late(r"[ \t>]*")
_OTHER_SIGNS = frozenset("`~<-*+0123456789")
"""What fences, HTML and list items begin with."""

_ITEM = compile_late(r"(?:[-*+]|\d{1,9}[.)])(?=[ \t])")
_FENCE = compile_late(r"(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)*(`{3,}|~{3,})([^\n]*)")

_RAW_HTML = compile_late(rf"<(?:!--|!\[CDATA\[|![a-z]|\?|(?:{RAW_ELEMENTS})(?=[ \t>]|$))", re.IGNORECASE)
_RAW_HTML_ENDS = {
    "<!--": compile_late("-->"),
    "<![": compile_late(r"\]\]>"),
    "<!": compile_late(">"),
    "<?": compile_late(r"\?>"),
    "<": RAW_END,
}
"""HTML that goes on over blank lines, to the line on which it ends: kinds 1 to 5 of CommonMark, section 4.6."""


class Container:
    """What stands between two signs, or under one by its indentation."""

    __slots__ = ("base", "body_end", "body_start", "matched", "needs", "outer", "quotes", "shift", "signs")

    def __init__(self, sign: Sign, outer: Container | None, column: int, quotes: int) -> None:
        self.signs = [sign]
        self.outer = outer
        self.quotes = quotes
        indented = sign.body == "indented"
        self.needs: int = column + sign.indent if indented else outer.needs if outer else 0
        """The column at which everything in it begins, or further right."""
        self.base = column + sign.indent if indented else column
        """The column at which a paragraph in it begins."""
        self.shift = sign.indent if indented else _UNKNOWN if sign.body == "tag" else 0
        """By how many columns its body is moved to the left."""
        self.body_start = self.body_end = sign.span.end
        self.matched = False

    @property
    def sign(self) -> Sign:
        """The one it begins with."""
        return self.signs[0]

    @property
    def end(self) -> int:
        """Where it ends, with its last sign."""
        return max(self.body_end, self.signs[-1].span.end)


class Scan(Struct, frozen=True):
    """The containers that are whole and their signs, those that stand alone, and code; all in the order of the source.

    `code` are the places in which nothing is read; those of them that are no fences are `verbatim`, each with its sign.
    `cut_off` are where fences end for the only reason that what they stand in does, each with the row of signs that
    would have ended it.
    """

    containers: Sequence[Container]
    signs: Sequence[Sign]
    code: Sequence[Span]
    verbatim: Sequence[tuple[Span, Sign]]
    cut_off: Sequence[tuple[int, str]]


def scan(text: str, start: int, syntaxes: Syntaxes, *, indented_code: bool = True) -> Scan:
    """Read the lines from offset `start`, the start of one, to the end.

    `indented_code`: whether four columns of indentation mean code, outside of lists.
    """
    scanner = _Scanner(text, syntaxes, indented_code=indented_code)
    scanner.read_lines(start)
    return scanner.build()


class _Scanner:
    """Lives for one text."""

    def __init__(self, text: str, syntaxes: Syntaxes, *, indented_code: bool) -> None:
        self._text = text
        self._deepest = STEP if indented_code else len(text) + 1
        self._syntaxes = syntaxes
        self._stack: list[Container] = []
        self._open: defaultdict[tuple[str, str], list[Container]] = defaultdict(list)
        self._containers: list[Container] = []
        self._signs: list[tuple[Sign, Container | None]] = []
        self._code: list[Span] = []
        self._verbatim: list[tuple[Span, Sign]] = []
        self._fence: re.Match[str] | None = None
        self._fence_quotes = self._fence_depth = 0
        self._cut_off: list[tuple[int, str]] = []
        self._end = 0
        """Where the last line ends that was not blank."""
        self._item = -1
        """The column of the list item that a line may belong to; below 0 outside of lists."""
        self._after_blank = True
        self._never: set[re.Pattern[str]] = set()

    def read_lines(self, position: int) -> None:
        """Look at each line."""
        text, size = self._text, len(self._text)
        match = _PREFIX.match
        plain = _OTHER_SIGNS.union(self._syntaxes).isdisjoint
        while position < size:
            end = text.find("\n", position)
            if end < 0:
                end = size
            content = match(text, position, end).end()  # type: ignore[union-attr]
            if content == end or text[content] == "\r":
                self._after_blank = True
                position = end + 1
            elif content == position and not self._fence and plain(text[content]) and self._holds_all():
                if self._after_blank:
                    self._item = -1
                    self._after_blank = False
                self._end = end
                position = end + 1
                if self._stack:
                    self._stack[-1].body_end = min(position, size)
            else:
                following = self._read_line(position, content, end)
                self._after_blank = False
                self._end = max(end, following - 1)
                position = following
        self._end_fence(size)
        while self._stack:
            self._leave()

    def _holds_all(self) -> bool:
        """Whether any line goes on in the innermost container, if there is one, however it begins."""
        if not self._stack:
            return True
        top = self._stack[-1]
        return not top.needs and not top.quotes and top.shift >= 0

    def _read_line(self, position: int, content: int, end: int) -> int:
        """Look at a line that is not blank; where the next one begins."""
        text, stack = self._text, self._stack
        following = end + 1
        if stack or self._fence:
            self._leave_what_ends(position, content)
            if stack:
                stack[-1].body_end = min(following, len(text))
        if self._fence:
            if (found := _FENCE.match(text, content, end)) and self._is_end_of_fence(found):
                self._end_fence(end)
            return following
        column, quotes = _measure(text, position, content)
        in_list = self._note_item(content, end, column)
        if stack and stack[-1].shift < 0:
            stack[-1].shift = max(0, column - stack[-1].base)
            stack[-1].base = column
        base = stack[-1].base if stack else 0
        is_read = in_list or column - base < self._deepest
        if text[content] in self._syntaxes and is_read:
            taken = self._take_signs(content, end, column, quotes)
            if taken >= 0 and stack and stack[-1].sign.leads and stack[-1].body_start == taken:
                stack[-1].body_end = min(following, len(text))
                content = taken
            elif taken >= 0:
                return following if taken <= end else text.find("\n", taken) + 1 or len(text)
        if text[content] == "<" and is_read and (html := _RAW_HTML.match(text, content, end)):
            return self._skip_html(html, quotes, following)
        found = _FENCE.match(text, content, end)
        if found and not (found[1][0] == "`" and "`" in found[2]):
            return self._begin_fence(found, quotes, following)
        return following

    def _take_signs(self, content: int, end: int, column: int, quotes: int) -> int:
        """Do as the signs on a line say; where the last one ends, or -1 when there are none."""
        text = self._text
        last = end
        while text[last - 1] in " \t\r":
            last -= 1
        for recognise in self._syntaxes[text[content]]:
            taken = -1
            for sign in recognise(text, content, last):
                taken = max(taken, self._take(sign, column, quotes))
            if taken >= 0:
                return taken
        return -1

    def _begin_fence(self, found: re.Match[str], quotes: int, following: int) -> int:
        """Note that a fence begins, and where to go on: behind it, where nothing but its own end can end it."""
        self._fence, self._fence_quotes, self._fence_depth = found, quotes, len(self._stack)
        signs = found[1]
        top = self._stack[-1] if self._stack else None
        if quotes or (top and top.needs) or len(signs) > _LONGEST_FENCE:
            return following
        closed = _find_end_of_fence(self._text, signs, following - 1)
        if closed is None:
            return following
        self._end_fence(closed.end())
        if top:
            top.body_end = min(closed.end() + 1, len(self._text))
        return closed.end() + 1

    def _skip_html(self, opening: re.Match[str], quotes: int, following: int) -> int:
        """Where to go on: behind HTML in which no sign means anything, where nothing but its own end can end it."""
        text = self._text
        top = self._stack[-1] if self._stack else None
        if quotes or (top and top.needs) or self._deepest != STEP:
            return following
        ends = next(ends for beginning, ends in _RAW_HTML_ENDS.items() if opening[0].startswith(beginning))
        found = self._find_ahead(ends, opening.end())
        if found is None:
            return following
        after = text.find("\n", found.end()) + 1 or len(text)
        if top:
            top.body_end = after
        return after

    def _leave_what_ends(self, position: int, content: int) -> None:
        """Leave what a line does not belong to, by its indentation or the quotes around it."""
        text, stack = self._text, self._stack
        while stack:
            top = stack[-1]
            column, quotes = _measure(text, position, content, top.quotes)
            if quotes >= top.quotes and column >= top.needs:
                break
            self._leave()
        if self._fence and len(stack) < self._fence_depth:
            self._cut_off.append((self._end, self._fence[1]))
            self._end_fence(position)
        elif self._fence and _measure(text, position, content, self._fence_quotes)[1] < self._fence_quotes:
            self._end_fence(position)

    def _is_end_of_fence(self, found: re.Match[str]) -> bool:
        opened = self._fence
        return opened is not None and found[1].startswith(opened[1]) and not found[2].strip()

    def _end_fence(self, end: int) -> None:
        if self._fence:
            self._code.append(Span(self._fence.start(), end))
            self._fence = None

    def _note_item(self, content: int, end: int, column: int) -> bool:
        """Whether a line may stand in a list, where more indentation does not mean code."""
        if _ITEM.match(self._text, content, end):
            self._item = column if self._item < 0 else min(self._item, column)
        elif self._after_blank and column <= self._item:
            self._item = -1
        return self._item >= 0

    def _take(self, sign: Sign, column: int, quotes: int) -> int:
        """Do as a sign says; where it ends, or -1 when it means nothing here."""
        if sign.ends:
            return self._take_verbatim(sign, sign.ends)
        container: Container | None = None
        if sign.action == "close":
            container = self._find_open(sign)
            if container is None and not sign.lone:
                return -1
        elif sign.action == "switch":
            container = self._find_open(sign)
            if container is None and sign.alternatives != "switched":
                return -1
        if container:
            while self._stack[-1] is not container:
                self._leave()
            container.signs.append(sign)
            container.body_end = sign.span.start
            if sign.action == "close":
                container.matched = True
                self._leave()
        elif sign.action in ("open", "switch"):
            container = Container(sign, self._stack[-1] if self._stack else None, column, quotes)
            self._containers.append(container)
            self._stack.append(container)
            for key in _list_keys(sign):
                self._open[key].append(container)
        self._signs.append((sign, container))
        return sign.span.end

    def _take_verbatim(self, sign: Sign, ends: re.Pattern[str]) -> int:
        found = self._find_ahead(ends, sign.span.end)
        if found is None:
            return -1
        span = Span(sign.span.start, found.end())
        self._code.append(span)
        self._verbatim.append((span, sign))
        return span.end

    def _find_ahead(self, pattern: re.Pattern[str], position: int) -> re.Match[str] | None:
        """Where a pattern matches next; it is looked for no more once it does not."""
        found = None if pattern in self._never else pattern.search(self._text, position)
        if found is None:
            self._never.add(pattern)
        return found

    def _find_open(self, sign: Sign) -> Container | None:
        """The container that a sign ends, or one of whose alternatives it begins."""
        for container in islice(reversed(self._open.get((sign.family, sign.name), ())), _SEARCHED):
            length = container.sign.length
            if sign.action == "switch" or length == sign.length or (not sign.exact and length < sign.length):
                return container
        return None

    def _leave(self) -> None:
        """Leave the innermost container."""
        container = self._stack.pop()
        sign = container.sign
        for key in _list_keys(sign):
            self._open[key].pop()
        if sign.body == "indented":
            container.matched = container.body_end > container.body_start
        if self._stack:
            outer = self._stack[-1]
            outer.body_end = max(outer.body_end, container.end)

    def build(self) -> Scan:
        """What was found: containers without an end are none, nor those that are nested beyond all reason."""
        depths: dict[Container | None, int] = {None: 0}
        for container in self._containers:
            outer = container.outer
            if outer and not outer.matched:
                outer = container.outer = outer.outer  # its own was looked at before
            depth = depths[outer] + 1
            container.matched = container.matched and depth <= MOST_NESTED
            if container.matched:
                depths[container] = depth
        signs = [
            sign if container is not None and container.matched else _make_alone(sign)
            for sign, container in self._signs
            if container is None or container.matched or sign.lone
        ]
        return Scan([one for one in self._containers if one.matched], signs, self._code, self._verbatim, self._cut_off)


def _list_keys(sign: Sign) -> Sequence[tuple[str, str]]:
    """By what the end of a container is found that a sign opens: its name, or none."""
    family, name = sign.family, sign.name
    return ((family, name), (family, "")) if name else ((family, ""),)


def _make_alone(sign: Sign) -> Sign:
    """A sign that belongs to no other."""
    return sign if sign.action == "alone" else replace(sign, action="alone", label=None)


def _find_end_of_fence(text: str, signs: str, position: int) -> re.Match[str] | None:
    """The first line that ends a fence with these signs, after the line break at an offset."""
    # Looking for the signs first is quicker than looking at each line of code.
    pattern = _match_end_of_fence(signs)
    while position >= 0 and (found := text.find(signs, position)) >= 0:
        if closed := pattern.match(text, text.rfind("\n", position, found)):
            return closed
        position = text.find("\n", found)
    return None


@cache
def _match_end_of_fence(signs: str) -> re.Pattern[str]:
    """The line that ends a fence with these signs."""
    return re.compile(rf"\n[ \t>]*(?:[-*+][ \t]+|\d{{1,9}}[.)][ \t]+)*{signs}{signs[0]}*[ \t\r]*(?=\n|\Z)")


def _measure(text: str, position: int, content: int, most: int = -1) -> tuple[int, int]:
    """The column at which a line begins behind its signs of quotes, of which `most` are looked at, and their number."""
    if content == position:
        return 0, 0
    prefix = text[position:content]
    if ">" not in prefix:
        return len(prefix.expandtabs(STEP)) if "\t" in prefix else len(prefix), 0
    *marks, rest = prefix.split(">", most)
    rest = rest.partition(">")[0]
    if marks and rest.startswith((" ", "\t")):
        rest = rest[1:]
    return len(rest.expandtabs(STEP)), len(marks)
