"""What each block of an article is for."""

from __future__ import annotations

from typing import get_args

import pytest

from endmark.document import packed_blocks
from endmark.document.article import read_article
from endmark.document.blocks import Role
from endmark.document.packed_blocks import pack_blocks
from endmark.document.role_words import KEYS, LANGUAGES, _load_words, get_role_words
from endmark.document.roles import MEANINGS, decide_roles
from endmark.document.source import Source


def read_roles(text: str) -> list[str]:
    return [block.role for block in read_article(Source("a.md", text)).blocks if block.text.content]


def read_last(text: str, language: str) -> str:
    """The role of the last block, in an article in that language."""
    return read_roles(f"---\nlang: {language}\n---\n\n{text}\n")[-1]


def test_every_role_has_its_meaning() -> None:
    assert set(MEANINGS) == set(get_args(Role))


@pytest.mark.parametrize(
    ("language", "text", "role"),
    [
        # Whose words or whose picture it is.
        ("zh", "-- [林小雨](https://example.com/a)，住在山里的木匠", "attribution"),
        ("en", "-- [Ada Brook](https://example.com/a), who keeps bees", "attribution"),
        ("de", "> Der Garten wächst.\n>\n> — Anna Feld, Gärtnerin aus Bremen", "attribution"),
        ("fr", "> Le jardin pousse.\n>\n> — https://example.com/jardin#le-jardin-pousse", "attribution"),
        ("ja", "「庭は待ってくれる」\n\n— 庭師の山田", "attribution"),
        ("ja", "（出典：町の図書館）", "attribution"),
        # What follows a quotation need not be its source: sentences and lead-ins are none.
        ("zh", "> 机器翻译。\n\nAgent 从不登录，而是用那台机器上的会话。怎样放到机器上，看机器的类型：", "lead-in"),
        ("ja", "> 機械翻訳です。\n\nAgent は自分ではログインせず、ほかの会話を使います。次のとおりです：", "lead-in"),
        ("en", "> It grows.\n\nAnna Feld, Ada Brook. They write:", "lead-in"),
        ("ja", "写真提供：町の図書館", "attribution"),
        ("zh", "文／林小雨", "attribution"),
        ("zh", "来源：小城图书馆", "attribution"),
        ("ko", "출처: 마을 도서관", "attribution"),
        ("en", "By Ada Brook and Tom Reed", "attribution"),
        ("en", "(Source: the town library)", "attribution"),
        ("es", "Por Ana García", "attribution"),
        ("ru", "Источник: городская библиотека", "attribution"),
        ("uk", "Джерело: міська бібліотека", "attribution"),
        ("ar", "المصدر: مكتبة المدينة", "attribution"),
        ("hi", "स्रोत: नगर पुस्तकालय", "attribution"),
        ("hi", "पेड़ धीरे बढ़ते हैं\n\n— बाग की पुरानी रखवाली", "attribution"),
        ("es", "Los árboles crecen despacio\n\n— cuidadora de un huerto en Lugo", "attribution"),
        ("pl", "Źródło: biblioteka miejska", "attribution"),
        # Dialogue begins with a dash, too.
        ("ru", "— Я приду завтра, если только не будет дождя, сказал он и закрыл калитку", "prose"),
        ("fr", "— Je viendrai demain si la pluie nous laisse un peu tranquilles", "prose"),
        ("en", "By the end of March the beds are dug", "prose"),
        ("en", "MIT © Ada Brook", "label"),
        ("ja", "© 2024 港の灯台保存会", "label"),
        ("zh", "版权所有 © 2024 灯塔保护协会", "label"),
        ("de", "Lizenz und Text © Ada Brook und die Freunde des Leuchtturms", "label"),
        ("en", "The sign © was new to all of us.", "prose"),
        # Mathematics.
        ("en", "$$\n\\begin{aligned}\nF &= -k x\n\\end{aligned}\n$$ {#spring}", "formula"),
        ("de", "\\begin{equation}\nF = -k x\n\\end{equation}", "formula"),
        ("ja", "$$ F = -k x $$。", "formula"),
        ("en", "$$ is what the shop writes for a dear lamp.", "prose"),
        # Signed.
        ("en", "Hello all! The list came late. That was our slip! --mika", "signature"),
        ("ja", "今週も読んでくれてありがとう。\n― 編集部", "signature"),
        ("en", "Best wishes,", "signature"),
        ("de", "Mit freundlichen Grüßen\nAnna", "signature"),
        ("nl", "Met vriendelijke groet,", "signature"),
        ("tr", "Saygılarımla,", "signature"),
        ("en", "It works. — and then the rain came down on all of us", "prose"),
        ("en", '"Hedges make postmen nervous" - Anonymous', "signature"),
        ("de", "„Hecken machen Postboten nervös“ - Anna Feld", "signature"),
        ("fr", "« Les haies inquiètent le facteur » - Anonyme", "signature"),
        ("en", "The hedge - Anna Feld", "prose"),
        # Bars part who wrote it, when, and how long it takes to read.
        ("en", "10 mins read | Author Ada Brook | Updated July 16th, 2021", "attribution"),
        ("en", "Ada Brook · 3 May 2024 · 5 min read", "attribution"),
        ("zh", "10 分钟阅读|作者 Ada Brook |年 7 月 14 日更新", "attribution"),
        ("zh", "艾达·布鲁克|发布于 2020 年 7 月 1 日", "attribution"),
        ("ja", "山田花子｜2024年5月3日｜5分で読めます", "attribution"),
        ("de", "Anna Feld | 3. Mai 2024 | Lesezeit 5 Minuten", "attribution"),
        ("fr", "Anne Dubois | Publié le 3 mai 2024 | 5 min de lecture", "attribution"),
        ("ko", "김하나 | 2024년 5월 3일 | 5분 소요", "attribution"),
        ("en", "The gate | the bell | 5 May", "prose"),
        ("en", "We sowed on 5 May | and the gate was left open by the man who", "prose"),
        # What is shown.
        ("en", "Figure 3: The gate in spring", "caption"),
        ("ja", "図2 春の門", "caption"),
        ("de", "Abb. 4: Das Tor im Frühling", "caption"),
        ("pt", "Figura 1 – O portão na primavera", "caption"),
        ("th", "ภาพที่ 2: ประตูในฤดูใบไม้ผลิ", "caption"),
        ("vi", "Hình 2: Cánh cổng mùa xuân", "caption"),
        ("ja", "図2に示すように門は開いている", "prose"),
        ("en", "Figure 3 shows the gate in spring", "prose"),
        # A number may stand before bold words, a bar or a line break between two of them.
        ("zh", "(7) **使用更好的锄头**", "label"),
        ("en", "7. **Better spades**", "label"),
        ("hi", "७। **नया द्वार**", "label"),
        ("en", "*The gate in spring. The bell is new* | *Source: Ada*", "label"),
        ("de", "*Abb. – Das Tor im Frühling.*\n*Die Glocke ist neu*", "label"),
        ("en", "Better **spades** and *hoes* of all kinds", "prose"),
        ("en", "It was **late** and we", "prose"),
        # The words of a title have capitals.
        ("en", "Sample of the Untrained Garden Gate", "label"),
        ("en", "Sample of the untrained Garden Gate", "prose"),
        ("en", "Ada Brook, Carla Dorn, Emil Reed,", "prose"),
        ("en", "Garden Gate", "prose"),
        ("en", "The Garden Gate of Ada Brook by NeXT", "label"),
        # A title ends with no small word, and is no row of names among words that have no capitals.
        ("en", "Look out for the Old Garden Gate to", "prose"),
        ("ja", "Garden Gate House は、四つの", "prose"),
        ("ko", "Garden Gate House 는 네 개의", "prose"),
        ("ar", "Garden Gate House في", "prose"),
        # Steps with arrows between them.
        ("ja", "庭にログイン -> 道具 -> 鍬を追加", "label"),
        ("en", "Settings → Tools → Add a spade", "label"),
        ("ko", "설정 > 도구 > 삽 추가", "label"),
        ("ar", "الإعدادات ← الأدوات", "prose"),
        ("en", "Settings > Tools", "prose"),
        ("en", "Settings -> Tools ->", "prose"),
        ("en", "We went there -> it was closed, so we came back -> and then we", "prose"),
        # Labels and fields.
        ("en", "**Opening hours**", "label"),
        ("en", "© 2026 The garden", "label"),
        ("en", "Venue: the old barn", "field"),
        ("en", "Date: 2026-03-01\nVenue: the old barn\nPrice: two plums", "field"),
        ("ja", "会場：古い納屋", "field"),
        # What a notice says is a sentence like any other.
        ("en", "Note: the barn was sold", "prose"),
        ("de", "Hinweis: Das Tor bleibt im Winter geschlossen", "prose"),
        ("fr", "Remarque : la grange est vendue", "prose"),
        ("nl", "Let op: het hek blijft dicht", "prose"),
        ("ru", "Примечание: ворота закрыты", "prose"),
        ("tr", "Not: kapı kışın kapalı", "prose"),
        ("ja", "注: 門は冬に閉まる", "prose"),
        ("zh", "注意：冬天关门", "prose"),
        ("ko", "주의: 겨울에는 문을 닫는다", "prose"),
        ("en", "Noted: the old barn", "field"),
        ("en", "Note: the barn was sold. It stands empty now and nobody", "prose"),
        ("en", "**Gate** - opens at dawn", "term"),
        ("en", "The tools of the trade:", "lead-in"),
        ("zh", "工具如下：", "lead-in"),
        # Stamps.
        ("en", "February 13, 2026", "stamp"),
        ("en", "v2.4.1", "stamp"),
        ("en", "$19.90", "stamp"),
        ("ja", "2026年2月13日 午後3時", "stamp"),
        ("de", "13. Februar 2026, 15 Uhr", "stamp"),
        ("ru", "13 февраля 2026 года", "stamp"),
        ("en", "est31", "prose"),
        ("en", "In 2026 we moved", "prose"),
        # What is shown alone.
        ("en", "https://example.com/card", "embed"),
        ("en", "![](gate.png)", "embed"),
        ("ja", "[庭の手引き][1]\n\n[1]: https://example.com", "embed"),
        ("en", "[One](a.md) | [Two](b.md)", "embed"),
        ("en", "[One](a.md) and the rest", "prose"),
        ("en", "- [One](a.md)", "prose"),
        ("en", "- ![](gate.png)", "embed"),
        # Verse.
        ("zh", "his ghost still runs\n他的影子还在跑", "verse"),
        ("ru", "the river was high\nрека была высока", "verse"),
        ("en", "The gate is old  \nthe bell is cold  \nthe road goes on", "verse"),
        ("en", "The gate is old.  \nThe bell is cold.  \nThe road goes on.", "prose"),
        ("ja", "HTML版は example.com で\n公開しています", "prose"),
        # Where a line ends although the next word had room, somebody ended it.
        ("en", "install the gate\nsudo mount -t gate garden:/gate /mnt/gate\nthen we painted it\nand shut it", "verse"),
        ("zh", "创建门和铃的可视化以便探索花园里的各种关系\n门自动更新\n它非常轻便可以单独使用", "verse"),
        ("ru", "открыть ворота\nпозвонить в большой колокол у входа\nподождать\nзакрыть", "verse"),
        (
            "en",
            "The gate was built in a year\nof much rain and nobody who\nsaw it then would have ever\nthought",
            "prose",
        ),
        ("en", "The gate was new,\nit was green as all the gates of that year\nand it was", "prose"),
        ("ja", "春の庭の門は昔からずっと緑色に塗られていて\n誰もがその色をとても好んでいたので、いつも\n緑の", "prose"),
        ("en", "The gate was open all day\n<b>\nand the bell\nand so on", "prose"),
        # Lines that count, in the digits of any script.
        ("my", "၁။ တံခါး\n၂။ ခေါင်းလောင်း\n၃။ လမ်း", "verse"),
        ("my", "ပစ္စည်းများ။\n၁။ တံခါး\n၂။ ခေါင်းလောင်း", "verse"),
        ("bn", "১. দরজা\n২. ঘণ্টা\n৩. পথ", "verse"),
        ("hi", "१) द्वार\n२) घंटी", "verse"),
        ("fa", "۱- دروازه\n۲- زنگ", "verse"),
        ("ar", "١. البوابة\n٢. الجرس", "verse"),
        ("zh", "一、大门\n二、铃铛\n三、道路", "verse"),
        ("zh", "第一步 开门\n第二步 敲铃", "verse"),
        ("zh", "（十）大门\n（十一）铃铛", "verse"),
        ("zh", "二十、大门\n二十一、铃铛", "verse"),
        ("ja", "①門を開ける\n②鐘を鳴らす", "verse"),
        ("it", "Passo 1 - aprire il cancello\nPasso 2 - suonare\n...\nPasso N - chiudere", "verse"),
        (
            "it",
            '[1](https://a.example) "Il cancello" di Ada  \n[2](https://b.example) "La porta" di Eva',
            "verse",
        ),
        ("zh", "一、大门\n三、铃铛", "prose"),
        ("zh", "一个大门\n二个铃铛", "prose"),
        ("en", "The gate was built\nin the years\n1 and 2 of our", "prose"),
        ("en", "We need 1.5 bags\n2.5 spades", "prose"),
        # Prose.
        ("en", "The gate opens at dawn and closes at dusk.", "prose"),
        ("ja", "門は朝に開き、夕方に閉まる。", "prose"),
    ],
)
def test_the_role_of_one_block(language: str, text: str, role: str) -> None:
    assert read_last(text, language) == role


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        # Before what it introduces, a line may stop openly.
        ("What we need\n\n- a spade", ["lead-in", "prose"]),
        ("What we need\n\n| a | b |\n|---|---|\n| c | d |", ["lead-in", "prose"]),
        ("What we need\n\n<!-- none -->\n\n- a spade", ["lead-in", "prose"]),
        ("What we need.\n\n- a spade", ["prose", "prose"]),
        ("同じような道具がたくさんある店\n\n**金物屋**\n:   <https://example.com/>", ["lead-in", "term", "embed"]),
        # An image is introduced by what points at it.
        ("門は次のようになっている\n\n![](gate.png)", ["lead-in", "embed"]),
        ("The gate looks like this\n\n![](gate.png)", ["lead-in", "embed"]),
        ("大门如下图\n\n![](gate.png)", ["lead-in", "embed"]),
        ("The gate was green in\n\n![](gate.png)", ["prose", "embed"]),
        # Below a picture stands what it shows, unless a sentence runs around it.
        ("A day.\n\n![](a.png)\n\nThe gate in spring", ["prose", "embed", "caption"]),
        ("庭の話。\n\n![](a.png)\n\n春の庭の門", ["prose", "embed", "caption"]),
        ("Ein Tag.\n\n<img src='a.png'>\n\nDas Tor im Frühling", ["prose", "caption"]),
        ("A day.\n\n![](a.png)\n\nOne gate\n\n![](b.png)\n\nTwo", ["prose", "embed", "caption", "embed", "caption"]),
        ("We saw the\n\n![](a.png)\n\nGate in spring and", ["prose", "embed", "prose"]),
        ("A day.\n\n![](a.png)\n\n…and the gate", ["prose", "embed", "prose"]),
        ("Ein Tag.\n\n{{< figure src='a.png' >}}\n\nDas Tor im Frühling", ["prose", "caption"]),
        ("A day.\n\n![](a.png)\n\nthe gate in spring", ["prose", "embed", "prose"]),
        ("A day.\n\n![](a.png)\n\nThe gate in spring,", ["prose", "embed", "prose"]),
        ("A day.\n\n![](a.png)\n\nThe gate. The bell", ["prose", "embed", "prose"]),
        ("A day.\n\n![](a.png)\n\n" + "The gate in spring " * 5, ["prose", "embed", "prose"]),
        ("A day.\n\n`a`\n\nThe gate in spring", ["prose", "embed", "prose"]),
        ("A day.\n\nhttps://example.com\n\nThe gate in spring", ["prose", "embed", "prose"]),
        ("A day.\n\n![](a.png)\n\nIn spring, the gate as it was when we", ["prose", "embed", "prose"]),
        ("庭の話。\n\n![](a.png)\n\nこの本では、春の庭の門をた", ["prose", "embed", "prose"]),
        # Halves of bold words that a converter left there say nothing.
        ("A day.\n\n**![](a.png)\n\nThe gate in spring**", ["prose", "embed", "caption"]),
        # In another script than the article's, it may be longer, stand below code, and goes on from nothing.
        ("门开着。\n\n铃响了。\n\n```\na\n```\n\nDo not forget the gate", ["prose", "prose", "caption"]),
        ("门开着。\n\n铃响了又响\n\n![](a.png)\n\n" + "A gate " * 14, ["prose", "prose", "embed", "caption"]),
        ("A day.\n\n```\na\n```\n\nDo not forget the gate", ["prose", "prose"]),
        # Names in Latin letters do not make it one.
        ("门开着。\n\n铃响了。\n\n```\na\n```\n\n我们在 open_the_gate 和 ring_the_bell 里", ["prose"] * 3),
        ("A day.\n\n```\na\n```\n\n不要忘记关门", ["prose", "caption"]),
        ("A day.\n\n```\na\n```\n\n*A gate* of code", ["prose", "caption"]),
        # Under a quotation stands who said it, and what that person is.
        ("“The gate waits.”\n\nAda Brook, who keeps bees in Leeds", ["prose", "attribution"]),
        ("“门会等。”\n\n艾达·布鲁克，利兹的养蜂人", ["prose", "attribution"]),
        ("“The gate waits.”\n\nThen, as nobody came", ["prose", "prose"]),
        ("The gate waits.\n\nAda Brook, who keeps bees in Leeds", ["prose", "prose"]),
        # A letter closes with a comma, and with names.
        ("A day.\n\nAll the best from a sunny Leeds,\n\nAda, Tom, and Eve.", ["prose", "signature", "signature"]),
        ("A day.\n\nAll the best from a sunny Leeds,*\n\nAda, Tom, and Eve.", ["prose", "signature", "signature"]),
        # The same short line below a quotation, and below what is none.
        (
            "> Hedges are nervous.\n\n— The old keeper\n\nIt rains.\n\n— The old keeper",
            ["prose", "attribution", "prose", "prose"],
        ),
        ("Ein Tag.\n\nEs grüßen aus dem Garten,\n\nAnna und Ben", ["prose", "signature", "signature"]),
        ("一天。\n\n来自花园的问候，\n\n林小雨、王明", ["prose", "signature", "signature"]),
        ("A day.\n\nAll the best from a sunny Leeds,\n\nas they say.", ["prose", "prose", "prose"]),
        ("하루.\n\n작은 단추를 누르면,\n\n설정 화면으로 이동한다.", ["prose"] * 3),
        ("하루.\n\n정원에서 인사를 보내며,\n\n김하나", ["prose", "signature", "signature"]),
        ("A day.\n\nWe met in a sunny Leeds,\n\nAda and Tom.\n\nIt rained.", ["prose"] * 4),
        # Several paragraphs say what words in bold mean.
        ("**一つの門** 入力（春の庭から）\n\n**多くの門** 夏の庭のための配列として", ["term", "term"]),
        ("**One gate** as of spring\n\n**Two gates** as of summer", ["term", "term"]),
        ("**One gate** opens at dawn.\n\n**Two gates** open and", ["prose", "prose"]),
        # A line between two keys is the value of the first.
        ("Ada:\n\n梨、桃、梅\n\nTom:\n\n瓜、豆", ["lead-in", "field", "lead-in", "prose"]),
        ("Ada:\n\n不幸的是，梨在这里\n\nTom:\n\n瓜。", ["lead-in", "prose", "lead-in", "prose"]),
        ("We saw that the old gate can:\n\nOpen in the\n\nBut:\n\nA.", ["lead-in", "prose", "lead-in", "prose"]),
        # Where paragraphs are set as headings, headings are set as paragraphs.
        (
            "The gate in spring\n\n## It is open. We saw it.\n\nThe bell\n\n## It rings. We heard it.",
            ["label", "prose", "label", "prose"],
        ),
        ("春天的大门\n\n## 门开着。我们看见了。\n\n铃声\n\n## 铃响了。我们听见了。", ["label", "prose"] * 2),
        (
            "春天，我们的大门\n\n## 门开着。我们看见了。\n\n铃声\n\n## 铃响了。我们听见了。",
            ["prose", "prose", "label", "prose"],
        ),
        ("The gate in spring\n\n## It is open.\n\nThe bell\n\n## It rings.", ["prose"] * 4),
        # The notes stand under their heading when the page is shown.
        ("A gate[^1].\n\n[^1]: Green.\n\n## Notes", ["prose", "prose", "lead-in"]),
        ("A gate[^1].\n\n[^1]: Green.\n\n## Paint", ["prose", "prose", "prose"]),
        ("A gate.\n\n## Notes", ["prose", "prose"]),
        # A title may go on in brackets.
        ("# Gates\n\n## (Or why not)\n\n## One", ["prose", "label", "prose"]),
        ("## (avec une cloche)\n\n## Le portail", ["label", "prose"]),
        ("# 门\n\n# （及其铃）\n\n## 一", ["prose", "label", "prose"]),
        ("# Gates\n\nOne.\n\n## (Or why not)", ["prose", "prose", "prose"]),
        ("# Gates\n\n## Gates (old)", ["prose", "prose"]),
    ],
)
def test_roles_by_place(text: str, roles: list[str]) -> None:
    assert read_roles(text) == roles


def test_what_a_dialect_says_of_a_block_stays() -> None:
    text = "The gate opens at dawn."
    (block,) = read_article(Source("a.md", text)).blocks
    (kept,) = decide_roles([block._replace(role="label")], text)
    assert kept.role == "label"


def test_many_blocks_have_the_same_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Figure 1: A gate\n\n![](a.png)\n\nThe gate is open.\n\nVenue: a barn\n\n" * 30
    few = read_article(Source("a.md", text[: len(text) // 30])).blocks
    monkeypatch.setattr(packed_blocks, "_FEW", 100)
    blocks = read_article(Source("a.md", text)).blocks
    assert type(blocks) is not tuple
    assert (
        [block.role for block in blocks[:4]] == [block.role for block in few] == ["caption", "embed", "prose", "field"]
    )
    assert {block.role for block in pack_blocks(blocks, text)} == {"caption", "embed", "prose", "field"}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_words_of_a_language(language: str) -> None:
    words = _load_words(language)
    assert set(words) <= set(KEYS)
    assert set(KEYS) - set(words) <= {"goes_on", "particles", "clauses", "leads"}
    assert all(word == word.lower() for key in words for word in words[key])


@pytest.mark.parametrize(
    ("language", "script", "key"),
    [("und", "Cyrl", "рис."), ("und", "Deva", "चित्र"), ("und", "Latn", "şekil"), ("xx", "Zyyy", "figure")],
)
def test_where_no_language_is_known_the_script_chooses(language: str, script: str, key: str) -> None:
    assert key in get_role_words(language, script).captions
