from __future__ import annotations

import pytest

from endmark.checks.text.quotations import iter_long_quotations, iter_quotations


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("She said “yes” and left.", ["“yes”"]),
        # The brackets say the quotation in another language.
        ("它写道：“要我继续吗？”（Shall I go on?）读者笑了。", ["“要我继续吗？”（Shall I go on?）"]),
        (
            'It said: "¿Sigo con el estanque?" (Shall I go on with the pond?)',
            ['"¿Sigo con el estanque?" (Shall I go on with the pond?)'],
        ),
        ("「続けますか。」(Shall I go on?)", ["「続けますか。」(Shall I go on?)"]),
        ("„Soll ich weitermachen?“ [Shall I go on?]", ["„Soll ich weitermachen?“ [Shall I go on?]"]),
        # Swedish opens with the mark that closes.
        ("Där står ”jag kan inte” och »jag får inte» ännu.", ["”jag kan inte”", "»jag får inte»"]),
        ("Det är 5” brett och 3” djupt.", []),
        # A paragraph of speech.
        ("— Não posso ajudar com isso — disse o guarda.", ["— Não posso ajudar com isso —"]),
        ("– Nie mogę pomóc – powiedział.", ["– Nie mogę pomóc –"]),
        ("— Não posso ajudar com isso.", []),
        ("—No puedo ayudarle con eso —dijo el guarda.", ["—No puedo ayudarle con eso —"]),
        ("—No puedo ayudarle con eso.", []),
        ("O guarda — que não sabia — riu.", []),
        # No blank parts straight marks from Korean particles, or from Chinese and Japanese words.
        ("모델은 \"말할 수 없습니다\"라고 답했고 '네'라고 썼다.", ['"말할 수 없습니다"', "'네'"]),
        ('他说"我不能回答"就走了。', ['"我不能回答"']),
        ('看板に"立入禁止"とある。', ['"立入禁止"']),
        ('The plank is 5"x3" and the "gate"s are 2"wide.', []),
        # One word, and what the author says of it.
        ('The "old" (so they say) pond.', ['"old"']),
        ("“It is old.” We asked (twice).", ["“It is old.”"]),
    ],
)
def test_a_quotation_is_one_with_what_says_it_in_another_language(text: str, quoted: list[str]) -> None:
    assert [text[span.start : span.end] for span in iter_quotations(text)] == quoted


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (['"The pond is old.', "It is deep.", 'Shall I go on?"', "We laughed."], [(0, 3)]),
        (["“The pond is old.", "“It is deep.”", "We laughed."], [(0, 2)]),
        (["「池は古い。", "池は深い。」", "『蛙がいる。", "鷺もいる。』"], [(0, 2), (2, 4)]),
        (["«L’étang est vieux.", "Il est profond.»"], [(0, 2)]),
        (["„Der Teich ist alt.", "Er ist tief.“"], [(0, 2)]),
        # Closed where it began, or never.
        (['"The pond" is old.', 'It is "deep"'], []),
        (['"The pond is old.', "It is deep."], []),
        (['"The pond is old.', *["It is deep."] * 19, 'Far away"'], []),
        # A mark inside opens nothing.
        (['It is 5" deep.', 'and so wide"'], []),
        ([], []),
    ],
)
def test_a_quotation_goes_over_several_blocks(texts: list[str], expected: list[tuple[int, int]]) -> None:
    assert [(numbers.start, numbers.stop) for numbers in iter_long_quotations(texts)] == expected
