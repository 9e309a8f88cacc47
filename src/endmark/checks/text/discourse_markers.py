"""Words before the first comma of a sentence that say how it follows, or who says it: they are no part of what it says.

"However", "as you know", "to be honest": a closed class, which the grammars of each language list.
"""

from __future__ import annotations

CONJUNCTIONS = frozenset(
    (
        *("しかし", "しかしながら", "だが", "ただし", "ただ", "けれども", "でも", "とはいえ", "それでも"),
        *(
            "一方",
            "一方で",
            "他方",
            "逆に",
            "むしろ",
            "また",
            "そして",
            "さらに",
            "加えて",
            "しかも",
            "その上",
            "そのうえ",
        ),
        *("同時に", "同様に", "あるいは", "もしくは", "だから", "だからこそ", "そのため", "したがって", "それゆえ"),
        *("その結果", "つまり", "要するに", "すなわち", "結局", "例えば", "たとえば", "特に", "とりわけ"),
        *("実際", "実際に", "事実", "具体的に", "もちろん", "確かに", "なお", "ちなみに", "まず", "次に", "続いて"),
        *("最後に", "第一に", "第二に", "さて", "では", "それでは", "ところで", "ここで", "そこで"),
    )
)
"""Those of Japanese that only join."""

_STANCES = """
however|nevertheless|nonetheless|still|yet|but|and|so|also|moreover|furthermore|besides|in addition|additionally
therefore|thus|hence|consequently|as a result|indeed|in fact|of course|naturally|clearly|obviously|admittedly
meanwhile|on the other hand|by contrast|in contrast|conversely|for example|for instance|in particular|in short
in other words|in the end|ultimately|after all|first|firstly|second|secondly|finally|lastly|next|then
as you know|as we know|as you may know|as everyone knows|needless to say|honestly|frankly|to be honest|to be frank
personally|in my view|in my opinion|i think|i believe|to my mind|from my point of view|interestingly|notably
aber|jedoch|allerdings|dennoch|trotzdem|außerdem|zudem|ferner|daher|deshalb|folglich|tatsächlich|natürlich
andererseits|zum beispiel|insbesondere|schließlich|wie sie wissen|wie bekannt|ehrlich gesagt|offen gesagt|persönlich
meiner meinung nach|meines erachtens|aus meiner sicht
cependant|toutefois|pourtant|néanmoins|mais|de plus|en outre|par ailleurs|donc|ainsi|par conséquent|en effet|en fait
bien sûr|évidemment|d'autre part|en revanche|par exemple|en particulier|enfin|comme vous le savez|honnêtement
franchement|à vrai dire|personnellement|à mon avis|selon moi
sin embargo|no obstante|además|asimismo|por lo tanto|por tanto|por eso|de hecho|en efecto|por supuesto|por otro lado
por otra parte|por ejemplo|en particular|en definitiva|por último|como sabe|como saben|como es sabido|sinceramente
francamente|personalmente|en mi opinión|a mi juicio
porém|contudo|no entanto|além disso|portanto|por isso|de fato|na verdade|claro|por outro lado|por exemplo
em particular|por fim|como você sabe|sinceramente|pessoalmente|na minha opinião|a meu ver
tuttavia|però|inoltre|quindi|pertanto|infatti|in effetti|naturalmente|d'altra parte|ad esempio|in particolare|infine
come sapete|onestamente|francamente|personalmente|a mio parere|secondo me
но|однако|тем не менее|кроме того|поэтому|таким образом|действительно|конечно|с другой стороны|например|в частности
наконец|как вы знаете|как известно|честно говоря|лично я считаю|по-моему|на мой взгляд
正直|正直なところ|正直に言うと|正直に言えば|正直に言って|率直に言って|率直に言えば|個人的には|個人的に|私としては
僕としては|私の考えでは|私が思うに|思うに|ご存知の通り|ご存じの通り|ご存知のように|ご存じのように|皆さんもご存知の通り
言うまでもなく|結局のところ|実のところ|本音を言えば|やはり|どうやら
但|但是|然而|不过|不過|此外|另外|同时|同時|因此|所以|于是|於是|其实|其實|事实上|事實上|当然|當然|另一方面|相反
例如|比如|尤其|特别是|特別是|总之|總之|最后|最後|首先|其次|而且|并且|並且|众所周知|眾所周知|老实说|老實說|坦率地说
坦白說|说实话|說實話|个人认为|個人認為|在我看来|在我看來|依我看|我认为|我認為|就我个人而言|就我個人而言
그러나|하지만|그렇지만|그런데|또한|그리고|게다가|더욱이|따라서|그래서|그러므로|결국|사실|실제로|물론|한편|반면|반면에
예를 들어|예컨대|특히|즉|요컨대|우선|먼저|다음으로|마지막으로|아시다시피|알다시피|솔직히|솔직히 말해|솔직히 말하면
개인적으로|개인적으로는|제 생각에는|내 생각에는
"""
"""English; German; French; Spanish, Portuguese, Italian; Russian; Japanese; Chinese; Korean."""

_MARKERS = CONJUNCTIONS | {marker for line in _STANCES.split("\n") for marker in line.split("|") if marker}
_LONGEST = max(map(len, _MARKERS))
_COMMAS = "、，,،"


def drop_discourse_markers(text: str) -> str:
    """A sentence without such words and their commas at its beginning; itself where there are none."""
    while True:
        ends = [end for comma in _COMMAS if (end := text.find(comma, 0, _LONGEST + 1)) > 0]
        if not ends or text[: min(ends)].casefold().replace("’", "'") not in _MARKERS:
            return text
        text = text[min(ends) + 1 :].lstrip()
