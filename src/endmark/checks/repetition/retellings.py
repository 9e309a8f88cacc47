"""An old wording left beside the new one, as two versions of a text are merged, or a pass tries again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import itemgetter

from endmark.checks.repetition.near_copies import LONGEST_PARAGRAPH
from endmark.checks.repetition.units import Unit
from endmark.checks.text.likeness import is_spared, may_be_alike
from endmark.document.sentences import is_one_sentence

_SIMILARITY = 0.66
"""Share of letters that two wordings have in common. Of some twelve thousand pairs of paragraphs that follow each other
in published articles nine had so many, and four of those were two wordings of one."""

_LEAST_SHARE = _SIMILARITY / (2 - _SIMILARITY)
"""Share of the longer one's letters that the shorter one has at least, then."""


_SIMILARITY_OF_REST = 0.5
"""Share of letters that two texts on one subject have in common, besides the longest passage that stands in both."""


def find_retellings(
    folded: Mapping[int, str], candidates: Collection[int], units: Sequence[Unit]
) -> Iterator[tuple[int, int]]:
    """Pairs (copy, original) of paragraphs of which one follows the other and is another wording of it.

    `folded` maps the numbers of units to folded texts. One sentence may be said of two
    things; two wordings of several are seldom meant.
    """
    looks = is_spared(folded.values())
    for number in sorted(candidates):
        text, before = folded.get(number), folded.get(number - 1)
        if text is None or before is None:
            continue
        shorter, longer = sorted((len(text), len(before)))
        if longer > LONGEST_PARAGRAPH or shorter < _LEAST_SHARE * longer:
            continue
        copy, original = units[number], units[number - 1]
        if not copy.block.kind == original.block.kind == copy.before == "paragraph":
            continue
        if looks and not may_be_alike(text, before, _SIMILARITY):
            continue
        # Most short articles hold no two such paragraphs.
        from rapidfuzz.distance import Indel

        from endmark.checks.repetition.subject import measure_other_names

        if (
            Indel.normalized_similarity(text, before, score_cutoff=_SIMILARITY) > 0
            and not any(is_one_sentence(unit.block.text.content) for unit in (copy, original))
            and not measure_other_names(copy, original)
            and not _share_passage(text, before)
        ):
            yield number, number - 1


def _share_passage(one: str, other: str) -> bool:
    """Whether two texts are alike only by a passage that stands in both to the letter: two answers give one advice."""
    from rapidfuzz.distance import Indel

    first, second, length = max(Indel.opcodes(one, other).as_matching_blocks(), key=itemgetter(2))
    rest = one[:first] + one[first + length :], other[:second] + other[second + length :]
    return Indel.normalized_similarity(*rest, score_cutoff=_SIMILARITY_OF_REST) == 0
