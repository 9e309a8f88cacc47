"""A sentence that many articles have, in paragraphs that say different things."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, Struct

from endmark.checks import CheckKind, Scope
from endmark.checks.text.article_day import find_stated_day, is_compared
from endmark.checks.text.equal_facts import get_key, group_by_shared_key, leave_translations_out
from endmark.checks.text.folding import compute_weight, fold
from endmark.checks.text.other_articles import MOST_SHOWN, name_others
from endmark.document.model import Document
from endmark.document.sentences import iter_sentences
from endmark.storage.store import compute_digest
from endmark.violation import CorpusMatch, Fact, FiledFact, FiledFacts, make_reason

KIND: CheckKind = "repetition"
VALUES = frozenset({"count", "others"})

_HERE = make_reason("stock-sentence.stands-here")


class Options(Struct, frozen=True):
    """How much a sentence must weigh, and how many articles must have it.

    A sentence of at least `min_weight` letters is compared, a Chinese, Japanese or Korean
    character counting as two, where it stands in a paragraph with others. It is told when
    `min_instances` articles have it, word for word, in paragraphs that are not all the
    same. `dates` are the names of the fields that say when an article appears; one
    without any of them and without a day in its path is left out. With no `dates`
    all are compared.
    """

    min_weight: Annotated[int, Meta(ge=1)] = 40
    min_instances: Annotated[int, Meta(ge=2)] = 5
    dates: tuple[str, ...] = ()


def facts(document: Document, options: Options, scope: Scope) -> Iterator[Fact]:
    """Yield the sentences that others may have, each once, with a key of the paragraph and the day of the article."""
    day = find_stated_day(document, options.dates)
    if not is_compared(document, options.dates, day):
        return
    seen = set[bytes]()
    for block in document.blocks:
        if block not in scope or len(block.text.content) <= options.min_weight // 2:
            continue
        sentences = list(iter_sentences(block.text.content))
        if len(sentences) == 1:
            continue
        paragraph = get_key(compute_digest(fold(block.text.content).encode("utf-8", "surrogatepass")))
        for start, end in sentences:
            folded = fold(block.text.content[start:end])
            if compute_weight(folded) >= options.min_weight:
                digest = compute_digest(folded.encode("utf-8", "surrogatepass"))
                if digest not in seen:
                    seen.add(digest)
                    yield Fact(block.text.map_span(start, end), digest, (paragraph, day), (get_key(digest),))


def compare(facts: FiledFacts, options: Options) -> Iterator[CorpusMatch]:
    """Yield for each sentence that enough articles have the last of them, with those before it."""
    for _, numbers in group_by_shared_key(facts):
        if len(numbers) < options.min_instances:
            continue
        equal = sorted(leave_translations_out(map(facts.get, numbers)), key=_order_fact)
        # Where the paragraphs are the same, too, it is a passage that they have in common.
        if len(equal) < options.min_instances or len({fact.values[0] for fact in equal}) == 1:
            continue
        *others, last = equal
        yield CorpusMatch(
            last.number,
            tuple((fact.number, _HERE) for fact in others[:MOST_SHOWN]),
            {"count": len(equal), "others": name_others([fact.path for fact in others])},
            tuple(fact.number for fact in others[MOST_SHOWN:]),
        )


def _order_fact(fact: FiledFact) -> tuple[str, str, int]:
    return str(fact.values[1]), fact.path, fact.number
