"""Questions that a pass asks again: each stays with the answer that follows it."""

from __future__ import annotations

from endmark.checks.text.folding import compute_weight
from endmark.checks.text.rearrangement import read_words
from endmark.document.language import is_common_word
from endmark.linting.repair.assembly.model import Assembly
from endmark.linting.repair.assembly.parts import Part

QUESTIONS = ("?", "？", "؟")

_LEAST_SHARED = 8
"""Weight of the words that a question and its answer have in common: four Chinese or Japanese signs, two words."""


def asks(part: Part) -> bool:
    """Whether a text ends with a question."""
    return bool(part.sentences) and part.sentences[-1].content.rstrip().endswith(QUESTIONS)


def is_answered_anew(assembly: Assembly, part: Part, place: Part) -> bool:
    """Whether a question that a place asks, too, is answered by new text directly behind it, and not there.

    Without the question that text would answer nothing. It is a paragraph of its own: what ends with a question that
    nobody answers is a closing, as often as not.
    """
    if len(part.sentences) > 1 or is_answered(assembly, place) or not is_answered(assembly, part):
        return False
    answer = _find_answer(assembly, part)
    return answer is not None and not any(
        assembly.tellings.find_earlier(answer, number) for number in range(len(answer.sentences))
    )


def is_answered(assembly: Assembly, question: Part) -> bool:
    """Whether the text directly behind a question, in its pass, speaks of what that asks about."""
    answer = _find_answer(assembly, question) if asks(question) else None
    if answer is None or answer.gone:
        return False
    asked, said = ({*read_words(one)} for one in (question.sentences[-1].content, answer.block.text.content))
    language = question.block.language
    shared = (word for word in asked & said if not is_common_word(word.lower(), language))
    return compute_weight("".join(shared)) >= _LEAST_SHARED


def _find_answer(assembly: Assembly, question: Part) -> Part | None:
    """The text directly behind a question."""
    following = next(assembly.iter_behind(question), None)
    return following if following is not None and following.is_text and not following.is_titled else None
