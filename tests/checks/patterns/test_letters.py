"""Letters: between a salutation and a signature, somebody speaks to the one the letter is for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.checks.patterns.letters import find_forms, find_letters
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


FORM = "Dear [Client],\n\nwe dug your pond on [day].\n\nKind regards,\nThe gardener"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FORM + "\n", FORM),
        (f"# A letter\n\nCopy it.\n\n{FORM}\n\nChange what you like in it.\n", FORM),
        # Nobody is greeted with a comma everywhere.
        (
            "[이름] 귀하\n\n[날짜]의 편지는 잘 받았습니다.\n\n감사합니다.\n[서명]\n",
            "[이름] 귀하\n\n[날짜]의 편지는 잘 받았습니다.\n\n감사합니다.\n[서명]",
        ),
        # One blank was forgotten, the same one twice too.
        ("Dear Ms Reed,\n\nwe dug your pond on [day].\n\nKind regards,\nThe gardener\n", None),
        ("Dear [Client],\n\nwe dug your pond, [Client].\n\nKind regards,\nThe gardener\n", None),
        # Nobody signs, nobody is greeted, or nothing is said.
        ("Dear [Client],\n\nwe dug your pond on [day].\n", None),
        ("We dug the pond of [Client] on [day] in May.\n\nKind regards,\nThe gardener\n", None),
        ("Dear [Client],\n\nKind regards,\n[Gardener]\n", None),
        # Too long for a letter.
        ("Dear [Client],\n\n" + "We dug your pond on [day].\n\n" * 11 + "Kind regards,\nThe gardener\n", None),
        (FORM.replace("\n\nKind", "\n\nIt is deep." * 8 + "\n\nKind") + "\n", "all"),
        ("", None),
    ],
)
def test_forms(parted: Parse, text: str, expected: str | None) -> None:
    document = parted(text)
    expected = text.strip() if expected == "all" else expected
    assert [document.source.get_excerpt(span).strip() for span in find_forms(document.blocks)] == (
        [expected] if expected else []
    )
