"""The checks: one module a kind of finding, listed here and nowhere else.

A check is a module with

* `Options`: a frozen struct; its fields and their types are what a rule may
  set under `options:`, and its docstring is their documentation;
* `VALUES`: the names a rule's message may use as placeholders;
* `KIND`: what it finds, one word of `CheckKind`;
* `find(document, options, scope)`: yields the matches of one document; or, of a check
  of the corpus, `facts(document, options, scope)` and `compare(facts, options)`;
* hooks, where it needs them: `prefilter`, `narrow`, `is_boundary`, `list_surer`, `weigh`, `prove`, `MARKUPS`,
  `LIBRARY`.

Nothing else is said of a single check outside its module.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Container, Iterable, Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, TypeGuard, cast

from msgspec import Struct
from msgspec.structs import replace

from endmark.document.blocks import Block, Kind
from endmark.document.directives import iter_directives
from endmark.document.language import detect_chinese, get_stated_tag
from endmark.document.markup import MARKUPS, Markup
from endmark.document.model import Document
from endmark.document.packed_blocks import find_kinds, find_languages, iter_kinds
from endmark.document.span import Span
from endmark.violation import CorpusMatch, Fact, FiledFact, FiledFacts, Match, Weighing

if TYPE_CHECKING:
    from endmark.checks.text.regex import Pattern, PatternQuery

CHECKS = {
    "beginning": "endmark.checks.cuts.beginning",
    "collapsed": "endmark.checks.markup.collapsed",
    "conflict": "endmark.checks.markup.conflict",
    "contents": "endmark.checks.outline.contents",
    "consistency": "endmark.checks.patterns.consistency",
    "cut-field": "endmark.checks.front_matter.cut_field",
    "cut-row": "endmark.checks.cuts.cut_row",
    "duplicate": "endmark.checks.repetition.duplicate",
    "duplicate-block": "endmark.checks.repetition.duplicate_block",
    "duplicate-heading": "endmark.checks.repetition.duplicate_heading",
    "duplicate-sentence": "endmark.checks.repetition.duplicate_sentence",
    "empty-section": "endmark.checks.markup.empty_section",
    "fields": "endmark.checks.front_matter.fields",
    "file-date": "endmark.checks.front_matter.file_date",
    "front-matter": "endmark.checks.front_matter.front_matter",
    "hollow": "endmark.checks.cuts.hollow",
    "lead-in": "endmark.checks.cuts.lead_in",
    "length": "endmark.checks.style.length",
    "literal-markup": "endmark.checks.markup.literal_markup",
    "missing-stop": "endmark.checks.cuts.missing_stop",
    "numbering": "endmark.checks.outline.numbering",
    "occurrence": "endmark.checks.patterns.occurrence",
    "pattern": "endmark.checks.patterns.pattern",
    "readability": "endmark.checks.style.readability",
    "reading-time": "endmark.checks.reading_time.reading_time",
    "remark": "endmark.checks.patterns.remark",
    "repeated-ending": "endmark.checks.repetition.repeated_ending",
    "repeated-field": "endmark.checks.front_matter.repeated_field",
    "restart": "endmark.checks.repetition.restart",
    "restated-field": "endmark.checks.front_matter.restated_field",
    "stated-formula": "endmark.checks.reading_time.stated_formula",
    "stock-sentence": "endmark.checks.site.stock_sentence",
    "substitution": "endmark.checks.patterns.substitution",
    "said-to-editor": "endmark.checks.leftovers.said_to_editor",
    "series-number": "endmark.checks.site.series_number",
    "shared-passage": "endmark.checks.site.shared_passage",
    "suppression": "endmark.checks.suppression",
    "truncation": "endmark.checks.cuts.truncation",
    "unclosed": "endmark.checks.markup.unclosed",
    "untranslated": "endmark.checks.translation.untranslated",
    "wrapped": "endmark.checks.markup.wrapped",
}
"""Check name → module, imported only when a rule asks for it."""

CheckKind: TypeAlias = Literal[
    "cut", "repetition", "echo", "layout", "language", "measure", "pattern", "style", "markup", "metadata", "directive"
]
"""What a check finds, which decides how the engine and repairs treat its findings.

`cut`: text is missing here. `repetition`: a passage stands twice. `echo`: a heading
or field says again what is said already. `layout`: text stands on the wrong lines, or a section in the wrong place.
`language`: text is in another language than the rest. `measure`: a figure of the text
as a whole is wrong. `pattern`: words or patterns occur. `style`: a piece of text is not
well made. `markup`: Markdown is not what it was meant to be. `metadata`: the front matter
is wrong. `directive`: a comment to endmark is wrong; what suppressed nothing is told by
rules of such checks, too.
"""

UNSETTLED: frozenset[CheckKind] = frozenset({"cut", "repetition"})
"""Text is missing or stands twice: how long the article is nobody knows until it is mended."""

BARED: frozenset[CheckKind] = frozenset({"repetition", "echo", "layout", "language"})
"""Taking text out, or joining it, never adds to what is said twice, on one line or in another language: it only bares
it."""


class Scope(Struct, frozen=True):
    """The blocks a rule judges; an empty set means all.

    Of its matches in a text the first `most` are shown or repaired; of the others only the place counts, and
    whether they are certain: see `FirstPlaces`. Those that are `shown` may be fewer. Where they are not to be
    `repaired`, a check need not build their fixes.
    A language may have a script and a region, as `zh-Hant` or `en-GB`: whether a
    text is in such a one is known from the document alone, see `narrow`.
    """

    kinds: frozenset[Kind] = frozenset()
    languages: frozenset[str] = frozenset()
    most: int = sys.maxsize
    shown: int = sys.maxsize
    repaired: bool = True

    def __contains__(self, block: Block) -> bool:
        return (not self.kinds or block.kind in self.kinds) and (not self.languages or block.language in self.languages)

    def narrow(self, document: Document) -> Scope | None:
        """The scope for the blocks of one document, with no more than languages; None when it covers none of them.

        Blocks in the language of the document are in the tag that the front matter states. Without one, Chinese is
        told by its characters, and of any other language its commonest script and region are taken.
        """
        if not any("-" in wanted for wanted in self.languages):
            return self
        from endmark.document.language_tag import covers, get_language

        main = _find_tag(document)
        covered = set()
        for wanted in self.languages:
            language = get_language(wanted)
            if covers(wanted, main if language == document.language else language):
                covered.add(language)
        return replace(self, languages=frozenset(covered)) if covered else None


FEW = 20
"""Facts that share a key are few up to there: a check compares each of them with each, and not some that it chooses."""


class FirstPlaces:
    """Whether matches may be among those of a text that are shown or repaired: for the others nothing is built.

    Where only what is `shown` is repaired, that is enough.
    """

    def __init__(self, scope: Scope, *, shown: bool = False) -> None:
        self._left = scope.shown if shown else scope.most
        self._last = Span(0, 0)

    def take(self, span: Span) -> bool:
        """Whether this match may be; each is asked about once, in the order in which they come."""
        if self._left > 0:
            self._left -= 1
            self._last = max(self._last, span)
            return True
        return span < self._last


def _find_tag(document: Document) -> str:
    """The language of a document, as exactly as it is known."""
    tag = get_stated_tag(document.front_matter) or document.language
    return detect_chinese(block.text.content for block in document.blocks) if tag == "zh" else tag


class Check(Protocol):
    """What every check module has; `get_prefilter` and those below it ask its hooks."""

    Options: type[Any]
    VALUES: frozenset[str]
    KIND: CheckKind


class DocumentCheck(Check, Protocol):
    """The shape of a check that needs to see one document at a time."""

    def find(self, document: Document, options: Any, scope: Scope) -> Iterable[Match]:
        """Yield the matches in `document`, in any order."""


class CorpusCheck(Check, Protocol):
    """The shape of a check that compares documents, which are never all there at the same time."""

    def facts(self, document: Document, options: Any, scope: Scope) -> Iterable[Fact]:
        """Yield what is to be kept of `document`, in any order; no more of it than grows with its length."""

    def compare(self, facts: FiledFacts, options: Any) -> Iterable[CorpusMatch]:
        """Yield what is found among the facts of all documents, in any order.

        They come by path, and may be gone through more than once: each time they
        are read anew. What is held of them meanwhile should be little.
        """


Need: TypeAlias = (
    Kind | Literal["front matter", "comment to endmark", "other language", "several headings", "bold letters", "body"]
)
"""What a document may hold: blocks of a kind, front matter, a comment to endmark, text in another language, several
headings, bold letters, in which a line may serve as one, or a body: more than a title and one text."""

_NO_BODY = 2
"""Blocks of a title and one text."""

_BOLD = ("**", "__", "<b", "<B", "<strong", "<STRONG")
"""How bold letters begin, in Markdown and HTML."""


class Traits(Struct, frozen=True):
    """What the engine asks of each check before there is anything for it to find.

    `searches` is whether it has the hook `prefilter`, `compares` whether it compares documents, and `needs` its hook
    `NEEDS`: without one of these it finds nothing. They are kept with the rules, so that a run about one article
    imports no check that has nothing to do.
    """

    kind: CheckKind
    searches: bool
    compares: bool
    needs: frozenset[Need]


@cache
def find_traits(name: str) -> Traits:
    """The traits of the check of that name, which is imported for it."""
    check = load(name)
    return Traits(
        check.KIND, get_prefilter(check) is not None, is_of_corpus(check), getattr(check, "NEEDS", frozenset())
    )


def find_held(document: Document) -> frozenset[Need]:
    """All that a document holds and a check may need."""
    held: set[Need] = {*find_kinds(document.blocks)}
    if document.front_matter is not None:
        held.add("front matter")
    if any(iter_directives(document)):
        held.add("comment to endmark")
    if document.language != "und" and not find_languages(document.blocks) <= {document.language, "und"}:
        held.add("other language")
    headings = (kind for kind in iter_kinds(document.blocks) if kind == "heading")
    if next(headings, None) and next(headings, None):
        held.add("several headings")
    if len(document.blocks) > _NO_BODY:
        held.add("body")
    if any(map(document.source.text.__contains__, _BOLD)):
        held.add("bold letters")
    return frozenset(held)


def is_of_corpus(check: Check) -> TypeGuard[CorpusCheck]:
    """Whether a check compares documents; one that does not sees them one at a time."""
    return hasattr(check, "compare")


def get_prefilter(check: Check) -> Callable[[Any], PatternQuery] | None:
    """The hook `prefilter(options)`: the patterns without which the check finds nothing."""
    return getattr(check, "prefilter", None)


def get_narrowing(check: Check) -> Callable[[Any, Container[Pattern]], Any] | None:
    """The hook `narrow(options, occurring)`: options that find the same where only these of its patterns occur."""
    return getattr(check, "narrow", None)


def is_boundary(check: Check, options: Any) -> bool:
    """The hook `is_boundary(options)`: whether its matches part an article into passes; without it they do not."""
    hook: Callable[[Any], bool] | None = getattr(check, "is_boundary", None)
    return hook is not None and hook(options)


def list_surer(check: Check, options: Any) -> frozenset[str]:
    """The hook `list_surer(options)`: the ids of rules to which its findings are left where one of them speaks, too."""
    hook: Callable[[Any], frozenset[str]] | None = getattr(check, "list_surer", None)
    return frozenset() if hook is None else hook(options)


def get_weighing(check: Check) -> Callable[[Document, Any, Span], Iterable[Weighing]] | None:
    """The hook `weigh(document, options, place)`: what speaks for and against its findings where a place is."""
    return getattr(check, "weigh", None)


def get_proof(check: Check) -> Callable[[Sequence[FiledFact], Callable[[int], str], Any], Iterable[int]] | None:
    """The hook `prove(group, read, options)`: of the facts of one key those in which it may find something.

    What it finds among these, of all keys, is what it finds among all. `read` gives what stands at the place of a fact.
    """
    return getattr(check, "prove", None)


def get_measure(check: Check) -> Callable[[tuple[Any, ...], Any], tuple[int, int]] | None:
    """The hook `measure(values, options)`: the size of a fact of these values, and the least of what may be like it.

    Of no more than `FEW` facts that share a key, what is smaller need not be shown to the hook `prove` with it.
    """
    return getattr(check, "measure", None)


def judges(check: Check, markup: Markup) -> bool:
    """The hook `MARKUPS`: what a file may be written in for the check to judge it; without it any."""
    return markup in getattr(check, "MARKUPS", MARKUPS)


def get_library(check: Check) -> tuple[str, str] | None:
    """The hook `LIBRARY`: the library that this check alone needs, and the extra of endmark that installs it."""
    return getattr(check, "LIBRARY", None)


def find_missing_library(name: str) -> tuple[str, str] | None:
    """The library that a check alone needs and that is not installed, and its extra; else None."""
    library = get_library(load(name))
    if library is None:
        return None
    from importlib.util import find_spec

    return None if find_spec(library[0]) else library


@cache
def load(name: str) -> Check:
    """The check of that name; KeyError when there is none."""
    # Asked for each rule on each article: finding out that a module is there already takes longer than some checks.
    return cast("Check", import_module(CHECKS[name]))
