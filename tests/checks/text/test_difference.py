"""In which words two wordings say something else."""

from __future__ import annotations

import pytest

from endmark.checks.text.difference import count_decisive, find_difference, says_more


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        # Denial.
        ("The mill will be closed.", "The mill will not be closed.", ("", "not")),
        ("The keeper can swim here.", "The keeper can't swim here.", ("can", "can't")),
        ("Das Tor ist ein altes Tor.", "Das Tor ist kein altes Tor.", ("ein", "kein")),
        ("La porte est ouverte.", "La porte n'est pas ouverte.", ("est", "n'est pas")),
        ("La puerta está abierta hoy.", "La puerta no está abierta hoy.", ("", "no")),
        ("子どもに与えてもよいと述べた。", "子どもに与えてはならないと述べた。", ("えてもよいと", "えてはならないと")),
        ("橋は今年開きます。", "橋は今年開きません。", ("きます", "きません")),
        ("这座桥今年开放。", "这座桥今年不开放。", ("", "不")),
        ("문은 오늘 열리지 않습니다.", "문은 오늘 열립니다.", ("열리지 않습니다", "열립니다")),
        ("오늘 다리를 여는 것입니다.", "오늘 다리를 여는 것이 아닙니다.", ("것입니다", "것이 아닙니다")),
        ("Мост сегодня открыт.", "Мост сегодня не открыт.", ("", "не")),
        # Modality and quantity.
        ("Guests must sign the book.", "Guests may sign the book.", ("must", "may")),
        ("All benches are green now.", "Most benches are green now.", ("All", "Most")),
        ("寄付は会員だけが受けます。", "寄付は会員が受けます。", ("だけが", "が")),
        ("全员可以进入花园。", "全员必须进入花园。", ("可以", "必须")),
        # Numbers in words, forms of each other or not.
        ("It took eighty men a year.", "It took eight men a year.", ("eighty", "eight")),
        ("It took twelve men a year.", "It took twenty men a year.", ("twelve", "twenty")),
        ("Es waren sieben Männer.", "Es waren siebzig Männer.", ("sieben", "siebzig")),
        ("Costó sesenta pesos.", "Costó setenta pesos.", ("sesenta", "setenta")),
        # Names, units, days; any other word.
        ("Toyota builds the new engine.", "Nissan builds the new engine.", ("Toyota", "Nissan")),
        ("トヨタは新しい工場を建てる。", "日産は新しい工場を建てる。", ("トヨタ", "日産")),
        ("The bag weighs many mg now.", "The bag weighs many kg now.", ("mg", "kg")),
        ("It opens on Monday at noon.", "It opens on Sunday at noon.", ("Monday", "Sunday")),
        ("Prices will increase soon.", "Prices will decrease soon.", ("increase", "decrease")),
        ("売上は去年より増加した。", "売上は去年より減少した。", ("増加", "減少")),
        ("The brave and hopeful keeper.", "The brave and hopeless keeper.", ("hopeful", "hopeless")),
        # A name that would go.
        ("They met Anna at the old gate.", "They met at the old gate.", ("Anna", "")),
        # None.
        ("They met at the old gate.", "They met Anna at the old gate.", None),
        ("The gate opens at dawn.", "The gate opened at dawn.", None),
        ("The gate opens at dawn.", "The gate, it is said, opens at dawn.", None),
        ("The garden has a pond.", "The garden has one pond.", None),
        ("Das Tor öffnet am Morgen.", "Das Tor öffnete am Morgen.", None),
        ("문은 새벽에 열립니다.", "문은 새벽에 열렸습니다.", None),
        ("門は夜明けに開きます。", "門は夜明けに開くのです。", None),
        ("でも、門は夜明けに開きます。", "しかし、門は夜明けに開きます。", None),
        ("それはスムーズに動きます。", "それはシスムーズに動きます。", None),
        ("個人的には、門は夜明けに開くと思う。", "門は夜明けに開くと思う。", None),
        ("The gate opens at dawn.", "The gate opens at dawn.", None),
        ("インドネシアの橋は古い。", "インドネネシアの橋は古い。", None),
        ("オーストリアの橋は古い。", "オーストラリアの橋は古い。", ("オーストリア", "オーストラリア")),
        ("規則は保護庁が公表した。", "規則は保護委員会（保護庁）が公表した。", None),
        ("他今年到这里来。", "他今年会到这里来。", ("", "会")),
        # What stands in the middle of a run of kana parts it, and changes nothing beside it.
        ("蛙たちにも陰が要ります。", "蛙たち（アマガエル）にも陰が要ります。", None),
        ("蛙たち（アマガエル）にも陰が要ります。", "蛙たちにも陰が要ります。", ("たちアマガエルにも", "たちにも")),
        ("蛙の皆さんにも陰が要ります。", "蛙にも陰が要ります。", None),
        ("よく考え、行動すべき時です。", "よく考えるべき時です。", None),
        ("春が来た、という合図だと私は見ています。", "春が来たのです。", None),
        ("春が来るという話です。", "春は来ないという話です。", ("るという", "ないという")),
        # "So much so" is no limit.
        ("なぜこれほどまでの水が要るのか。", "なぜこれほどの水が要るのか。", None),
        ("庭は九月までの一年間開いている。", "庭は九月の一年間開いている。", ("までの", "の")),
        # How a sentence follows what stands before it, and who says it.
        ("ご存知の通り、門は夜明けに開きます。", "また、門は夜明けに開きます。", None),
        ("一方で、正直なところ、門は夜明けに開きます。", "門は夜明けに開きます。", None),
        ("今年は、門は夜明けに開きます。", "門は夜明けに開きます。", None),
        ("東門は、夜明けに開きます。", "西門は、夜明けに開きます。", ("東", "西")),
        ("As you know, the gate opens at dawn.", "In addition, the gate opens at dawn.", None),
        ("On Monday, the gate opens at dawn.", "On Sunday, the gate opens at dawn.", ("Monday", "Sunday")),
        ("Ehrlich gesagt, das Tor ist alt.", "Außerdem, das Tor ist alt.", None),
        ("老实说，大门早上开。", "此外，大门早上开。", None),
        ("솔직히 말해, 문은 새벽에 열립니다.", "또한, 문은 새벽에 열립니다.", None),
    ],
)
def test_the_words_in_which_two_wordings_differ(one: str, other: str, words: tuple[str, str] | None) -> None:
    assert find_difference(one, other) == words


def test_very_long_sentences_are_not_compared_word_by_word() -> None:
    one, other = ("the heron waits " * 2_000 + word for word in ("here", "there"))
    assert find_difference(one, other) == (one, other)


@pytest.mark.parametrize(
    ("one", "other", "more"),
    [
        ("町には橋、門、静かな夏の夕暮れがある。", "町には橋、門がある。", True),
        ("The town has a bridge and a quiet northern gate.", "The town has a bridge.", True),
        ("個人的には、町には橋がある。", "町には橋がある。", False),
        ("The town really has a bridge.", "The town has a bridge.", False),
        ("The town has a magnificent bridge.", "The town has a gloomy bridge.", False),
        ("The town has a bridge.", "The town has a bridge and a quiet northern gate.", False),
    ],
)
def test_whether_one_wording_says_more(one: str, other: str, more: bool) -> None:
    assert says_more(one, other) is more


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("There are two reasons.", "There are three reasons.", False),
        ("理由は二つあります。", "理由は三つあります。", False),
        ("Two brothers came.", "Two sisters came.", True),
        ("兄弟が来ました。", "姉妹が来ました。", True),
    ],
)
def test_whether_two_wordings_count_the_same(one: str, other: str, same: bool) -> None:
    assert (count_decisive(one) == count_decisive(other)) is same
