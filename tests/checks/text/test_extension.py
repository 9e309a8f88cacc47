"""Sentences that say another one and go on."""

from __future__ import annotations

import pytest

from endmark.checks.text.extension import extends


@pytest.mark.parametrize(
    ("one", "other", "goes_on"),
    [
        ("The gate opens at dawn, and the keeper sells tickets.", "The gate opens at dawn.", True),
        ("The gate opens at dawn, but nobody comes before nine.", "The gate opens at dawn.", True),
        ("Das Tor öffnet um acht, und der Wärter verkauft Karten.", "Das Tor öffnet um acht.", True),
        ("La porte ouvre à huit heures, et le gardien vend des billets.", "La porte ouvre à huit heures.", True),
        ("La puerta abre a las ocho, y el guarda vende entradas.", "La puerta abre a las ocho.", True),
        ("Ворота открываются в восемь, и сторож продаёт билеты.", "Ворота открываются в восемь.", True),
        ("門は八時に開きますし、番人が券も売ります。", "門は八時に開きます。", True),
        ("門は八時に開きますが、九時までは誰も来ません。", "門は八時に開きます。", True),
        ("大门八点开，而且门房也卖票。", "大门八点开。", True),
        # The first half takes its own words back, or is part of another word or thought.
        ("The gate opens at dawn, unless it rains on that day.", "The gate opens at dawn.", False),
        ("The gate opens at dawning when nobody looks.", "The gate opens at dawn.", False),
        ("門は八時に開きますと書いてありました。", "門は八時に開きます。", False),
        ("大门八点开，除非下雨。", "大门八点开。", False),
        # Hardly anything more, less, or something else.
        ("門は八時に開きますが、ね。", "門は八時に開きます。", False),
        ("The gate opens at dawn.", "The gate opens at dawn, and the keeper sells tickets.", False),
        ("The gate opens at nine, and the keeper sells tickets.", "The gate opens at dawn.", False),
        ("And the gate opens.", "…", False),
    ],
)
def test_what_says_another_sentence_and_goes_on(one: str, other: str, goes_on: bool) -> None:
    assert extends(one, other) is goes_on
