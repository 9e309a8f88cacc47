"""What text looks like that was written in one encoding and read in another: the rule `mojibake` finds it."""

from __future__ import annotations

import pytest

from endmark.api import Linter

LINTER = Linter.from_config(use_config=False, select=["mojibake"])
SENTENCES = {
    "ar": "البركة قديمة. في الصيف تأتي الضفادع.",
    "cs": "Rybník je starý. V létě přicházejí žáby.",
    "de": "Der Teich ist schön. Frösche kommen für den Sommer.",
    "el": "Η λίμνη είναι παλιά. Το καλοκαίρι έρχονται βάτραχοι.",
    "es": "El estanque está vacío. ¿Por qué vienen las ranas mañana?",
    "fr": "L'étang est vieux. Les grenouilles y viennent l’été.",
    "he": "הבריכה ישנה. בקיץ באות צפרדעים.",
    "hi": "तालाब पुराना है। गर्मियों में मेंढक आते हैं।",
    "ja": "池は古いです。夏には蛙が来て、朝まで鳴きます。",
    "ko": "연못은 오래되었습니다. 여름에는 개구리가 옵니다.",
    "pl": "Staw jest stary. Latem przychodzą żaby i śpią.",
    "ru": "Пруд старый. Летом приходят лягушки.",
    "th": "สระน้ำเก่าแล้ว ในฤดูร้อนกบจะมา",
    "tr": "Gölet eski. Yazın kurbağalar gelir, kışın boş kalır.",
    "uk": "Ставок старий. Влітку приходять жаби.",
    "vi": "Cái ao đã cũ. Mùa hè ếch đến đây.",
    "zh": "池塘很旧。夏天青蛙会来。",
    "zh-Hant": "池塘很舊。夏天青蛙會來。",
}
MISREAD = [
    *((language, "utf-8", "cp1252") for language in SENTENCES),
    *((language, "utf-8", "latin-1") for language in SENTENCES),
    ("ar", "cp1256", "cp1252"),
    ("de", "utf-8", "cp1250"),
    ("de", "utf-8", "cp850"),
    ("el", "cp1253", "cp1252"),
    ("fr", "utf-8", "cp437"),
    ("fr", "utf-8", "mac-roman"),
    ("he", "cp1255", "cp1252"),
    ("ja", "euc-jp", "latin-1"),
    ("ja", "shift-jis", "cp1252"),
    ("ja", "utf-8", "cp932"),
    ("ko", "euc-kr", "cp1252"),
    ("ko", "euc-kr", "latin-1"),
    ("pl", "utf-8", "cp1250"),
    ("ru", "cp1251", "koi8-r"),
    ("ru", "cp1251", "latin-1"),
    ("ru", "cp866", "cp1251"),
    ("ru", "koi8-r", "cp1251"),
    ("ru", "koi8-r", "latin-1"),
    ("ru", "utf-8", "cp1251"),
    ("ru", "utf-8", "cp866"),
    ("ru", "utf-8", "koi8-r"),
    ("th", "cp874", "latin-1"),
    ("zh", "gbk", "latin-1"),
    ("zh-Hant", "big5", "latin-1"),
]


def misread(text: str, written: str, read: str) -> str:
    """The text as a program shows it that takes one encoding for another; bytes without a sign stay as controls."""
    data = text.encode(written, "replace")
    if read != "cp1252":
        return data.decode(read, "replace")
    return "".join(bytes([byte]).decode(read, "ignore") or chr(byte) for byte in data)


@pytest.mark.parametrize(("language", "written", "read"), MISREAD)
def test_text_in_the_wrong_encoding_is_found(language: str, written: str, read: str) -> None:
    text = misread(SENTENCES[language], written, read)
    assert [one.rule for one in LINTER.check(f"{text}\n").report.violations][:1] == ["mojibake"]


@pytest.mark.parametrize("language", SENTENCES)
def test_text_in_the_right_encoding_is_left_alone(language: str) -> None:
    assert not LINTER.check(f"{SENTENCES[language]}\n").report.violations


@pytest.mark.parametrize("sign", ["ï¿½", "Ã¯Â¿Â½", "占쏙옙", "锟斤拷", "嚙踝蕭"])
def test_the_sign_for_a_lost_letter_is_found_after_it_was_lost_again(sign: str) -> None:
    assert [one.excerpt for one in LINTER.check(f"池 {sign} 34 cm.\n").report.violations] == [sign]
