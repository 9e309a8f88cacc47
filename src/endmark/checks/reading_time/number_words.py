"""Numbers up to 99 in words, as reading times are stated: twenty-two, fünfundzwanzig, dix-huit, 二十, mười tám."""

from __future__ import annotations

import unicodedata
from functools import cache

from endmark.document.late_pattern import compile_late

# Where two languages share a word, they share its number: that is why Portuguese um, a German preposition, is not here.
_WORDS = {
    1: "one eins ein eine un una une uno ett jeden один одна bir một satu واحد एक หนึ่ง 一 일 한 einund eenen",
    2: "two zwei deux dos due dois duas twee två два две дві dwa dwie iki hai dua اثنان اثنين दो สอง 二 两 兩 이 두",
    3: "three drei trois tres tre três drie три trzy üç ba tiga ثلاث ثلاثة तीन สาม 三 삼 세",
    4: "four vier quatre cuatro quattro quatro fyra четыре чотири cztery dört bốn empat أربع أربعة चार สี่ 四 사 네",
    5: "five fünf cinq cinco cinque vijf fem пять п'ять pięć beş năm lăm lima خمس خمسة पांच पाँच ห้า 五 오 다섯",
    6: "six sechs seis sei zes sex шесть шість sześć altı sáu enam ست ستة छह छः หก 六 육 여섯",
    7: "seven sieben sept siete sette sete zeven sju семь сім siedem yedi bảy tujuh سبع سبعة सात เจ็ด 七 칠 일곱",
    8: "eight acht huit ocho otto oito åtta восемь вісім osiem sekiz tám delapan ثمان ثماني ثمانية आठ แปด 八 팔 여덟",
    9: "nine neun neuf nueve nove negen nio девять дев'ять dziewięć dokuz chín sembilan تسع تسعة नौ เก้า 九 구 아홉",
    10: "ten zehn dix diez dieci dez tien tio десять dziesięć on sepuluh عشر عشرة दस 열 десяти dziesięciu",
    11: "eleven elf onze once undici elva одиннадцать одинадцять jedenaście sebelas ग्यारह одиннадцати jedenastu",
    12: "twelve zwölf douze doce dodici doze twaalf tolv двенадцать дванадцять dwanaście बारह двенадцати dwunastu",
    13: "thirteen dreizehn treize trece tredici treze dertien tretton тринадцать тринадцять trzynaście तेरह тринадцати",
    14: "fourteen vierzehn quatorze catorce quattordici catorze veertien fjorton четырнадцать чотирнадцять "
    "czternaście चौदह четырнадцати czternastu",
    15: "fifteen fünfzehn quinze quince quindici vijftien femton пятнадцать п'ятнадцять piętnaście पंद्रह पन्द्रह "
    "пятнадцати п'ятнадцяти piętnastu",
    16: "sixteen sechzehn seize dieciséis sedici dezesseis zestien sexton шестнадцать шістнадцять szesnaście सोलह "
    "шестнадцати szesnastu",
    17: "seventeen siebzehn diecisiete diciassette dezessete zeventien sjutton семнадцать сімнадцять siedemnaście सत्रह "
    "семнадцати siedemnastu",
    18: "eighteen dieciocho diciotto dezoito arton восемнадцать вісімнадцять osiemnaście अठारह восемнадцати osiemnastu "
    "вісімнадцяти",
    19: "nineteen diecinueve diciannove dezenove nitton девятнадцать дев'ятнадцять dziewiętnaście उन्नीस девятнадцати",
    20: "twenty zwanzig vingt veinte venti vinte twintig tjugo двадцать двадцять dwadzieścia yirmi عشرون عشرين बीस ยี่สิบ "
    "스무 스물 двадцати двадцяти dwudziestu",
    21: "veintiuno veintiún ventuno इक्कीस",
    22: "veintidós बाईस",
    23: "veintitrés तेईस",
    24: "veinticuatro चौबीस",
    25: "veinticinco पच्चीस",
    26: "veintiséis छब्बीस",
    27: "veintisiete सत्ताईस",
    28: "veintiocho ventotto अट्ठाईस",
    29: "veintinueve उनतीस",
    30: "thirty dreißig trente treinta trenta trinta dertig trettio тридцать тридцять trzydzieści otuz ثلاثون ثلاثين "
    "तीस тридцати тридцяти trzydziestu",
    35: "पैंतीस",
    40: "forty vierzig quarante cuarenta quaranta quarenta veertig fyrtio сорок czterdzieści kırk أربعون أربعين चालीस "
    "сорока czterdziestu",
    45: "पैंतालीस",
    50: "fifty fünfzig cinquante cincuenta cinquanta cinquenta vijftig femtio пятьдесят п'ятдесят pięćdziesiąt elli "
    "خمسون خمسين पचास пятидесяти pięćdziesięciu",
    60: "sixty sechzig soixante sesenta sessanta sessenta zestig sextio шестьдесят шістдесят sześćdziesiąt altmış "
    "ستون ستين साठ",
    80: "eighty achtzig ochenta ottanta oitenta tachtig åttio восемьдесят вісімдесят osiemdziesiąt seksen ثمانون अस्सी",
    90: "ninety neunzig noventa novanta negentig nittio девяносто дев'яносто dziewięćdziesiąt doksan تسعون नब्बे",
}
_TEN = frozenset("十 拾 십 สิบ mười mươi puluh".split())  # noqa: SIM905 - a list of words
"""Ten, and behind a smaller number that many tens."""

_LAST_BELOW_TEN = 9
_MORE_BY_TEN = "belas"
"""Indonesian eighteen is *delapan belas*."""

_AND = frozenset("and und et y e en och i و".split())  # noqa: SIM905 - a list of words
_UNIT = compile_late(r"min|мин|минут|хв|dakika|dk|phút|menit|دقيقة|دقائق|मिनट|นาที|分|분")
_RUN = compile_late(
    r"[^\s\-–—:：~〜.,،、()（）約约약]+"
)  # vowels of Devanagari and Thai are marks, and no letters to a pattern
_MARKS = compile_late(r"[\u0301\u200c\u200d]")


def read_number_words(text: str) -> int | None:
    """The number in a text that says so many minutes in words; None where it says none, or no minutes.

    The text is folded: see `fold_time`.
    """
    text = _MARKS.sub("", unicodedata.normalize("NFC", text).replace("’", "'"))
    unit = _UNIT.search(text)
    if unit is None:
        return None
    total = last = 0
    started = False
    words = _get_words()
    for run in _RUN.findall(text[: unit.start()]):
        pieces = _take_apart(run)
        if pieces is None:
            if started:
                return None  # words between the number and its unit
            continue
        for piece in pieces:
            if piece in _TEN and 0 < last <= _LAST_BELOW_TEN:
                total += last * 9
            elif piece == _MORE_BY_TEN or piece in _TEN:
                total += 10
            elif piece not in _AND:
                total += (last := words[piece])
                started = True
                continue
            started = started or piece in _TEN
            last = 0
    return total or None


def _take_apart(run: str) -> list[str] | None:
    """The words for numbers that a run of letters is made of; None where it is made of anything else."""
    if not run:
        return []
    words = _get_words()
    for length in range(min(len(run), _LONGEST), 0, -1):
        head = run[:length]
        if head in words or head in _TEN or head in _AND or head == _MORE_BY_TEN:
            rest = _take_apart(run[length:])
            if rest is not None:
                return [head, *rest]
    return None


_LONGEST = 16
"""Letters of the longest of the words."""


@cache
def _get_words() -> dict[str, int]:
    return {
        unicodedata.normalize("NFKC", word).lower(): number
        for number, words in _WORDS.items()
        for word in words.split()
    }
