"""Letters: between a salutation and a signature, somebody speaks to the one the letter is for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.checks.patterns.letters import find_letters
from endmark.document.model import Document

Parse = Callable[[str], Document]

BODY = "The boat has left.\n\nDo write if you have more questions."
GREETED, SIGNED = "Dear Ms Reed,\n\n", "\n\nKind regards,\nThe ferry office\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GREETED + BODY + SIGNED, BODY),
        (f"# An answer\n\n{GREETED}{BODY}{SIGNED}\n## More\n\nIt was read.\n", BODY),
        (f"A.\n\n***\n\n{GREETED}{BODY}{SIGNED}\n***\n\nB.\n", BODY),
        # What closes and who signs may be paragraphs, too.
        (f"{GREETED}{BODY}\n\nKind regards\n\nM. Brook\n", BODY),
        ("Уважаемый Иван Петрович!\n\nЛодка ушла. Пишите нам.\n\nС уважением,\nкасса\n", "Лодка ушла. Пишите нам."),
        ("尊敬的顾客：\n\n船已经开走了。欢迎来信。\n\n此致\n敬礼\n", "船已经开走了。欢迎来信。"),
        ("Sayın Demir,\n\nTekne gitti. Bize yazın.\n\nSaygılarımızla,\nİskele\n", "Tekne gitti. Bize yazın."),
        # One without the other is no letter.
        (GREETED + BODY + "\n", None),
        (BODY + SIGNED, None),
        (f"Welcome to all of you who read this page today,\n\n{BODY}{SIGNED}", None),
        (f"{GREETED}{BODY}\n\nKind regards.\nThe ferry office.\n", None),
        (f"{GREETED}## Boats\n\n{BODY}{SIGNED}", None),
        (f"{GREETED}{BODY}\n\na\nb\nc\nd\ne\nf\n", None),
        (f"- {GREETED}{BODY}{SIGNED}", None),
        # Nothing stands between them.
        (f"{GREETED}{SIGNED}", None),
        ("", None),
    ],
)
def test_letters(parted: Parse, text: str, expected: str | None) -> None:
    document = parted(text)
    assert [document.source.get_excerpt(span).strip() for span in find_letters(document.blocks)] == (
        [expected] if expected else []
    )
