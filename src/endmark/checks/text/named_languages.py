"""Whether a few words name a language, in itself or in another one."""

from __future__ import annotations

from collections.abc import Mapping

from endmark.document.late_pattern import compile_late

_NAMES: Mapping[str, str] = {
    "ar": "arab|árab|عرب|араб|阿拉伯|アラビア|아랍",
    "de": "german|deutsch|allem|alem[aá]|alemão|tedesc|duits|niemiec|немец|німец|almanca|德[语語文]|ドイツ語|독일어",
    "en": "engl|angl|ingl|engels|angiel|англ|ingilizce|inggris|tiếng anh|英[语語文]|영어|영문|إنجليزي|انگلیسی|अंग्रेज",
    "es": "spani|español|castell|espagnol|espanhol|spagnol|испан|іспан|ispanyol|西班牙|スペイン語|스페인어",
    "fa": "persian|farsi|فارسی|перс",
    "fr": "french|fran[cç]|franz|француз|фран|法[语語文]|フランス語|프랑스어",
    "id": "indones",
    "it": "ital|итал|італ|意大利|イタリア語|이탈리아어",
    "ja": "japan|japon|giappon|япон|日本語|日[语語文]|일본어|일어",
    "ko": "korea|corea|corée|корей|한국어|한글|국문|韓国語|韩[语文]|韓[語文]",
    "nl": "dutch|nederlands|niederl|holand|néerland|нидерл|荷兰|オランダ語",
    "pl": "polish|polski|polnisch|polon|польск|波兰|ポーランド語",
    "pt": "portug|португ|葡萄牙|ポルトガル語|포르투갈어",
    "ru": "russ|ruso|rosyj|rusça|русск|росій|俄[语語文]|ロシア語|러시아어",
    "sv": "swed|svensk|schwed|suéd|suec|швед|瑞典|スウェーデン語",
    "tr": "turk|türk|turc|турец|土耳其|トルコ語|터키어",
    "uk": "ukrain|україн|украин|乌克兰|ウクライナ語",
    "vi": "vietnam|việt|вьетнам|越南|ベトナム語|베트남어",
    "zh": "chin|китай|中文|中国語|[汉漢][语語]|[简簡][体體]|繁[体體]|중국어|çince",
}  # fmt: skip
"""How the words begin by which each language is called in those that are written most, in small letters."""

_FLAG = compile_late("\\s*(?:[\U0001f1e6-\U0001f1ff]{2}|:(?:flag-)?[a-z]{2}:)")
"""That of a country, as an emoji or by its short name."""

_BEGINS = r"(?:(?<![^\W_])|(?=[\u3040-\u9fff\uac00-\ud7af]))"
"""Where a name may begin: no blanks part the words of Chinese and Japanese."""

_PATTERNS = {language: compile_late(rf"{_BEGINS}(?:{names})") for language, names in _NAMES.items()}


def names_language(text: str, language: str) -> bool:
    """Whether a word of a text may name that language."""
    pattern = _PATTERNS.get(language)
    return pattern is not None and pattern.search(text.lower()) is not None


def begins_with_flag(text: str) -> bool:
    """Whether the flag of a country stands before a text, as where each language has its own."""
    return _FLAG.match(text) is not None
