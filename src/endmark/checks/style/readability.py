"""Articles that are harder to read, or easier, than an editor wants them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import nlargest
from typing import Annotated, Any, Literal, TypeAlias

from msgspec import Meta, Struct

from endmark.checks import CheckKind, Scope
from endmark.document.blocks import PROSE
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.sentences import iter_sentences
from endmark.document.span import Span
from endmark.phrase import phrase
from endmark.violation import Match, Related, Value, make_reason

KIND: CheckKind = "measure"
LIBRARY = ("textstat", "readability")
VALUES = frozenset({"score", "limit", "formula", "sentences"})

Formula: TypeAlias = Literal[
    "flesch-reading-ease",
    "flesch-kincaid-grade",
    "smog-index",
    "gulpease-index",
    "wiener-sachtextformel",
    "szigriszt-pazos",
    "lix",
]

_LANGUAGES: dict[Formula, str] = {
    # Each in the form made for the language: Amstad, Fernández Huerta, Kandel and Moles, Vacca, Douma, Oborneva …
    "flesch-reading-ease": "en de es fr it nl ru hu",
    "flesch-kincaid-grade": "en",
    "smog-index": "en",
    "gulpease-index": "it",
    "wiener-sachtextformel": "de",
    "szigriszt-pazos": "es",
    # Björnsson compared the newspapers of eleven countries by it.
    "lix": "sv da no nb nn en de fr es it pt fi ru",
}
_ARGUMENTS: dict[Formula, tuple[int, ...]] = {"wiener-sachtextformel": (1,)}
"""The first of the four Viennese formulas is the one its authors recommend."""

_JOINED_WORD = compile_late(r"[^\W_]+(?:['.,\-][^\W_]+)*")
_LEAST_WORDS = 3
"""To textstat, fewer words are no sentence, but words nevertheless."""

_LONGEST_WORD = 100
_MOST_RELATED = 3


class Options(Struct, frozen=True):
    """How the text is judged, and between which bounds the score must lie.

    `formula` is one for which the language of the article has a published form;
    articles in other languages are left alone. `least` and `most` are the bounds
    of the score. Only articles of at least `min_sentences` sentences are judged.
    """

    formula: Formula
    least: float | None = None
    most: float | None = None
    # Scores vary from sentence to sentence: with twenty, that of the whole is right to some five points of Flesch's
    # hundred, half the width of one of his classes.
    min_sentences: Annotated[int, Meta(ge=1)] = 20

    def __post_init__(self) -> None:
        if self.least is None and self.most is None:
            raise ValueError(phrase("say which score is meant: give `least`, `most`, or both."))
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError(
                phrase("no score is at least {least:g} and at most {most:g}.", least=self.least, most=self.most)
            )


class _Sentence(Struct, frozen=True):
    """The words of a sentence, and where it stands."""

    words: tuple[str, ...]
    span: Span


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield one match, at the first sentence, when the text as a whole is out of bounds; it shows the longest ones."""
    if document.language not in _LANGUAGES[options.formula].split():
        return
    counted_sentences = list(_iter_sentences(document, scope))
    if len(counted_sentences) < options.min_sentences:
        return
    score = _compute_score(counted_sentences, options.formula, document.language)
    if options.least is not None and score < options.least:
        limit = make_reason("readability.at-least", score=options.least)
    elif options.most is not None and score > options.most:
        limit = make_reason("readability.at-most", score=options.most)
    else:
        return
    values: dict[str, Value] = {
        "score": f"{score:.1f}",
        "limit": limit,
        "formula": options.formula.replace("-", " "),
        "sentences": len(counted_sentences),
    }
    longest = nlargest(_MOST_RELATED, counted_sentences, key=lambda sentence: len(sentence.words))
    related = tuple(
        [Related(one.span, make_reason("readability.long-sentence", count=len(one.words))) for one in longest]
    )
    yield Match(counted_sentences[0].span, values, related)


def _iter_sentences(document: Document, scope: Scope) -> Iterator[_Sentence]:
    """The sentences in the language of the document; headings and other fragments are none."""
    for block in document.blocks:
        if block.kind not in PROSE or block.kind == "heading":
            continue
        if block not in scope or block.language != document.language:
            continue
        content = block.text.content
        for start, end in iter_sentences(content):
            words = _JOINED_WORD.findall(content[start:end].replace("’", "'"))
            if len(words) >= _LEAST_WORDS:
                bare = [word[:_LONGEST_WORD].replace(".", "").replace(",", "") for word in words]
                yield _Sentence(tuple(bare), block.text.map_span(start, end))


def _compute_score(counted_sentences: Iterable[_Sentence], formula: Formula, language: str) -> float:
    from textstat.textstat import textstatistics

    # textstat takes every full stop for the end of a sentence: it gets the sentences without any inside.
    text = " ".join(f"{' '.join(sentence.words)}." for sentence in counted_sentences)
    judge: Any = textstatistics()
    judge.set_lang(language)
    try:
        return float(getattr(judge, formula.replace("-", "_"))(text, *_ARGUMENTS.get(formula, ())))
    finally:
        _clear_caches()


def _clear_caches() -> None:
    """Clear what textstat keeps of the last 128 texts, with lists of their words: articles come by the thousand."""
    from textstat.backend import counts, metrics, selections, transformations

    for module in (counts, metrics, selections, transformations):
        for function in vars(module).values():
            if hasattr(function, "cache_clear"):
                function.cache_clear()
