"""Sentences that begin by pointing at the one before them: nothing may come between the two."""

from __future__ import annotations

from endmark.document.late_pattern import compile_late

_POINTING = compile_late(
    r"\W*(?:"
    # ja, zh
    r"こ(?:れ|の|こ|う|ちら|んな)|そ(?:れ|の|こ|う|ちら|んな)|彼[らの女]|[这這那此其它]"
    # ko
    r"|(?:이|그)(?:것|런|러|렇|는|를|와|로|에| )"
    # en
    r"|(?:th(?:is|at|ese|ose|ey|eir|em)|it|its|such)\b"
    # de, nl
    r"|(?:das|d(?:ies(?:e[mnrs]?)?)|da(?:bei|durch|für|her|mit|mals|nach|ran|raus|rin|von|zu)|dit|dat|deze|hier)\b"
    # fr, es, it, pt
    r"|(?:ce(?:la|ci|s|t|tte|ux|lles)?|c['’]est|es[toe](?:s|as?|os?)?|es[ao]s?|quest[aeio]|quell[aeio]|ciò|iss?[ot])\b"
    # ru, uk, pl
    r"|(?:эт(?:о|от|а|и|им|их|ого|ому|ой)|це[йя]?|ці|t(?:o|en|a|e|ym|ego|ej))\b"
    r")"
)


def points_back(sentence: str) -> bool:
    """Whether a sentence begins with a word that stands for something in the one before it."""
    return _POINTING.match(sentence.casefold()) is not None
