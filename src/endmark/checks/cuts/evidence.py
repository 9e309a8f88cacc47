"""What speaks for a text being cut and what against it, each piece with its weight, on one scale.

A weight is a log-odds in nats: how much commoner a thing is at a cut than at a text that is whole and only has no
full stop. Weights add up. Most are counted: at cuts put at random into published articles, and at the
paragraphs of the same articles that have no full stop. `benchmarks/cut_evidence.py` counts them anew. Some are fitted
beside all others, which what is counted alone counts twice: `benchmarks/fit_cuts.py` does that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import log, log1p

from msgspec import Struct

from endmark.checks.cuts.habits import Sort
from endmark.violation import Piece, Reason, make_reason

CUTS = 1_357
"""Cuts put at random into the articles of ten corpora in 27 languages, in paragraphs of their own."""

WHOLE = 409
"""The paragraphs of these corpora without a full stop: forgotten ones, titles, captions and names."""


class Weight(Struct, frozen=True):
    """What a thing weighs, and whence that is known."""

    nats: float
    source: Reason

    def weigh(self, seen: Reason) -> Piece:
        """The piece of evidence that the thing is where it was seen."""
        return _make_piece(seen, self.nats, self.source)


_make_piece = lru_cache(256)(Piece)
"""The same piece for what is seen in many texts: of a hundred thousand, each has half a dozen.

Nats are never -0.0, which would be the same piece as 0.0."""


_LEAST, _MOST = -5.0, 3.0
"""So few texts tell one in fifty from one in twenty, but not one in a thousand from none."""


def _count(cuts: int, whole: int) -> Weight:
    """The weight of a thing that so many of the `CUTS` and of the `WHOLE` texts have."""
    odds = log((cuts + 0.5) / (CUTS + 1)) - log((whole + 0.5) / (WHOLE + 1))
    nats = round(max(_LEAST, min(_MOST, odds)), 1)
    return Weight(nats, make_reason("source.counted", cuts=cuts, all_cuts=CUTS, whole=whole, all_whole=WHOLE))


_FITTED = make_reason("source.fitted", cuts=10_913, whole=10_942, articles=1_210)
"""By logistic regression, with the judged weights as the prior; chosen on packages that were left out."""

# What is in the text itself.
OPEN = Weight(3.0, make_reason("source.judgement"))
COMMA = Weight(2.5, make_reason("source.judgement"))
"""Published articles have one in place of a full stop, too."""

DASH = Weight(-1.0, make_reason("source.judgement"))
"""Of 18,000 paragraphs three end with one, and are no lead-ins; one of these is cut."""

LISTED_WORD = Weight(3.5, make_reason("source.judgement"))
"""That of a word that an editor says no sentence ends with."""

HYPHEN = Weight(6.0, make_reason("source.judgement"))
HALF_WORD = Weight(6.0, make_reason("source.judgement"))
BEGUN_WORD = _count(80, 0)

PREDICATE = Weight(-6.0, make_reason("source.judgement"))
"""That of an ending that an editor says closes a sentence."""

CLOSED = _count(0, 180)
CLOSED_QUOTATION = Weight(-2.5, make_reason("source.judgement"))
"""Of 401 cuts in damaged posts seven end with a quotation mark; and so do whole texts that end in somebody's words."""

LINK = _count(0, 87)
SIGN = _count(0, 2)
FIGURES = _count(1, 23)
LEFTOVER = Weight(-3.8, make_reason("source.judgement"))
"""Of what begins so, that is: in articles filled in by programs, sentences do as well."""

SYMBOL = Weight(-3.0, make_reason("source.judgement"))
"""An emoji or another symbol in place of a bullet: such lines are notes."""

OWN_LINE = Weight(-1.0, _FITTED)
OWN_LINES = Weight(-4.0, make_reason("source.judgement"))
"""One line that begins something new may be chance, since it may begin with a name; two or more are not."""

COMMAND = Weight(-10.0, make_reason("source.judgement"))
"""What stands behind the prompt of a shell is no sentence, whatever its last word and sign are."""

SECTION_NUMBER = Weight(-4.0, make_reason("source.judgement"))
SIGNED_QUOTATION = Weight(-8.0, make_reason("source.judgement"))
CAPITALS = _count(2, 6)
NUMBERED = _count(5, 7)
SMALL_BEGINNING = _count(2, 4)
CLAUSE = Weight(1.0, make_reason("source.clauses"))
"""The counts are of paragraphs in English, Japanese and Chinese."""

NO_CLAUSE = Weight(-1.0, _FITTED)
"""Half of what is counted alone: what has no words of a sentence is mostly short, too."""

NO_CLAUSE_LISTED = Weight(-0.4, _FITTED)
"""That of a text in a language whose commonest words of that kind are listed."""

NO_CLAUSE_ELSEWHERE = Weight(-0.2, _FITTED)
"""That of a text in a language whose pronouns and auxiliary verbs are known in small part."""

OTHER_LANGUAGE = _count(3, 9)

# What stands around it.
ENDS_ALIKE = Weight(-2.5, make_reason("source.judgement"))
"""Two sentences seldom break off behind the same words; what is said of two things in a style without full stops ends
so again and again."""

SAID_AGAIN = Weight(-2.0, make_reason("source.judgement"))
"""Nothing breaks off twice at the same place, but where the whole passage is there twice."""

END_OF_FILE = Weight(1.0, make_reason("source.judgement"))
END_AGAIN = Weight(4.0, make_reason("source.end-again"))
BEGUN_AGAIN = Weight(6.0, make_reason("source.begun-again"))
SHORT_LAST = Weight(-2.0, make_reason("source.judgement"))
LAST_AND_WORDS = Weight(2.0, make_reason("source.judgement"))
"""Signatures and farewells are short, and the last; after such words more must come. In 3,900 published articles
nothing more is found."""

ENUMERATED = Weight(-6.0, make_reason("source.judgement"))
"""Who enumerates in paragraphs begins each in small and ends it with a comma; nothing breaks off so twice."""

COMMAS = Weight(-1.5, make_reason("source.judgement"))
"""Where the paragraphs that end with a comma, and no marker behind it, are e times as many: one may be cut, but who
writes a comma for a full stop, or before what a new paragraph says, does so again."""

AFTER_HEADING = Weight(0.3, make_reason("source.judgement"))
DESCRIPTION = Weight(-0.7, make_reason("source.judgement"))
"""That of one sentence below the name of something in a program, as the entries of a reference begin: of what is found,
13 in 100 whole texts and 7 in 100 cuts stand there."""

BEFORE_LABEL = _count(23, 18)
BETWEEN_LABELS = Weight(-1.5, make_reason("source.judgement"))
"""What is said of one term before the next has its term says it shortly, and often without a full stop."""

LABELLED_ROW = Weight(-4.0, make_reason("source.judgement"))
"""That of a line among others that have labels, too, and no full stops: items of one list end alike as well."""

BEFORE_BREAK = Weight(-0.7, make_reason("source.judgement"))
ITEM_BEFORE_BREAK = Weight(-2.0, make_reason("source.judgement"))
"""Of two items before a break one may well be the last of its list: nearly as it is before a heading, but that breaks
are also where passes were joined."""

BELOW_PICTURE = Weight(-1.8, make_reason("source.judgement"))
"""That of one sentence, of which 31 of 1,971 cuts stand there and 16 of 83 whole texts that nothing else explains, most
of them short; in the fit it says nothing more."""

BESIDE_PICTURE = Weight(-1.0, make_reason("source.judgement"))
MARKER = Weight(6.0, make_reason("source.markers"))
MARKER_AFTER_LOOSE = Weight(1.0, make_reason("source.judgement"))
"""After what mostly has no full stop, such as an item or a heading: a pass may well be whole with one."""

INTO_LIST = Weight(-5.0, make_reason("source.judgement"))
BEFORE_LIST = Weight(-2.8, make_reason("source.judgement"))
BEFORE_CLOSING_TAG = Weight(-3.4, make_reason("source.judgement"))
"""What stands in an element of its own, such as a caption, a card or a cell, has a full stop as often as none: 177 and
173 texts in 715 articles."""

INTO_QUOTATION = Weight(-5.0, make_reason("source.judgement"))
"""Before quoted words that begin with an ellipsis or in small none of 9,192 cuts stands, and five of 131 whole texts
that nothing else explains: who quotes goes on in them."""

INTO_QUOTED = Weight(-2.0, make_reason("source.judgement"))
"""Before a paragraph that is nothing but quoted words: 13 of 9,192 cuts stand there and four of some 150 whole texts
that nothing else explains. Speech in stories follows what is whole, too."""

INTO_TERMS = Weight(-8.0, make_reason("source.judgement"))
"""That of words that lead into the terms of a definition list: the table of endings says as much of them for a cut."""

INTO_NAME = Weight(-5.0, make_reason("source.judgement"))
"""A name of a program or its parts on a line by itself completes what leads into it as code does, and stands nowhere
else."""

INTO_FORMULA = Weight(-8.0, make_reason("source.judgement"))
"""Mathematics is written as part of the sentence that leads into it, with a comma before it or with none."""

INTO_CODE = Weight(-2.4, make_reason("source.judgement"))
"""Where most paragraphs before code have their full stop or colon, one in a hundred goes on in it: half the cuts put
there are found at the price of one such text in 5,000 paragraphs."""

LEAD_IN = Weight(-1.5, make_reason("source.judgement"))
"""Of what has such words before code or a list, 38 of 46 that were found in published articles were whole."""

AMONG_ITEMS = Weight(-3.4, make_reason("source.judgement"))
AFTER_OPEN_ITEM = Weight(-1.2, make_reason("source.judgement"))
"""Items of one list mostly end alike, whatever those of the other lists do."""

AFTER_CLOSED_ITEM = Weight(2.5, make_reason("source.judgement"))
"""Before a marker alone: that the last item of a list alone has no full stop is no style, whatever its last word is."""

MARKER_IN_NOTES = Weight(-4.0, make_reason("source.judgement"))
"""Where texts of its sort often have no full stop, it is but as it is after an item."""

MARKER_AND_WORDS = Weight(4.0, make_reason("source.judgement"))
"""Lists end a pass as often as sentences do, but not with such words."""

TITLE = Weight(-8.0, make_reason("source.judgement"))
TITLE_LINE = Weight(-3.0, make_reason("source.judgement"))
"""A line by itself, before all headings, is the title of an article that has no other."""

SIGNED = Weight(-12.0, make_reason("source.judgement"))
FORM = Weight(-8.0, make_reason("source.judgement"))
CONTROL = Weight(-8.0, make_reason("source.judgement"))
"""The words on a button or beside a box to be ticked are no sentences of the article."""

QUOTED = Weight(-8.0, make_reason("source.judgement"))
GOES_ON_BEHIND = Weight(-12.0, make_reason("source.judgement"))
MAY_GO_ON_BEHIND = Weight(-2.0, make_reason("source.judgement"))
"""In scripts without capitals any sentence may be the rest of one that promises more."""


class Worth(Struct, frozen=True):
    """What it is worth that a text is worded as a sentence: nats above `least` times `slope`, within bounds."""

    least: float
    slope: float
    lowest: float
    highest: float


WORDINGS: Mapping[Sort, Worth] = {
    "middle": Worth(0.5, 0.4, -1.5, 1.0),
    "long": Worth(0.5, 0.4, -1.5, 1.0),
    "short": Worth(1.0, 0.7, 0.0, 1.5),
    "label": Worth(1.0, 1.0, 0.0, 2.7),
    "caption": Worth(1.0, 1.0, 0.0, 2.7),
    "term": Worth(1.0, 1.0, 0.0, 2.7),
}
"""By sort. Of 1,247 single cuts in 1,593 articles, by a table that knew no text of their packages, one in 150 more is
found so. Of what may be no sentence it says nothing that it is worded as a heading: most of that is."""


def weigh_wording(judged: float, sort: Sort) -> Iterator[Piece]:
    """What it says of a text of that sort that the table of wordings judges it so."""
    worth = WORDINGS[sort]
    nats = round(max(worth.lowest, min(worth.highest, worth.slope * (judged - worth.least))), 1)
    if nats:
        seen = make_reason("evidence.worded-sentence") if nats > 0 else make_reason("evidence.worded-title")
        yield _make_piece(seen, nats, make_reason("source.wordings", judged=round(judged, 1)))


_SHORTEST, _LONG_ENOUGH = 20, 60
"""Letters: what has more of them is as long as sentences are; with fewer it is more likely a title, the fewer the more.
What is shorter still has its own prior, as a sort."""

_SHORTNESS, _SHORTNESS_OF_ITEMS = 1.5, 0.6
"""What it weighs to be shorter by a factor of e. Items are short, cut or not. The fit says 1.75 and 0.75, of cuts that
leave three tenths of a paragraph or more; others may leave less."""


def weigh_length(letters: float, *, item: bool) -> Iterator[Piece]:
    """What it says that a text has so few letters."""
    shortness = _SHORTNESS_OF_ITEMS if item else _SHORTNESS
    nats = -round(shortness * log(_LONG_ENOUGH / max(letters, _SHORTEST)), 1)
    if nats < 0:
        yield _make_piece(make_reason("evidence.short"), nats, _FITTED)


RATE = Weight(-3.3, make_reason("source.rate"))
"""How often a paragraph of a damaged article is cut, before anything is seen of it."""

_SLOPE, _STEEP = 0.6, 1.2
_SURE_CUT, _SURE_WHOLE = -4.0, 2.0
_TELLING = 1.0
MOST_WORDS = 4.8
"""The most that the words at the end can say for a cut."""


def weigh_words(judged: float, last: str, most: float = MOST_WORDS) -> Piece:
    """What the last letters and words say, when the table of endings judges them so; for a cut at `most` so much.

    `last` are the last of them, by which the ending is recognised.

    The table was made of sentences; of what stands in articles without a full stop much is no sentence, so it
    is worth 0.6 of what it says between -4 and 2 nats: that is the slope over the counted texts.
    """
    beyond = max(0.0, judged - _SURE_WHOLE) + min(0.0, judged - _SURE_CUT)
    nats = min(most, -_SLOPE * (judged - beyond) - _STEEP * beyond)
    if nats >= _TELLING:
        seen = make_reason("evidence.words-cut", last=last)
    elif nats <= -_TELLING:
        seen = make_reason("evidence.words-whole")
    else:
        seen = make_reason("evidence.words-open")
    return _make_piece(seen, round(nats, 1) + 0.0, make_reason("source.table", judged=round(judged, 1)))


_SOME = 3
"""Places from which it tells more that a sentence goes on behind a word each time."""

_MOSTLY_GOES_ON = 0.3
"""Share of the places that end a sentence, below which that is chance."""

MOST_OF_USES = 0.9
"""The most that the article's use of its last words says for a cut of a text: it goes on behind the names of its
subjects, too."""

_USES = make_reason("source.uses")
_GOES_ON = {True: (0.7, MOST_OF_USES), False: (0.4, MOST_OF_USES)}
_ENDS = {True: (-2.5, -4.0), False: (-0.7, -1.2)}
"""Weights of few and of many places, for three letters of Chinese, Japanese or Korean and for a word.

Fitted by logistic regression, beside what the table of endings says, to 6,400 cuts and 6,700 paragraphs without their
full stop in 1,700 articles in twelve languages. What ends many sentences in Japanese weighs more still, but so few
cuts tell nothing of one in two hundred.
"""


def weigh_uses(last: str, ends: int, goes_on: int, most: float, *, joined: bool) -> Iterator[Piece]:
    """What it says of a text that the article ends so many sentences with its last words, and so many go on there.

    Words that are `joined` have no space before them; for a cut they say `most` at most.
    """
    if ends and ends >= _MOSTLY_GOES_ON * (ends + goes_on):
        yield _make_piece(make_reason("evidence.ends-elsewhere", last=last), _ENDS[joined][ends > 1], _USES)
    elif goes_on and not ends and most > 0:
        nats = min(most, _GOES_ON[joined][goes_on >= _SOME])
        yield _make_piece(make_reason("evidence.goes-on-elsewhere", last=last), round(nats, 1), _USES)


_MOST_OF_WHOLE = 1.6
"""The most that last words which may end a sentence say for a text that needs its full stop: in 1,593 articles, with
1.0, ten more of the published ones are found so, eight of which lack theirs, and a sixth of the cuts that were not
found. In READMEs of packages, too, 28 of 166 texts without a full stop are such, and 38 of 919 cuts: they are four
times as likely whole as the others."""

WHOLE_CODES = frozenset({"evidence.words-whole", "evidence.words-open", "evidence.ends-elsewhere"})
"""Of the pieces that say that a sentence may end so."""


def weigh_need(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """What it says that a text needs its full stop whether or not it is whole: less of what says that it is."""
    nats = round(-_MOST_OF_WHOLE - sum(min(0.0, piece.nats) for piece in pieces if piece.seen.code in WHOLE_CODES), 1)
    if nats > 0:
        yield _make_piece(make_reason("evidence.stop-needed"), nats, make_reason("source.judgement"))


def weigh_commas(others: int) -> Iterator[Piece]:
    """What it says of a text that ends with a comma that so many others do."""
    nats = round(COMMAS.nats * log1p(others), 1)
    if nats:
        yield _make_piece(make_reason("evidence.commas", others=others), nats, COMMAS.source)


MOST_OF_OTHERS = 1.1
"""The most that other cuts say for one. The scale holds for articles of which nobody knows whether they are damaged:
in those that are, the odds of its small sums are two to three times what it says (docs/cut-sentences.md).
Who often leaves full stops out does so in what looks like a cut, too: of 103 texts found in 720 articles as they are, a
third of them others made so, and 16 of 917 cuts, one in each."""

SURE = 3.0
"""No text is lifted above it by others: what fails a check must be so by itself."""


def weigh_others(cuts: float, forgotten: float, total: float) -> Iterator[Piece]:
    """What it says of a text with that sum that so many others are cut: one makes it twice as likely.

    As many whose full stop seems to be `forgotten` take that back.
    """
    nats = round(min(MOST_OF_OTHERS, log1p(cuts) - log1p(forgotten), SURE - total), 1)
    if nats > 0:
        yield _make_piece(make_reason("evidence.others", cuts=round(cuts)), nats, make_reason("source.others"))


_ENTRIES, _MOST_ENTRIES = 1.3, 2.5
"""What it says that e - 1 other sections are one such text, too, and the most that any number of them says."""


def weigh_entries(others: float) -> Iterator[Piece]:
    """What it says of all that a section holds that so many others hold one sentence that is whole without its stop."""
    nats = -round(min(_MOST_ENTRIES, _ENTRIES * log1p(max(0.0, others))), 1)
    if nats < 0:
        yield _make_piece(make_reason("evidence.entry"), nats, make_reason("source.judgement"))


def weigh_habit(share: float, whole: float, total: float) -> Piece:
    """What it says that a text has no full stop, where so small a share of its like has none and is whole."""
    if total < 1:
        seen = make_reason("evidence.no-habit")
    else:
        seen = make_reason("evidence.habit", whole=round(whole), total=round(total))
    return _make_piece(seen, round(-log(share), 1) + 0.0, make_reason("source.habit", share=round(100 * share, 2)))
