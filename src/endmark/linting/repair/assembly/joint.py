"""The two halves of a sentence, parted by the end of a pass: whether they belong together, and how."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from msgspec import Struct

from endmark.checks.cuts.rests import begins_as_clear_rest, begins_as_rest, begins_inside
from endmark.document.blocks import ATOM, Block
from endmark.document.language import is_common_word
from endmark.document.role_words import get_role_words
from endmark.document.scripts import LANGUAGES_WITHOUT_SPACES
from endmark.document.sentences import PAIRS, iter_sentences
from endmark.linting.repair.assembly.short_words import is_short_word
from endmark.linting.repair.brackets import find_unpaired
from endmark.linting.repair.conjunctions import measure_conjunction

ELLIPSIS = re.compile(r"(?:\.{3,}|…|‥|・{3,})*\s*")
_FIRST_WORD = re.compile(r"\w+(?:['’]\w+)*")
_LAST_WORD = re.compile(r"\w+(?:['’]\w+)*\Z")
_ALPHABETIC = r"[^\W\u0900-\U0010ffff]"
"""A letter that is no whole syllable, as kana and Chinese characters are: it is part of the word beside it."""

_FIRST_IN_ALPHABET = re.compile(f"{_ALPHABETIC}+")
_LAST_IN_ALPHABET = re.compile(rf"{_ALPHABETIC}+\Z")
_LONGEST_WORD = 40
_LEAST_OVERLAP = 3
_MOST_OVERLAP = 400
"""Characters at the end of the first half that the second may say again."""

_WIDE = 8
"""Characters on each side of a joint that show, where they stand together elsewhere, that it is one."""


class Joint(Struct, frozen=True):
    """How two halves are joined: how much of the end of the first goes, and of the beginning of the second.

    `between` is what comes between them.
    """

    overlap: int
    skipped: int
    between: str


def find_joint(head: Block, rest: Block, written: str) -> Joint | None:
    """How a block goes on in another; None where it does not seem to.

    A bracket that the first half opens and none closes is closed where the article writes it so elsewhere.
    """
    joint = _find_joint(head, rest, written) or _find_lost_particle(head, rest, written)
    makes_word = joint and not (joint.overlap or joint.between) and head.language not in LANGUAGES_WITHOUT_SPACES
    if joint is None or makes_word:
        joint = _find_lost_letters(head, rest, written) or joint
    if joint is None or joint.overlap or joint.between.strip():
        return joint
    first = head.text.content.rstrip()
    place = find_unpaired(first + joint.between + rest.text.content[joint.skipped :], len(first))
    if place is None or place >= len(first):
        return joint
    closing = PAIRS.get(first[place], "")
    return Joint(0, joint.skipped, closing + joint.between) if first[place:] + closing in written else joint


def _find_joint(head: Block, rest: Block, written: str) -> Joint | None:
    """How a block goes on in another.

    `written` is all that the article says: what is written elsewhere may be written here. What a
    pass says again of the end of the one before shows the place; else the text after it must begin
    as the rest of a sentence does, and the two must meet as words do.
    """
    first, second = head.text.content.rstrip(), rest.text.content
    skipped = ELLIPSIS.match(second).end()  # type: ignore[union-attr]
    after = second[skipped:]
    if not first or not after:
        return None
    if head.language in LANGUAGES_WITHOUT_SPACES and _says_again(first, after, head.language):
        return None
    if (overlap := _measure_overlap(first, after, head.language)) and not _is_word_of_its_own(
        after, overlap, head.language, written
    ):
        return Joint(overlap, skipped, "")
    if overlap := _measure_overlap_in_letters(first, after):
        return Joint(overlap, skipped, "")
    for sign in ("", " ", "、"):
        if _is_written(f"{first[-_WIDE:]}{sign}{after[:_WIDE]}", written):
            return Joint(0, skipped, sign)
    goes_on = skipped > 0 or begins_as_rest(after, rest) or _qualifies(after, rest) or _begins_with_link(after)
    if head.language in LANGUAGES_WITHOUT_SPACES and not (first[-1] < _FIRST_SYLLABIC and "a" <= after[0] <= "z"):
        clear = begins_as_clear_rest(after, rest) or _follows_a_noun(first, after) or _begins_with_link(after)
        clear = clear or _qualifies(after, rest) or _links_verbs(after, rest)
        if after[0] == "る" and _CHARACTERS.match(first[-1]):  # few verbs end so right behind a kanji
            clear = f"{first[-1]}る" in written
        shared = _join_letters(first, after, written, goes_on=goes_on, is_clear=skipped > 0 or (goes_on and clear))
        return None if shared is None else Joint(shared, skipped, "")
    if not goes_on:
        return None
    if not after[0].isalnum():
        return Joint(0, skipped, " " if _opens(after) else "")
    between = _choose_space(first, after, head, written)
    return None if between is None else Joint(0, skipped, between)


def _find_lost_letters(head: Block, rest: Block, written: str) -> Joint | None:
    """How two halves are joined between which a letter or two are lost; None where the article does not show which.

    What it has elsewhere between the same letters shows it, where that is always the same, and never nothing.
    """
    first, second = head.text.content.rstrip(), rest.text.content
    skipped = ELLIPSIS.match(second).end()  # type: ignore[union-attr]
    before, after = first[-_LEAST_BEFORE:], second[skipped : skipped + _LEAST_AFTER]
    if sum(map(str.isalnum, before + after)) < _LEAST_BESIDE or before + after in written:
        return None
    found = set(re.findall(f"{re.escape(before)}(\\w{{1,2}}){re.escape(after)}", written, re.IGNORECASE))
    return Joint(0, skipped, found.pop()) if len(found) == 1 else None


def _find_lost_particle(head: Block, rest: Block, written: str) -> Joint | None:
    """How a Japanese noun and the verb behind it are joined, where the particle between them is lost.

    The article shows which, where it writes the verb several times, and always behind the same one.
    """
    first, second = head.text.content.rstrip(), rest.text.content
    skipped = ELLIPSIS.match(second).end()  # type: ignore[union-attr]
    after = second[skipped:]
    verb = _VERB.match(after)
    if head.language != "ja" or verb is None or not _NOUN_END.search(first):
        return None
    before = re.findall(rf"([^\s。、]){re.escape(verb[0])}", written)
    if len(before) < _LEAST_TIMES or len({*before}) > 1 or before[0] not in _BOUND_PARTICLES:
        return None
    return Joint(0, skipped, before[0]) if _lacks_opening(after, written, _SUBJECTS) else None


_VERB = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]{1,2}[\u3041-\u309f]")
_NOUN_END = re.compile("[\u30a1-\u30faー\u3400-\u4dbf\u4e00-\u9fff」』）)]\\Z")
_BOUND_PARTICLES = "をに"
"""Those that belong to their verb: behind と and が another thought may stand as well."""

_LEAST_TIMES = 2
_LEAST_BEFORE = 4
_LEAST_AFTER = 3
_LEAST_BESIDE = 5
"""Letters before and behind a gap, and in all: what stands between so many belongs to both."""


def _says_again(first: str, after: str, language: str) -> bool:
    """Whether the second half tells in its sentence what the first ends with: it is another telling then, no rest.

    It may begin with what the first ends with: that the two share.
    """
    shared = _measure_overlap(first, after, language) or _measure_overlap_in_letters(first, after)
    tail = first[: len(first) - shared][-_LEAST_AGAIN:]
    (start, end), *_ = iter_sentences(after)
    return sum(map(str.isalnum, tail)) >= _LEAST_AGAIN - 1 and tail in after[start + shared : end]


_LEAST_AGAIN = 6
"""Letters before a joint that come again in the same sentence by chance hardly ever."""


def _is_word_of_its_own(after: str, overlap: int, language: str, written: str) -> bool:
    """Whether what two halves seem to share is a word of the first half, with which one of the second only begins.

    In a script without blanks nobody can tell.
    """
    shared = after[:overlap]
    if language in LANGUAGES_WITHOUT_SPACES or not shared.isalpha() or not after[overlap : overlap + 1].isalpha():
        return False
    return is_common_word(shared.lower(), language) or _count_word(shared, written) > 1


def _opens(after: str) -> bool:
    """Whether a bracket, a quotation or code begins: it stands apart from the word before it."""
    if after[0] in "\"'":
        return after[1:2].isalnum()
    return after[0] == ATOM or unicodedata.category(after[0]) in ("Ps", "Pi")


def _measure_overlap(first: str, after: str, language: str) -> int:
    """How many characters at the end of the first half the second begins with: the most there are, and enough.

    Where there are blanks between words, a sign that is a syllable is as good as two letters.
    """
    longest = min(len(first), len(after), _MOST_OVERLAP)
    for size in range(longest, 0, -1):
        if first.endswith(after[:size]):
            letters = list(filter(str.isalnum, after[:size]))
            if language not in LANGUAGES_WITHOUT_SPACES:
                letters += [letter for letter in letters if letter >= _FIRST_SYLLABIC]
            return size if len(letters) >= _LEAST_OVERLAP else 0
    return 0


def _measure_overlap_in_letters(first: str, after: str) -> int:
    """The same where the two set what they share in other signs: a bracket that only the first half closes."""
    tail, head = first[-_MOST_OVERLAP:], after[:_MOST_OVERLAP]
    ends = [place for place, sign in enumerate(tail) if sign.isalnum()]
    letters = "".join(tail[place] for place in ends)
    others = "".join(filter(str.isalnum, head))
    for size in range(min(len(letters), len(others)), _LEAST_UNSIGNED - 1, -1):
        if letters.endswith(others[:size]):
            start = ends[-size]
            while start and unicodedata.category(tail[start - 1]) in ("Ps", "Pi"):  # what it opens is closed no more
                start -= 1
            return len(tail) - start
    return 0


_LEAST_UNSIGNED = 8
"""Letters of an overlap whose signs differ: fewer may be chance."""


def _is_written(text: str, written: str) -> bool:
    return sum(map(str.isalnum, text)) > _WIDE and text in written


def _join_letters(first: str, after: str, written: str, *, goes_on: bool, is_clear: bool) -> int | None:
    """How many letters two halves share in a script without blanks; None where they do not seem to meet.

    Of three letters over the joint some must stand together elsewhere, too; all, where the second half might as
    well begin a sentence.
    """
    met = _list_met(first, after, written)
    for size in range(_LEAST_OVERLAP - 1, 0, -1):
        if first.endswith(after[:size]) and first[-2:] + after[size : size + 1] in written and not any(met):
            return size
    if is_clear or (goes_on and any(met)):
        return 0
    if _completes_word(first, after, written) or _parts_compound(first, after, written):
        return 0
    if _begins_sentence(after, written):
        return None
    if first[-1] in _COMMAS or all(met):
        return 0
    return 0 if _promises_more(first, after, written, met) and _lacks_opening(after, written, _SUBJECTS) else None


def _completes_word(first: str, after: str, written: str) -> bool:
    """Whether the Chinese characters that the second half begins with only stand behind that before the joint."""
    begun = after[:2]
    if not _CHARACTERS.fullmatch(first[-1] + begun[:1]):
        return False
    return 0 < written.count(begun) - 1 == written.count(first[-1] + begun)


def _parts_compound(first: str, after: str, written: str) -> bool:
    """Whether each half of a Japanese text has one Chinese character at the joint, as the article writes neither alone.

    Most words of Chinese characters have two.
    """
    one, other = _LONE_CHARACTER.search(first[-2:]), _LONE_CHARACTER.match(after[:2])
    if one is None or other is None or not _lacks_opening(after, written, _SUBJECTS):
        return False
    alone = _LONE_CHARACTER.findall(written)
    return alone.count(one[1]) <= 1 and alone.count(other[1]) <= 1


def _qualifies(after: str, rest: Block) -> bool:
    """Whether a Japanese text begins with the ending by which a word qualifies the noun behind it."""
    return rest.language == "ja" and after.startswith("な") and _CHARACTERS.match(after, 1) is not None


def _begins_with_link(after: str) -> bool:
    """Whether a text begins with a sign that links two words without a blank: `/CD` goes on after `CI`."""
    return after[0] in "/／" and after[1:2].isalnum()


def _links_verbs(after: str, rest: Block) -> bool:
    """Whether a Japanese text begins with the ending of a verb, and a word in other signs behind it."""
    return rest.language == "ja" and after[0] == "て" and _HIRAGANA.match(after, 1) is None


def _promises_more(first: str, after: str, written: str, met: Sequence[bool]) -> bool:
    """Whether a first half ends with what something follows, or within a word that the other completes.

    That is a particle, the ending by which a word qualifies the noun behind it, or a word that does nothing else.
    """
    last, begun = _KATAKANA_END.search(first), _KATAKANA.match(after)
    if last and begun:
        return last[0] + begun[0] in written
    if any(met) or first[-1] in _PARTICLES_BEFORE_MORE or first.endswith(_ADNOMINALS):
        return True
    return first[-1] == "な" and _CHARACTERS.match(first, len(first) - 2) is not None


_CHARACTERS = re.compile("[\u30a1-\u30faー\u3400-\u4dbf\u4e00-\u9fff々]+")
_CHARACTER = "[\u3400-\u4dbf\u4e00-\u9fff]"
_LONE_CHARACTER = re.compile(rf"(?<!{_CHARACTER})({_CHARACTER})(?!{_CHARACTER})")
_KATAKANA = re.compile("[\u30a1-\u30faー]+")
_KATAKANA_END = re.compile(_KATAKANA.pattern + r"\Z")
_PARTICLES_BEFORE_MORE = "をにへと"
_ADNOMINALS = (
    *("この", "その", "あの", "どの", "こんな", "そんな", "あんな", "どんな", "こうした", "そうした", "ああした"),
    *("大きな", "小さな", "おかしな", "いろんな", "あらゆる", "いわゆる", "いかなる", "単なる", "さらなる", "次なる"),
    *("主たる", "最たる", "確たる", "たいした", "ほんの", "れっきとした"),
)
"""Words that only stand before a noun, and none behind which a sentence may end in plain style."""
_HIRAGANA = re.compile("[\u3041-\u309f]")
_CLAUSE = re.compile("[^、。！？!?]*[、。！？!?]?")
_TOPICS = "はも"
_DENIALS = re.compile("では(?=あり|な|ござ)")
"""The sign of the topic stands in them, too, and tells of none."""

_SUBJECTS = f"が{_TOPICS}"
_POINTERS = re.compile("[こそあ][のれこう]|[こそあ]んな|[こそ]ちら")


def _lacks_opening(after: str, written: str, subjects: str) -> bool:
    """Whether a Japanese text begins as hardly any sentence does: its first clause has none of these particles.

    It points at nothing either, and its first words are not those of another sentence of the article.
    """
    clause = _CLAUSE.match(after)[0]  # type: ignore[index]
    if measure_conjunction(after):
        return False
    if (
        any(sign in _DENIALS.sub("", clause) for sign in subjects)
        or _POINTERS.match(after)
        or not _HIRAGANA.search(clause)
    ):
        return False
    return not _begins_sentence(clause, written)


def _list_met(first: str, after: str, written: str) -> list[bool]:
    """Whether the three letters over a joint are written elsewhere, two of the first half and one of the other."""
    return [first[-2:] + after[:1] in written, first[-1:] + after[:2] in written]


_COMMAS = "、，,"
_PARTICLES = "をがはにのへとでもや"


def _follows_a_noun(first: str, after: str) -> bool:
    """Whether a particle follows what may be a noun: kanji, katakana, Latin letters."""
    return after[0] in _PARTICLES and not "\u3041" <= first[-1] <= "\u309f" and not "\u3041" <= after[1:2] <= "\u309f"


def _begins_sentence(after: str, written: str) -> bool:
    """Whether what a text begins with stands at the beginning of another sentence, too."""
    return sum(written.count(f"{stop}{after[:_WIDE]}") for stop in _STOPS) > 1


_STOPS = "\n。！？!?」"


def may_go_on(head: Block, rest: Block, written: str) -> bool:
    """Whether one cannot rule out that a block goes on in the other, though nothing shows that it does.

    In a script without blanks a sentence may begin with anything; one whose first words begin a sentence
    elsewhere is a new one.
    """
    after = rest.text.content.lstrip()
    if head.language == "ja":
        within_word = _KATAKANA_END.search(head.text.content.rstrip()) and _KATAKANA.match(after)
        if within_word or begins_as_rest(after, rest) or _qualifies(after, rest):
            return True
        return not _begins_sentence(after, written) and _lacks_opening(after, written, _TOPICS)
    if head.language in LANGUAGES_WITHOUT_SPACES:
        return not _begins_sentence(after, written)
    return begins_as_rest(after, rest)


def may_meet(head: Block, rest: Block, written: str) -> bool:
    """Whether a block begins as the rest of a sentence does, or as what the other ends with is written to go on."""
    first, after = head.text.content.rstrip(), rest.text.content.lstrip()
    if begins_inside(after) or begins_as_rest(after, rest) or _measure_overlap(first, after, head.language):
        return True
    return head.language in LANGUAGES_WITHOUT_SPACES and any(_list_met(first, after, written))


def _choose_space(first: str, after: str, head: Block, written: str) -> str | None:
    """A blank between two words, none within one; None where nobody can tell.

    Two halves of a word make one that stands elsewhere. A word that stands nowhere else and is none
    of the common ones may be a half, when it is short; two such halves are a word.
    """
    language = head.language
    is_parted = language not in LANGUAGES_WITHOUT_SPACES
    last_word, first_word = (_LAST_WORD, _FIRST_WORD) if is_parted else (_LAST_IN_ALPHABET, _FIRST_IN_ALPHABET)
    one, other = last_word.search(first[-_LONGEST_WORD:]), first_word.match(after)
    if one is None or other is None:
        return " "
    if one[0][-1] >= _FIRST_SYLLABIC > other[0][0]:
        return " "  # no word goes on in letters of an alphabet
    if language == "ko" and after.startswith(get_role_words(language, head.script).goes_on):
        return " " if after.startswith(_KOREAN_VERBS) else ""
    if _count_word(one[0] + other[0], written):
        return "" if _count_word(one[0], written) <= 1 else " "
    words = one[0], other[0]
    if words[0][-1].islower() and words[1][0].isupper():
        return " "  # no word goes on with a capital
    if not is_parted and not all(_is_known(word, language, written) for word in words):
        return None  # what is Latin among other signs is a name, as often as not
    are_strange = (one[0] + other[0]).isalpha() and not any(_is_known(word, language, written) for word in words)
    if are_strange and _begins_word(one[0] + other[0][:_SYLLABLE], written):
        return ""
    halves = [_may_be_half(word, language, written) for word in words]
    if all(halves) and other[0].islower():
        return ""
    return None if any(halves) or (are_strange and _may_be_one(*words, written)) else " "


def _begins_word(begun: str, written: str) -> bool:
    """Whether a word of the article begins so: `inve` and `st` are of one where it has `investigation`."""
    return re.search(rf"(?<!\w){re.escape(begun)}", written, re.IGNORECASE) is not None


def _may_be_one(one: str, other: str, written: str) -> bool:
    """Whether two pieces meet as letters do within a word, and no other word ends, or none begins, as they do."""
    within = one[-_SYLLABLE:] + other[:_SYLLABLE]
    if not re.search(rf"\w{re.escape(within)}", written, re.IGNORECASE):
        return False
    ends = re.findall(rf"{re.escape(one[-_STEM:])}(?!\w)", written, re.IGNORECASE)
    begins = re.findall(rf"(?<!\w){re.escape(other[:_STEM])}", written, re.IGNORECASE)
    return len(ends) < 2 or len(begins) < 2  # noqa: PLR2004 - each stands once at the joint itself


_STEM = 3
"""Letters that a word shares with others at its beginning or end."""

_SYLLABLE = 2
"""Letters on each side of a joint that meet so within words."""


def _may_be_half(word: str, language: str, written: str) -> bool:
    """Whether a word is so short that it would be known if it were one."""
    return len(word) <= _SHORT_WORD and word[0] < _FIRST_SYLLABIC and not _is_known(word, language, written)


def _is_known(word: str, language: str, written: str) -> bool:
    """Whether a word is a common one, or stands elsewhere in the article, too."""
    small = word.lower()
    return is_common_word(small, language) or is_short_word(small, language) or _count_word(word, written) > 1


_SHORT_WORD = 3
_KOREAN_VERBS = ("있", "없", "수 ")
"""How words begin that go on after another one; all else that begins no sentence in Korean is joined to its word."""

_FIRST_SYLLABIC = "\u0900"
"""From here on a letter may be a whole syllable, and three of them a long word."""


def _count_word(word: str, written: str) -> int:
    """How often a word is written; of an alphabet, also directly beside kana and Chinese characters."""
    letter = _ALPHABETIC if word[0] < _FIRST_SYLLABIC else r"\w"
    return len(re.findall(rf"(?<!{letter}){re.escape(word)}(?!{letter})", written))
