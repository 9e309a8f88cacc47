"""Words that begin a sentence and are parted from it by a comma: they say how it follows, and nothing else."""

from __future__ import annotations

_JAPANESE = frozenset(
    (
        *("しかし", "だが", "ただし", "ただ", "けれども", "でも", "一方", "一方で", "逆に", "むしろ", "とはいえ"),
        *(
            "また",
            "そして",
            "さらに",
            "加えて",
            "しかも",
            "その上",
            "そのうえ",
            "同時に",
            "同様に",
            "あるいは",
            "もしくは",
        ),
        *("だから", "そのため", "したがって", "それゆえ", "その結果", "つまり", "要するに", "すなわち", "結局"),
        *("例えば", "たとえば", "特に", "とりわけ", "実際", "実際に", "事実", "具体的に"),
        *("もちろん", "確かに", "なお", "ちなみに"),
        *("まず", "次に", "続いて", "最後に", "第一に", "第二に", "さて", "では", "それでは", "ところで"),
        *("ここで", "そこで", "今後", "現在", "最近", "近年", "やがて"),
    )
)
_LONGEST = max(map(len, _JAPANESE))


def measure_conjunction(content: str) -> int:
    """How many characters such a word and its comma take at the beginning of a text; 0 without one."""
    end = content.find("、", 0, _LONGEST + 1)
    return end + 1 if end > 0 and content[:end] in _JAPANESE else 0
