"""Articles of any size that somebody could send to make endmark slow, or to fill the memory.

`SHAPES` is name → function from bytes wanted to text. Each stands for a kind:
something that a reader, a check or a repair does once for each thing in the
text, and must not do once for each pair of things. The same size gives the same
text, and twice the size twice as much of the same.
"""

from __future__ import annotations

from collections.abc import Callable

Shape = Callable[[int], str]

_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in ("a", "e", "i", "o", "u")]


def word(number: int) -> str:
    """A word of its own for each number; it is no word of any language, and no two are alike by chance."""
    written = ""
    number += len(_SYLLABLES)
    while number:
        number, rest = divmod(number, len(_SYLLABLES))
        written += _SYLLABLES[rest]
    return written


def repeated(piece: str, before: str = "", after: str = "") -> Shape:
    """The same piece again and again."""
    return lambda size: before + piece * max(1, (size - len((before + after).encode())) // len(piece.encode())) + after


def counted(piece: str, before: str = "", after: str = "") -> Shape:
    """Pieces that differ: `%d` in one stands for its number, `%w` for a word of its own."""

    def make(size: int) -> str:
        pieces: list[str] = []
        length, number = len((before + after).encode()), 0
        while length < size or not pieces:
            pieces.append(piece.replace("%d", str(number)).replace("%w", word(number)))
            length += len(pieces[-1].encode())
            number += 1
        return before + "".join(pieces) + after

    return make


def twice(half: Shape, between: str = "\n") -> Shape:
    """A text of half the size, and all of it once more."""
    return lambda size: between.join([half(size // 2)] * 2)


def halves(first: Shape, second: Shape) -> Shape:
    """One thing, then as many bytes of another: work for each pair of the two shows."""
    return lambda size: first(size // 2) + second(size // 2)


def nested(opening: str, closing: str = "", middle: str = "a") -> Shape:
    """As deep as the size allows."""

    def make(size: int) -> str:
        depth = max(1, (size - len(middle)) // len((opening + closing).encode()))
        return opening * depth + middle + closing * depth

    return make


def stairs(piece: str, most: int) -> Shape:
    """Lines that step in by two columns each, up to so many steps, and begin again."""
    period = "".join("  " * step + piece for step in range(most))
    return repeated(period)


def table(columns: Callable[[int], int]) -> Shape:
    """A table with so many columns for a size, and rows to fill it."""

    def make(size: int) -> str:
        number = columns(size)
        row = "| cell " * number + "|\n"
        return row + "|---" * number + "|\n" + row * max(1, size // len(row) - 2)

    return make


_ARTICLE = (
    "# The old gate\n\nThe gate opens at dawn and the keeper writes the hour in a book.\n\n"
    "## Who keeps it\n\nA woman from the village has kept it since the flood, as her father did.\n\n"
    "- It is green.\n- It has two locks.\n\nNobody minds the noise any more.\n\n"
)
_NEAR = (
    "The bell in station %d rings at noon, and the keeper walks down to the platform with a lamp in one hand "
    "and a book in the other, as the keepers before him did when the line was new.\n\n"
)
_NEAR_JA = "%d番目の駅の鐘は正午に鳴り、駅長は片手に灯を、片手に本を持ってホームへ降りていきます。\n\n"
_UNIQUE = "Then %w came to the town and met the keeper of the %w gate.\n\n"
_NEXT_LINE = "<!-- endmark-disable-next-line stray-end-marker -->\n"

SHAPES: dict[str, Shape] = {
    # Prose, for comparison.
    "paragraphs": counted(_UNIQUE),
    # One line: what is done to a line or a paragraph.
    "one line": repeated("The rain goes on and nobody minds. "),
    "one line in Japanese": repeated("雨の日に歩くのが好きです。"),
    "one line that differs": counted("Then %w came to the town. "),
    "Japanese without a stop": repeated("雨の日に歩くのが好きでそれから"),
    "Thai": repeated("ฝนตกทุกวันและไม่มีใครสนใจ "),
    "Arabic": repeated("المطر يستمر ولا أحد يهتم. "),
    "one word": repeated("a"),
    "one Japanese letter": repeated("あ"),
    "digits": repeated("7"),
    "an address": repeated("a/", before="https://example.com/"),
    "white space": repeated(" ", before="a", after="b"),
    "tabs": repeated("\t", before="a", after="b"),
    "dashes": repeated("-"),
    "full stops": repeated("."),
    "ellipses": repeated("... "),
    "opening quotation marks": repeated("「"),
    "quotation marks in pairs": repeated("「a」"),
    "straight quotation marks": repeated('"a '),
    "parentheses that never close": repeated("(a "),
    "parentheses in parentheses": nested("(", ")"),
    # One line: markup.
    "emphasis": repeated("*a **b "),
    "strong words": counted("**%w** "),
    "emphasis that shows": repeated("**「a」**だ"),
    "signs too many": repeated("***Open* at dawn. "),
    "signs too many that must stay": repeated("***Open* at dawn, ******.**[map](m)**, "),
    "open brackets": repeated("["),
    "brackets in brackets": nested("[", "]"),
    "links": counted("[%w](https://example.com/%d) "),
    "links that are cut": repeated("[ab](https://a"),
    "links with a slip": repeated("[the map] (https://example.com/m) "),
    "images": counted("![](%d.png) "),
    "images in images": nested("![", "](a)"),
    "backticks": repeated("``b` "),
    "code spans": counted("`%w` "),
    "entities": repeated("&amp; "),
    "escapes": repeated("\\*"),
    "inline tags": repeated("<b>a</b> "),
    "tags that never close": repeated("<a b="),
    "comments on one line": repeated("<!-- a --> "),
    "comments that never close": repeated("<!-- a\n\n"),
    "JSX": counted('<Card id="%d" onClick={() => go()} />\n\n'),
    "JSX comments": repeated("{/* a */} "),
    "imports": counted('import A%d from "./a.js"\n\n'),
    "macros": counted("{{ site.%w }} "),
    "macros that never close": repeated("{{ {% {/* "),
    "verbatim macros": repeated("{% raw %}a{% endraw %} "),
    # One line: code points.
    "emoji with joiners": repeated("👩‍👩‍👧‍👦"),
    "variation selectors": repeated("\ufe0f"),
    "combining marks": repeated("\u3099"),
    "Zalgo": repeated("e\u0301\u0323\u0334\u0489"),
    "no letters but marks": repeated("\u0301\n\n"),
    "bidi controls": repeated("\u202ea\u202c"),
    "invisible tags": repeated("a\U000e0041"),
    "private use": repeated("\ue200cite\ue202turn0search0\ue201 "),
    "control characters": repeated("a\x07"),
    "NUL": repeated("ab\0 "),
    "mangled letters": repeated("Ã© "),
    # One line: findings.
    "markers on one line": repeated("a ---END--- "),
    "cut markers": repeated("a ---EN "),
    "stutter": repeated("very "),
    "doubled words": counted("the %w %w "),
    "wordy phrases": repeated("in order to go. "),
    "two spellings": counted("e-mail %d, email %d. "),
    "what a model says": repeated("As an AI language model, I cannot go. "),
    "placeholders": repeated("[Your Name] lorem ipsum dolor TODO "),
    "reading times": repeated("It is a 5 min read. "),
    # Many lines.
    "lines of one paragraph": counted("Line %w\n"),
    "hard breaks": repeated("a  \n"),
    "Windows line ends": counted("Then %w came.\r\n\r\n"),
    "lone carriage returns": repeated("a\r"),
    "next-line characters": repeated("a\x85"),
    "line separators": repeated("a\u2028b\u2029"),
    "empty lines": repeated("\n", before="a", after="b"),
    # Many blocks.
    "short paragraphs": counted("Paragraph %d has one sentence.\n\n"),
    "one letter each": repeated("a\n\n"),
    "cut sentences": counted("The gate to garden number %d opens when the\n\n"),
    "words that may be cut, in Japanese": counted("これはとても便利な道具である %w\n\n"),
    "fragments": counted("...and then %w came.\n\n"),
    "headings": counted("## Heading %w\n\n"),
    "equal headings": repeated("## The gate\n\nIt is green.\n\n"),
    "empty headings": repeated("##\n\n"),
    "underlined headings": counted("Gate %w\n====\n\n"),
    "headings without a space": repeated("##Beans\n"),
    "thematic breaks": repeated("---\n\n"),
    "list items": counted("- Item %w of the list\n"),
    "equal list items": repeated("- The same item\n"),
    "numbered items": counted("%d. Item %w\n"),
    "loose items": counted("- Item %w\n\n"),
    "nested lists": stairs("- item\n", 40),
    "a list that stands twice": twice(counted("- Item %w of the list, which is long enough to be told from others\n")),
    "quotes": counted("> Quote %w\n\n"),
    "quotes in quotes": repeated("> > > > > > > > deep\n\n"),
    "one quote, as deep as it goes": nested("> "),
    "a wide table": table(lambda size: size // 30),
    "a long table": table(lambda _: 4),
    "code blocks": repeated("```py\na = 1\n```\n\n"),
    "fences that never close": repeated("- ```a\n\n"),
    "all in one fence": counted(_UNIQUE, before="```md\n"),
    "indented code": repeated("    a = 1\n"),
    "blocks of HTML": repeated("<div>a</div>\n\n"),
    "HTML in HTML": nested("<div>\n", "</div>\n"),
    "directives": repeated(":::note\na\n:::\n\n"),
    "formulas": repeated("$$\na\n$$\n\n"),
    "attribute lists": counted("Text.\n{: #a%d}\n\n"),
    "footnotes": halves(counted("A[^%d]. ", after="\n\n"), counted("[^%d]: Note %w.\n")),
    "link definitions": halves(counted("[a][l%d] ", after="\n\n"), counted("[l%d]: https://example.com/%d\n")),
    "markers": counted("Part %d ends here.\n\n---END---\n\n"),
    # What is said again.
    "equal paragraphs": repeated("The same paragraph stands here again and again, word for word.\n\n"),
    "equal short paragraphs": repeated("Here again.\n\n"),
    "nearly equal paragraphs": counted(_NEAR),
    "nearly equal paragraphs in Japanese": counted(_NEAR_JA),
    "copies far apart": twice(counted(_UNIQUE)),
    "copies in pairs": counted(_UNIQUE * 2),
    "a copy between others": counted(_UNIQUE + "The same paragraph stands here again and again, word for word.\n\n"),
    "sentences said twice": counted("Then %w came to the town. Then %w came to the town.\n\n"),
    "one paragraph twice": twice(counted("Then %w came to the town. "), "\n\n"),
    "an article many times": repeated(_ARTICLE),
    "told twice in one line": counted(
        f"{_UNIQUE}When %w was over, the keeper of the %w gate closed it.\n\n"
        f"{_UNIQUE[:-2]} When %w was over, the keeper of the %w gate closed it.\n\n"
    ),
    "restarts": counted(_ARTICLE + _UNIQUE),
    "restarts at markers": counted("---END---\n\n" + _ARTICLE + _UNIQUE),
    "overlapping halves": counted(f"{_UNIQUE[:-2]} It was late when %w went.\n\n{_UNIQUE}"),
    # Suppressions.
    "suppressions": counted(_NEXT_LINE + "Line %w.\n\n"),
    "suppressions that are used": repeated(_NEXT_LINE + "---END---\n\n"),
    "suppressions, then findings": halves(repeated(_NEXT_LINE + "\n"), counted("Part %d.\n\n---END---\n\n")),
    "suppressions on one line": repeated("a <!-- endmark-disable-line stray-end-marker --> "),
    "switched off and on": repeated(
        "<!-- endmark-disable stray-end-marker -->\n\n---END---\n\n<!-- endmark-enable stray-end-marker -->\n\n"
    ),
    "switched off again and again": repeated("<!-- endmark-disable stray-end-marker -->\n\n"),
    "suppressed rules that are unknown": counted("%w ", before="<!-- endmark-disable ", after="-->\n\nText.\n"),
    # Front matter.
    "YAML keys": counted("%w: value\n", before="---\n", after="---\n\nText.\n"),
    "one YAML key": repeated("key: value\n", before="---\n", after="---\n\nText.\n"),
    "YAML in YAML": nested("{a: ", "}", "1"),
    "YAML front matter in depth": lambda size: f"---\na: {nested('[', ']')(size)}\n---\n\nText.\n",
    "YAML list": counted("- %w\n", before="---\ntags:\n", after="---\n\nText.\n"),
    "YAML aliases": lambda size: "---\na0: &a0 [x]\n" + counted("b%d: [*a0, *a0]\n")(size) + "---\n\nText.\n",
    "YAML mappings by alias": lambda size: "---\na0: &a0 {x: 1}\n" + counted("b%d: *a0\n")(size) + "---\n\nText.\n",
    "a long title": lambda size: f"---\ntitle: {(line := counted('%w ')(size // 2))}\n---\n\n# {line}\n",
    "numbers of a reading time": repeated("1 ", before="---\nreading_time: ", after="\n---\n\nText.\n"),
    "TOML keys": counted("%w = 1\n", before="+++\n", after="+++\n\nText.\n"),
    "TOML tables": counted("[%w]\na = 1\n", before="+++\n", after="+++\n\nText.\n"),
    "TOML list": counted('"%w",\n', before="+++\ntags = [\n", after="]\n+++\n\nText.\n"),
    "TOML in one table": counted("%w = 1, ", before="+++\na = { ", after="z = 1 }\n+++\n\nText.\n"),
    "JSON keys": counted('"%w": 1,\n', before="{\n", after='"z": 1\n}\n\nText.\n'),
    "one JSON key": repeated('"key": 1,\n', before="{\n", after='"z": 1\n}\n\nText.\n'),
    "front matter that never closes": counted("%w: value\n", before="---\n"),
}
