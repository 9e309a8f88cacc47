"""How often texts of one kind have no full stop and are whole all the same: in general, and in this article."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Literal, NamedTuple

from endmark.document.blocks import Block
from endmark.document.scripts import CJK_SCRIPTS

Sort = Literal[
    "several",
    "long",
    "middle",
    "short",
    "lead-in",
    "enclosed",
    "item",
    "items",
    "statement",
    "remark",
    "field",
    "label",
    "caption",
    "term",
    "heading",
]
"""What kind of text a block is, as far as full stops go:

* `several`: of several sentences; `long`, `middle`, `short`: of one;
* `lead-in`: before a list or code, or of several sentences before what else it may introduce;
* `enclosed`: of one sentence before HTML or a directive;
* `item`: of a list, with one sentence; `items`: with several;
* `statement`: what is said after a label, or a notice, in several sentences or a long one;
* `remark`: the same in one sentence that is not long;
* `field`, `label`, `caption`, `term`, `heading`: by its role or kind.
"""


class Prior(NamedTuple):
    """The share of whole texts of a sort that have no full stop, and how many texts of an article outweigh it.

    The share is the mean of a beta distribution over articles, `strength` the sum of its parameters.
    """

    share: float
    strength: float


PRIORS: dict[Sort, Prior] = {
    # Fitted to 1,239 articles of nine published corpora, by maximum likelihood, without what ends in a link, in
    # brackets or in figures: 41 of 13,874 texts, 16 of 3,517, 64 of 3,986 and 140 of 648.
    "several": Prior(0.003, 47),
    "long": Prior(0.005, 40),
    "middle": Prior(0.016, 20),
    "short": Prior(0.145, 1),
    # Shares in the same corpora: 84 of 10,034 before lists and code; 11,700 of 16,100 items with one sentence and
    # 430 of 3,000 with several; and most of the rest.
    "lead-in": Prior(0.008, 40),
    # 703 with a full stop and 12 without in 715 articles, by maximum likelihood 0.008 and 1: those of one article are
    # alike. They are taken for no surer than those before a paragraph.
    "enclosed": Prior(0.016, 1),
    "item": Prior(0.6, 1),
    "items": Prior(0.12, 2),
    # 639 with a full stop and 12 without, by maximum likelihood; and 147 and 50, but a remark with a comma may be none.
    "statement": Prior(0.018, 2),
    "remark": Prior(0.25, 2),
    # Chosen by the likelihood of 10,982 whole texts and 10,913 cuts in 71 packages: a few labels that are sentences,
    # and have their full stops, say little of those that are titles.
    "field": Prior(0.5, 4),
    "label": Prior(0.92, 8),
    "caption": Prior(0.9, 2),
    "term": Prior(0.95, 2),
    "heading": Prior(0.97, 2),
}


OF_NOTES: dict[Sort, float] = {"long": 0.04, "middle": 0.09}
"""The share of whole texts of one sentence that have no full stop, where no text of several sentences tells of prose.

In 890 articles and READMEs 18, 17, 8, 3, 1.6 and 0.4 in a hundred of those of middle length have none where there
are no paragraphs of several sentences, one, two or three, four to seven, eight to fifteen, and more: about as many as
the first share divided by one more than there are. READMEs alone make it so large, so it holds for what has lists, code
or tables as they have; half of it takes the article for one of either. What one of them tells of the others stays as
it is in prose: by maximum likelihood share times strength is 0.31 where there is no prose, and 0.32 above.
"""


_ALIKE: dict[Sort, tuple[Sort, ...]] = {"remark": ("remark", "statement"), "statement": ("remark", "statement")}
"""Sorts with one habit: who ends what stands after a label ends it, however long it is."""


class Habit:
    """How the texts of an article end, by sort and script; who is on trial, or likely cut, does not vote.

    One that `may_be_notes` may have no full stops for that reason, the less of it is prose.
    """

    def __init__(self, *, may_be_notes: bool = False) -> None:
        self._shares = OF_NOTES if may_be_notes else {}
        self._whole: Counter[tuple[str, Sort]] = Counter()
        self._wholes: Counter[str] = Counter()
        self._open: defaultdict[tuple[str, Sort, bool], float] = defaultdict(float)
        self._prose: Counter[str] = Counter()

    def add_whole(self, script: str, sort: Sort | None) -> None:
        """Count a text with a full stop; of what sort it is need not be known where that is not asked."""
        if sort is not None:
            self._whole[script, sort] += 1
        self._wholes[script] += 1

    def add_open(self, script: str, sort: Sort, vote: float, *, phrase: bool) -> None:
        """Count a text without one; `vote` is the probability that it is whole all the same.

        That a `phrase`, which is worded as titles are, has none says nothing of sentences.
        """
        self._open[script, sort, phrase] += vote

    def add_prose(self, script: str) -> None:
        """Count a text of several sentences without a full stop, which tells of prose, cut or not."""
        self._prose[script] += 1

    def count(self, script: str, sort: Sort, own: float, *, phrase: bool) -> tuple[float, float, float]:
        """The share of texts of that sort that need no full stop here, how many have one, and of how many.

        `own` is the vote of the text on trial, which is taken out again.
        """
        share, strength = self._find_prior(script, sort) if sort in self._shares else PRIORS[sort]
        like = _ALIKE.get(sort, (sort,))
        phrases = sum(self._open[script, one, True] for one in like)
        # In an article without any full stops they do say something: it is all notes.
        told = 1.0 if phrase or not phrases else phrases / (phrases + self._wholes[script])
        whole = sum(self._whole[script, one] for one in like)
        others = max(0.0, sum(self._open[script, one, False] for one in like) + told * phrases - own)
        return (share * strength + others) / (strength + whole + others), whole, whole + others

    def _find_prior(self, script: str, sort: Sort) -> Prior:
        """What is presumed of a sort: the more texts of several sentences, cut or not, the more it is as in prose."""
        prior = PRIORS[sort]
        prose = self._whole[script, "several"] + self._prose[script]
        share = self._shares[sort] / (1 + prose)
        return prior if share <= prior.share else Prior(share, prior.strength * prior.share / share)


def get_writing(block: Block) -> str:
    """The script by which a block is counted: one that a language is written in with others is one."""
    return CJK_SCRIPTS.get(block.language, block.script)
