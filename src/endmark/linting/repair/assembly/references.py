"""Sentences that begin by pointing at the one before them, or by going into it: they stand behind it."""

from __future__ import annotations

from collections.abc import Sequence

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


_DETAIL = compile_late(
    r"\W*(?:"
    # ja, zh, ko
    r"例えば|たとえば|具体的に|とりわけ|特に|例如|比如|譬如|具体来说|具體來說|尤其|特别是|特別是"
    r"|예를 들|구체적으로|특히"
    # en
    r"|(?:for (?:example|instance)|in particular|particularly|specifically|especially|to be specific)\b"
    # de, nl
    r"|(?:zum beispiel|z\. ?b\.|beispielsweise|insbesondere|konkret|namentlich|bijvoorbeeld|met name|in het bijzonder)"
    # fr, es, it, pt
    r"|(?:par exemple|notamment|en particulier|plus précisément|concrètement|por ejemplo|en particular|en concreto"
    r"|concretamente|per esempio|ad esempio|in particolare|nello specifico|por exemplo|em particular|especificamente)"
    # ru, uk, pl
    r"|(?:например|в частности|особенно|наприклад|зокрема|особливо|na przykład|w szczególności|zwłaszcza)"
    r")"
)


def goes_into(sentence: str) -> bool:
    """Whether a sentence begins with a word that announces an example or a detail of the one before it."""
    return _DETAIL.match(sentence.casefold()) is not None


_JOINING = compile_late(
    r"\W*(?:"
    # ja, zh, ko
    r"(?:また|さらに|加えて|しかも|その上|そのうえ|しかし|しかしながら|だが|とはいえ|一方で?|同時に|同様に)、"
    r"|(?:此外|另外|同时|同時|而且|并且|並且|再者|但是|但|然而|不过|不過|相反)，?"
    r"|(?:또한|게다가|더욱이|그러나|하지만|그렇지만|반면에?),? "
    # en
    r"|(?:also|moreover|furthermore|in addition|additionally|besides|likewise)\b"
    r"|(?:however|nevertheless|nonetheless|yet|but)\b"
    # de, nl
    r"|(?:au(?:ß|ss)erdem|zudem|ferner|darüber hinaus|ebenso|jedoch|allerdings|dennoch|trotzdem|aber)\b"
    r"|(?:bovendien|daarnaast|ook|echter|toch|maar)\b"
    # fr, es, it, pt
    r"|(?:de plus|en outre|par ailleurs|cependant|toutefois|pourtant|néanmoins|mais)\b"
    r"|(?:además|asimismo|sin embargo|no obstante|pero|inoltre|tuttavia|però|ma)\b"
    r"|(?:além disso|porém|contudo|no entanto|mas)\b"
    # ru, uk, pl
    r"|(?:кроме того|также|однако|но|тем не менее|крім того|також|однак|але|ponadto|także|jednak|ale)\b"
    r")"
)


def joins_on(sentence: str) -> bool:
    """Whether a sentence begins with a word that adds it to the one before it, or sets it against that."""
    return _JOINING.match(sentence.casefold()) is not None


_TOPIC = compile_late(
    r"(?:[a-z]|(?!(?:今[回日]|現在|最[近初後]|当初|実際|本来|結局)は)[\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff]{2})[はが]\s*$"
    r"|[\uac00-\ud7a3]{2}[은는이가]\s*$"
)
"""A noun with what makes it the topic or the subject: "in fact" and "this time" are written like one, and are none."""

_ITS = compile_late(r"\s*(?:そ(?:れ|の|こ|ちら|んな)|彼[らの女]|그(?:것|들|의|는|를|와|에| ))")


def _may_mean_topic(clause: str, before: Sequence[str]) -> bool:
    """Whether a clause begins with a word for "it" or "its", and one before it in the sentence names its topic.

    A word for "this" would point beyond that.
    """
    return _ITS.match(clause) is not None and any(map(_TOPIC.search, before))


_CLAUSE_END = compile_late(r"[,、，،]")
_NOUN = compile_late(
    r"\s*[「『“‘«]?([\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff]{2,}|(?![\u3041-\u30ff\u3400-\u9fff])\w{4,})"
)
"""The word behind one that points, perhaps in quotation marks: two signs of Chinese or Japanese, or four letters, so
that it is one by itself."""


_LEAST_NAMED = 3
"""Paragraphs that name the subject of an article; a word that stands in fewer may name what was just said."""


def takes_up(sentence: str, written: Sequence[str]) -> bool:
    """Whether one of the clauses of a sentence begins by pointing at what stands right before it.

    It does not where it names what several of the paragraphs `written` further above do: "this market" is the subject
    of the article.
    """
    clauses = _CLAUSE_END.split(sentence)
    return any(
        points_back_past(clause, written) and not _may_mean_topic(clause, clauses[:number])
        for number, clause in enumerate(clauses)
    )


def points_back_past(sentence: str, written: Sequence[str]) -> bool:
    """Whether a sentence begins by pointing back, and not at what several of the paragraphs further above name, too."""
    folded = sentence.casefold()
    pointing = _POINTING.match(folded)
    noun = pointing and _NOUN.match(folded, pointing.end())
    return pointing is not None and not (noun and sum(noun[1] in one.casefold() for one in written) >= _LEAST_NAMED)


def hangs_on(sentence: str, written: Sequence[str]) -> bool:
    """Whether a sentence needs the one before it: it joins on to that, or points at it in one of its clauses.

    What the last of the paragraphs `written` further above names, or several of them do, it may mean instead.
    """
    if joins_on(sentence):
        return True
    above = written[-1].casefold() if written else ""
    clauses = _CLAUSE_END.split(sentence.casefold())
    for number, clause in enumerate(clauses):
        if (pointing := _POINTING.match(clause)) and not _may_mean_topic(clause, clauses[:number]):
            noun = _NOUN.match(clause, pointing.end())
            if not number and noun is None:
                return True
            if noun is not None and noun[1] not in above and points_back_past(clause, written):
                return True
    return False
