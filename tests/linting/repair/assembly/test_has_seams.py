"""What shows that an article was written in passes, where no marker does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

import pytest

from endmark.linting.repair.repair import Repair

Mend = Callable[..., Repair]

SAID = {
    "en": (
        "The options of a gate are optional, and the gate opens at dawn and shuts at dusk unless they say so.",
        "Who wants to keep it open at night writes so, and tells the warden of the garden about it beforehand.",
    ),
    "ja": (
        "門の設定は省くことができ、何も書かなければ門は夜明けに開いて、日が暮れるとひとりでに閉まります。",
        "夜も開けておきたい人はそう書いて、あらかじめ庭の番人に知らせておくことになっています。",
    ),
    "de": (
        "Die Angaben zum Tor sind freigestellt; ohne sie öffnet es in der Dämmerung und schließt am Abend.",
        "Wer es nachts offen lassen will, schreibt das hin und sagt es vorher dem Wärter des Gartens.",
    ),
}


def write(language: str, number: int) -> Sequence[str]:
    """Two sections with that many paragraphs that say nothing alike, and a passage that stands in both."""
    random = Random(number)  # noqa: S311 - no secret
    if language == "ja":
        # Out of so many signs that the two sections have no words in common but those of the passage.
        signs = [chr(sign) for sign in range(0x4E00, 0x9F00)]
        others = ["".join(random.choices(signs, k=40)) + "です。" for _ in range(number)]
    else:
        words = ["".join(random.choices("abdefgiklmnoprstu", k=6)) for _ in range(20 * number)]
        others = [" ".join(words[20 * one : 20 * one + 20]).capitalize() + "." for one in range(number)]
    half = number // 2
    return ["## Gates", *others[:half], *SAID[language], "## Beds", *others[half:-1], *SAID[language], others[-1]]


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize(("number", "goes"), [(12, True), (120, False)])
def test_a_passage_of_dozens_that_stands_twice_shows_nothing(
    mend: Mend, language: str, number: int, goes: bool
) -> None:
    blocks = write(language, number)
    for said in SAID[language]:
        assert mend(*blocks).source.text.count(said) == (1 if goes else 2)
        assert mend(*blocks, "---END---").source.text.count(said) == 1
