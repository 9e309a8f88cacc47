"""Words that a cut goes through."""

from __future__ import annotations

from endmark.checks.cuts.continuation import BlockIndex
from endmark.checks.cuts.word_runs import KATAKANA, LATIN
from endmark.document.blocks import Block
from endmark.document.late_pattern import compile_late
from endmark.document.scripts import CJK_SCRIPTS, LANGUAGES_WITHOUT_SPACES

_FIRST = compile_late(r"[^\W\d_]+")
_LAST = compile_late(r"[^\W\d_]+$")
_LONGEST = 40

_LAST_RUN = compile_late(rf"[{LATIN}]+$|[{KATAKANA}]+$")


def find_half_word(index: int, passages: BlockIndex) -> str | None:
    """The word, in its two halves, that block number `index` ends in the midst of.

    That is known when the next block goes on with the other half: the two make a word that stands elsewhere in the
    article, and the first is none that does.
    """
    following = passages.find_following(index)
    if following is None or passages.blocks[index].language in LANGUAGES_WITHOUT_SPACES:
        return None
    last = _LAST.search(passages.blocks[index].text.content.rstrip()[-_LONGEST:])
    first = _FIRST.match(passages.blocks[following].text.content)
    if last is None or first is None or not first[0][0].islower():
        return None
    whole = last[0] + first[0]
    return f"{last[0]}|{first[0]}" if whole in passages.words and passages.words[last[0]] <= 1 else None


def find_begun_word(block: Block, passages: BlockIndex) -> str | None:
    """The word, in its two halves, that a block ends in the midst of, as the rest of the article has it.

    That can be told of words in letters among Chinese, Japanese or Korean text: they begin and end where the script
    changes. Elsewhere the article has the whole word only.
    """
    run = _LAST_RUN.search(block.text.content.rstrip()[-_LONGEST:]) if block.language in CJK_SCRIPTS else None
    if run is None:
        return None
    longer = passages.runs.find_longer(run[0])
    return f"{run[0]}|{longer.removeprefix(run[0])}" if longer and passages.runs.times[run[0]] <= 1 else None
