"""Which runs of repeated blocks are copies, and of which that is beyond doubt."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from math import log2

from msgspec import Struct
from msgspec.structs import replace

from endmark.checks.repetition.context import RepetitionContext
from endmark.checks.repetition.evidence import LOG_ODDS, MAYBE_ON_PURPOSE, PARALLEL, Evidence, compute_sum, weigh
from endmark.checks.repetition.places import FORMULA, Places
from endmark.checks.repetition.runs import Pair, Run
from endmark.checks.repetition.units import Unit
from endmark.checks.text.folding import compute_weight

WARNING = -0.25
"""Sum of log-odds from which a run is told.

A copy that is missed costs more than a look at a passage that is meant. Of 240 passages said again in 870 texts as many
are told from here on as from 0, which is four; of 1,170 copies with slips five in 1,000 more.
"""

OTHER_WORDS = 0.0
"""The same of what is said again in other words."""

ERROR = 2.5
"""Sum from which it is beyond doubt, where nothing around it has changed."""

ERROR_IN_DOCUMENTATION = 5.0
"""The same in documentation, which says the same of two things: of 560 passages that published texts say again, two are
beyond doubt from 2.5 on, one of which is meant, and none has more than 3. Of the copies put into such texts that are
beyond doubt from 2.5 on, 95 % of three paragraphs are so from here on, 97 % of those at the end, 61 % of single ones
and 45 % of those that open a section."""

_BROKEN = 4
"""Other blocks that surely stand twice in an article that is broken as a whole."""

_SHARED = 2 * FORMULA
"""Weight of sentences that stand in two paragraphs from which they are a copy: each could be a formula, not both."""

_ONLY_LIKELY = frozenset({"elsewhere", "alone"})
"""What makes a copy more likely or less and is no part of what puts it beyond doubt: any paragraph may be moved on
purpose, and one that is surely a copy may stand alone."""

_BROKEN_ARTICLE = Evidence("broken-article", LOG_ODDS["broken-article"])


class Judgement(Struct, frozen=True):
    """A run that is told, with what speaks for it and against it; `sure` says that it is beyond doubt."""

    run: Run
    evidence: Sequence[Evidence]
    sure: bool


def judge_runs(
    runs: Iterable[Run], units: Sequence[Unit], context: RepetitionContext, source: str
) -> Iterator[Judgement]:
    """The runs that the evidence calls copies, in their order.

    Of an article in which enough stands twice beyond doubt nobody read the rest,
    either; documentation says too much twice for that. Where a run as a whole is
    none, one of its paragraphs may be: beside a copy that a pass left behind two
    parallel sections look like one run with it. A reference that says much again on
    purpose does so here, too.
    """
    judged = [_judge(run, units, context, source) for run in runs]
    counts = [0 if context.technical else _count_verbatim(one) for one in judged]
    everything = sum(counts)
    meant = [_count_meant(one) if context.technical else 0 for one in judged]
    often = sum(meant)
    judged = [
        _weigh_habit(one, often - count) if often > count else one for one, count in zip(judged, meant, strict=True)
    ]
    judged = [
        _add(one, _BROKEN_ARTICLE) if everything - count >= _BROKEN else one
        for one, count in zip(judged, counts, strict=True)
    ]
    for one in judged:
        if _is_told(one):
            yield one
        else:
            alone = (_judge(run, units, context, source) for run in _iter_lone_copies(one.run, units))
            if often > 1:
                alone = (_weigh_habit(copy, often - 1) for copy in alone)
            yield from (replace(copy, sure=False) for copy in alone if _is_told(copy))


def is_told(evidence: Sequence[Evidence], least: float = WARNING) -> bool:
    """Whether there is evidence enough to tell of a run."""
    return bool(evidence) and compute_sum(evidence) >= least


def _is_told(judgement: Judgement) -> bool:
    return is_told(judgement.evidence, OTHER_WORDS if _is_reworded(judgement.run) else WARNING)


def _judge(run: Run, units: Sequence[Unit], context: RepetitionContext, source: str) -> Judgement:
    evidence = weigh(run, units, context, source)
    names = {each.name for each in evidence}
    certain = compute_sum(each for each in evidence if each.name not in _ONLY_LIKELY)
    sure = certain >= _get_least(names, context) and (
        (context.assembled and "retold" not in names)
        or (
            not _is_reworded(run)
            and names.isdisjoint(MAYBE_ON_PURPOSE | PARALLEL)
            and _is_beyond_doubt(run, units, context)
        )
    )
    return Judgement(run, evidence, sure)


def _get_least(names: Container[str], context: RepetitionContext) -> float:
    """The sum from which a run is beyond doubt; nobody says a thing right behind itself on purpose."""
    meant_often = context.technical and not context.assembled and "beside" not in names
    return ERROR_IN_DOCUMENTATION if meant_often else ERROR


def _count_verbatim(judgement: Judgement) -> int:
    """The blocks that surely stand twice word for word."""
    return sum(pair.is_verbatim for pair in judgement.run.pairs) if judgement.sure else 0


def _count_meant(judgement: Judgement) -> int:
    """The blocks that are said again on purpose."""
    told = not judgement.evidence or _is_told(judgement)
    return 0 if told else sum(pair.strong for pair in judgement.run.pairs)


def _weigh_habit(judgement: Judgement, count: int) -> Judgement:
    """The judgement in documentation that says so many other blocks again on purpose, as a reference does.

    What is sure stays so: it says more than a habit.
    """
    if judgement.sure or not judgement.evidence:
        return judgement
    habit = Evidence("habit", LOG_ODDS["habit"] * log2(1 + count))
    return replace(judgement, evidence=[*judgement.evidence, habit])


def _is_beyond_doubt(run: Run, units: Sequence[Unit], context: RepetitionContext) -> bool:
    """Whether a run is no single other wording, which may be meant, and nothing around it has changed.

    Whole sentences of a paragraph that stand in another one, too, are a copy by themselves, wherever they stand;
    documentation may say the most of two things in the same sentences.
    """
    if not context.technical and any(_share_sentences(pair, units, context) for pair in run.pairs if pair.strong):
        return True
    is_single_wording = [pair.likeness for pair in run.pairs if pair.strong] == ["near"]
    places = Places(run, units)
    return not is_single_wording and places.are_unchanged() and places.are_of_one_kind()


def _share_sentences(pair: Pair, units: Sequence[Unit], context: RepetitionContext) -> bool:
    """Whether most of a paragraph are whole sentences of another one, word for word, and enough for a copy."""
    shorter, longer = sorted(pair[:2], key=lambda number: units[number].weight)
    said, again = context.sentences.count(shorter), context.sentences.count(longer)
    weights = [compute_weight(sentence) for sentence in (said & again).elements()]
    return len(weights) > 1 and sum(weights) >= max(_SHARED, units[shorter].weight / 2)


def _is_reworded(run: Run) -> bool:
    return any(pair.likeness == "reworded" for pair in run.pairs)


def _add(judgement: Judgement, evidence: Evidence) -> Judgement:
    """The judgement with one thing more, if there is anything else: what cannot be copied is no copy anywhere."""
    if not judgement.evidence:
        return judgement
    everything = [*judgement.evidence, evidence]
    return Judgement(
        judgement.run,
        everything,
        judgement.sure or (compute_sum(everything) >= ERROR and not _is_reworded(judgement.run)),
    )


def _iter_lone_copies(run: Run, units: Sequence[Unit]) -> Iterator[Run]:
    """The paragraphs of a run that stand in it alone, with something else on either side."""
    for before, pair, after in zip((None, *run.pairs), run.pairs, (*run.pairs[1:], None), strict=False):
        if len(run.pairs) > 1 and pair.strong and units[pair.copy].block.kind == "paragraph":
            alone = all(other is None or not _touch(*sorted((pair, other))) for other in (before, after))
            if alone or Places(Run((pair,)), units).has_own_variant_beside():
                yield Run((pair,))


def _touch(before: Pair, after: Pair) -> bool:
    return after.copy - before.copy <= 1 and after.original - before.original <= 1
