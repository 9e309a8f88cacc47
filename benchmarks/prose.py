"""Articles of any size, made of words that nobody wrote: whole ones, and ones made to be hard.

Whole articles have a title, sections and paragraphs like those people write, and
nothing in them is said twice. The same arguments give the same bytes.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import Literal

Language = Literal["en", "ja"]
_VOCABULARY = 20_000
"""Words a writer uses; how often follows their rank, as in real texts."""
_SECTION = 6
"""Paragraphs under one heading."""
_SMALL_WORDS = tuple(
    re.findall("[a-z]+", "the of and to in that it was for on with as at by from but not this which had")
)
_PARTICLES = tuple("はがをにでともの")
_STEMS = [chr(0x4E00 + 7 * number) for number in range(1200)]
_ENDINGS = [
    "といわれています",
    "だと思います",
    "に違いありません",
    "になりました",
    "をご覧ください",
    "が見つかりました",
]


def whole(size: int, language: Language, seed: int = 1) -> bytes:
    """A whole article of about `size` bytes; more by at most one paragraph."""
    numbers = random.Random(f"{seed} {language} {size}")  # noqa: S311  (it must be repeatable)
    pieces = _japanese(numbers) if language == "ja" else _english(numbers)
    written: list[bytes] = []
    length = 0
    while length < size:
        written.append(next(pieces).encode())
        length += len(written[-1])
    return b"".join(written)


def _english(numbers: random.Random) -> Iterator[str]:
    syllables = [
        consonant + vowel
        for consonant in "bdfghklmnprstvw"
        for vowel in ("a", "e", "i", "o", "u", "ar", "en", "ist", "ou", "ing")
    ]
    made = ["".join(numbers.choices(syllables, k=numbers.randint(2, 4))) for _ in range(_VOCABULARY)]
    words = [*_SMALL_WORDS, *made]
    weights = _by_rank(len(words))

    def sentence() -> str:
        chosen = numbers.choices(words, cum_weights=weights, k=numbers.randint(8, 22))
        # The last word carries meaning: a sentence that ends with "the" would be a cut one.
        return f"{' '.join([*chosen, numbers.choice(made)])}.".capitalize()

    return _article(numbers, sentence, " ", lambda: " ".join(numbers.choices(words, k=4)).capitalize())


def _japanese(numbers: random.Random) -> Iterator[str]:
    words = ["".join(numbers.choices(_STEMS, k=numbers.randint(1, 3))) for _ in range(_VOCABULARY)]
    weights = _by_rank(len(words))

    def clause() -> str:
        chosen = numbers.choices(words, cum_weights=weights, k=numbers.randint(3, 6))
        return "".join(word + numbers.choice(_PARTICLES) for word in chosen[:-1]) + chosen[-1]

    def sentence() -> str:
        return f"{clause()}で、{clause()}{numbers.choice(_ENDINGS)}。"

    return _article(numbers, sentence, "", lambda: "".join(numbers.choices(words, k=4)))


def _by_rank(number: int) -> list[float]:
    """Weights by rank, added up as `choices` wants them: else it would do so for each sentence."""
    return list(accumulate(1 / (rank + 3) for rank in range(number)))


def _article(
    numbers: random.Random, sentence: Callable[[], str], between: str, heading: Callable[[], str]
) -> Iterator[str]:
    yield f"---\ntitle: {heading()}\n---\n\n# {heading()}\n\n"
    while True:
        yield f"## {heading()}\n\n"
        for _ in range(_SECTION):
            yield between.join(sentence() for _ in range(numbers.randint(3, 6))) + "\n\n"


def _repeated(piece: str) -> Callable[[int], bytes]:
    data = piece.encode()
    return lambda size: data * (size // len(data))


def _numbered(piece: str) -> Callable[[int], bytes]:
    """The piece again and again, each `%d` in it the number of the repetition."""
    length = len(piece.encode()) + 3
    return lambda size: "".join(piece.replace("%d", str(n)) for n in range(size // length)).encode()


_NEAR = (
    "The bell in station %d rings at noon, and the keeper walks down to the platform with a lamp in one hand "
    "and a book in the other, as the keepers before him did when the line was new.\n\n"
)

HARD: dict[str, Callable[[int], bytes]] = {
    "short paragraphs": _numbered("Paragraph %d has one sentence.\n\n"),
    "equal paragraphs": _repeated("The same paragraph stands here again and again, word for word.\n\n"),
    "nearly equal paragraphs": _numbered(_NEAR),
    "nearly equal paragraphs in Japanese": _numbered(
        "%d番目の駅の鐘は正午に鳴り、駅長は片手に灯を、片手に本を持ってホームへ降りていきます。\n\n"
    ),
    "one line": _repeated("The rain goes on and nobody minds. "),
    "one line in Japanese": _repeated("雨の日に歩くのが好きです。"),
    "one word": _repeated("a"),
    "list items": _numbered("- Item %d of the list\n"),
    "nested lists": lambda size: b"".join(b"  " * (n % 40) + b"- item\n" for n in range(size // 47)),
    "headings": _numbered("## Heading %d\n\n"),
    "markers": _numbered("Part %d ends here.\n\n---END---\n\n"),
    "cut sentences": _numbered("The gate to garden number %d opens when the\n\n"),
    "suppressions": _numbered("<!-- endmark-disable-next-line stray-end-marker -->\nLine %d.\n\n"),
    "keys in the front matter": lambda size: b"---\n" + _numbered("key%d: value\n")(size) + b"---\n\nText.\n",
    "quotes in quotes": _repeated("> > > > > > > > deep\n\n"),
    "open brackets": _repeated("["),
    "emphasis": _repeated("*a **b "),
    "backticks": _repeated("``b` "),
    "comments that never close": _repeated("<!-- a\n\n"),
    "macros that never close": _repeated("{{ {% {/* "),
    "opening quotation marks": _repeated("「"),
    "dashes": _repeated("-"),
    "a wide table": lambda size: b"".join(cell * (size // 15) + b"|\n" for cell in (b"| head ", b"|---", b"| b ")),
}
"""Name → an article of about so many bytes that somebody could send to make endmark slow."""
