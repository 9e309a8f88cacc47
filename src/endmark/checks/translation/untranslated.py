"""Paragraphs in another language than the article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from endmark.checks import CheckKind, Need, Scope
from endmark.checks.text.language_names import name_language
from endmark.checks.text.named_languages import begins_with_flag, names_language
from endmark.checks.text.quotations import leave_out_quotations
from endmark.document.blocks import Block, Kind
from endmark.document.language import is_common_word
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.packed_blocks import find_languages, select_kinds
from endmark.document.scripts import CJK_SCRIPTS, SCRIPTS_IN_CHARACTERS
from endmark.document.sentences import COLONS
from endmark.violation import Match, Related, make_reason

KIND: CheckKind = "language"
NEEDS: frozenset[Need] = frozenset({"other language"})
VALUES = frozenset({"language", "article_language", "others"})

_UNSPACED = SCRIPTS_IN_CHARACTERS - {"Kore"}
"""Scripts whose words no blank parts."""

_LETTERS_A_WORD = 3
"""So many letters of these stand for a word: a little more than a word has in Chinese and Japanese."""

_DENSE = frozenset(CJK_SCRIPTS.values())
"""Scripts of which a letter stands for about as much as two of others."""

_MOST_WORDS = 100
"""Words at the beginning of a passage that show its language."""

_COMMON = 0.2
"""The share of the words of a passage that must be among the commonest of its language.

In published articles half of all paragraphs in English, German, French, Italian, Dutch and Spanish have 0.24 to 0.33,
and 98 in 100 have at most 0.19 of those of a language that is no relative of their own."""

_DIFFERENT = 3
"""So many of these words must be different ones: a formula may say y, which is a Spanish word, again and again."""

_LETTERS = {
    "de": "äöüß",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "es": "áéíñóúü",
    "pt": "àáâãçéêíóôõú",
    "it": "àèéìîòóù",
    "nl": "áäéëíïóöú",
    "pl": "ąćęłńóśźż",
    "tr": "âçğıîöşüû",
    "vi": "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    "nb": "åæøéóô",
    "da": "åæøé",
    "sv": "åäöéà",
}
"""The letters beside a to z of each language; https://cldr.unicode.org lists them. Others have none."""

_MOST_WITH_OTHERS = 0.1
"""The share of words with letters that the language has not: names. Romanian taken for French has two or three times as
many."""

_FOREIGN = 4
"""So many times as many common words of its own language as of the article's: paragraphs in Catalan or Romanian, of
which no common words are known, have about as many French ones as Spanish ones."""

_MOST_OF_ARTICLE = 1 / 3
"""An article of which more is in other languages is meant to have several."""

_TELLING: frozenset[Kind] = frozenset({"paragraph", "list-item", "quote", "table", "html"})
"""Kinds of what a section says."""

_LABEL = compile_late("[^:：]{2,30}[:：]")
_DASHES = ("—", "–", "―")
_WORD = compile_late(r"[^\W\d_]+")


class Options(Struct, frozen=True):
    """How long a passage must be.

    `min_words` counts the words outside quotations, and three letters for one where no blanks part words; what is
    shorter may be a name, a title or a motto.
    """

    min_words: int = 12


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield the first paragraph in another language than the article's, with the others as related places.

    What is quoted, introduced with a colon or signed with a name is meant to be as it is; so is what has the name of
    its language over it, is all that its section says, or stands in an article of several languages.
    """
    if document.language == "und" or find_languages(document.blocks) <= {document.language, "und"}:
        return
    paragraphs = [block for block in select_kinds(document.blocks, {"paragraph"}) if block.role == "prose"]
    others = [block for block in paragraphs if block.language not in ("und", document.language) and block in scope]
    meant = _find_cited(document.blocks) | _find_meant(document.blocks) if others else frozenset()
    found = [
        block
        for block in others
        if block.span.start not in meant
        and not _is_emphasised(block)
        and _is_certain(block, document.language, options.min_words)
    ]
    if found and sum(map(_measure, found)) <= _MOST_OF_ARTICLE * sum(map(_measure, paragraphs)):
        first, *rest = found
        values = {
            "language": name_language(first.language),
            "article_language": name_language(document.language),
            "others": make_reason("untranslated.others", count=len(rest))
            if rest
            else make_reason("untranslated.alone"),
        }
        yield Match(first.span, values, tuple(map(_relate, rest)))


def _relate(block: Block) -> Related:
    return Related(block.span, make_reason("untranslated.here", language=name_language(block.language)))


def _measure(block: Block) -> int:
    """How much a paragraph says, in letters of an alphabet."""
    return len(block.text.content) * (2 if block.script in _DENSE else 1)


def _find_cited(blocks: Sequence[Block]) -> frozenset[int]:
    """Where the paragraphs start that follow a colon, or that somebody's name follows behind a dash."""
    cited = set()
    shown = [block for block in blocks if block.text.content]
    for before, block in pairwise(shown):
        if before.text.content.endswith(COLONS):
            cited.add(block.span.start)
        if block.role == "attribution" or block.text.content.startswith(_DASHES):
            cited.add(before.span.start)
    return frozenset(cited)


def _find_meant(blocks: Sequence[Block]) -> frozenset[int]:
    """Where the paragraphs start that are meant for the readers of another language.

    A heading over them names it, or their label does, or they have its flag. Or one is all that its section says, as
    what a licence or a sponsor asks for is: nine such stand in 1,460 published documents, eight of which are
    meant, and of 49 with text in the language of the article beside them five are.
    """
    meant: set[int] = set()
    above: list[Block] = []
    section: list[Block] = []
    for block in blocks:
        if block.kind == "heading":
            meant.update(_list_lone(section, above))
            section = []
            above = [heading for heading in above if heading.level < block.level] + [block]
        elif block.text.content.strip() and block.kind in _TELLING:
            section.append(block)
            names = (*(heading.text.content for heading in above), _read_label(block))
            if begins_with_flag(block.text.content) or any(names_language(name, block.language) for name in names):
                meant.add(block.span.start)
    meant.update(_list_lone(section, above))
    return frozenset(meant)


def _read_label(block: Block) -> str:
    """What a paragraph begins with before a colon, if that is short."""
    label = _LABEL.match(block.text.content)
    return label[0] if label else ""


def _list_lone(section: Sequence[Block], above: Sequence[Block]) -> Iterator[int]:
    """Where the only text of a section that has a heading starts."""
    if len(section) == 1 and above:
        yield section[0].span.start


def _is_emphasised(block: Block) -> bool:
    """Whether most of a paragraph is set apart from the others, as somebody else's words are."""
    return any((mark.end - mark.start) * 2 > len(block.text.content) for mark in block.marks)


def _is_certain(block: Block, article: str, least: int) -> bool:
    """Whether the words of a paragraph outside its quotations show that it is in its language, and enough are there."""
    content = leave_out_quotations(block.text.content)
    if block.script in _UNSPACED:
        return sum(map(str.isalpha, content)) >= least * _LETTERS_A_WORD
    words = _WORD.findall(content.lower())[:_MOST_WORDS]
    if len(words) < least:
        return False
    if block.script != "Latn":
        return True
    known = _LETTERS.get(block.language, "")
    if sum(any(letter > "z" and letter not in known for letter in word) for word in words) > _MOST_WITH_OTHERS * len(
        words
    ):
        return False
    own = [word for word in words if is_common_word(word, block.language)]
    least_common = max(_COMMON * len(words), _FOREIGN * sum(is_common_word(word, article) for word in words))
    return len(set(own)) >= _DIFFERENT and len(own) >= least_common
