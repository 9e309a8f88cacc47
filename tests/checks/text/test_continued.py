"""Titles that go on with another one."""

from __future__ import annotations

import pytest

from endmark.checks.text.continued import drop_continued


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("The gate (continued)", "The gate"),
        ("The gate (Cont.)", "The gate"),
        ("The gate (cont'd)", "The gate"),
        ("門のこと（続き）", "門のこと"),
        ("門のこと【承前】", "門のこと"),
        ("大门（续）", "大门"),
        ("大門 (續上)", "大門"),
        ("정원 (계속)", "정원"),
        ("Das Tor (Fortsetzung)", "Das Tor"),
        ("De poort (vervolg)", "De poort"),
        ("Porten (forts.)", "Porten"),
        ("La porte (suite)", "La porte"),
        ("La puerta (continuación)", "La puerta"),
        ("O portão (continuação)", "O portão"),
        ("Il cancello (continua)", "Il cancello"),
        ("Ворота (продолжение)", "Ворота"),
        ("Ворота (продовження)", "Ворота"),
        ("Brama (ciąg dalszy)", "Brama"),
        ("Brama (c.d.)", "Brama"),
        ("Brána (pokračování)", "Brána"),
        ("Kapı (devamı)", "Kapı"),
        ("Cổng (tiếp theo)", "Cổng"),
        ("Gerbang (lanjutan)", "Gerbang"),
        ("The gate (continued use)", "The gate (continued use)"),
        ("The gate, continued", "The gate, continued"),
        ("The suite", "The suite"),
        ("(continued) The gate", "(continued) The gate"),
    ],
)
def test_words_that_go_on_with_another_title_are_dropped(title: str, bare: str) -> None:
    assert drop_continued(title) == bare
