"""Whether damage is found inside the constructs of each dialect, and whether whole articles are left in peace.

    python benchmarks/dialect_damage.py [--verbose] [DIALECT …]

Each construct stands in an article of its own words, whole and then damaged in the ways
of `DAMAGE`: what must be found is beside each. What is found in a whole article, and
what is missed in a damaged one, is printed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from endmark.document.dialect import DIALECTS, Dialect
from endmark.document.reading import Reading
from endmark.document.source import make_source
from endmark.linting.checking.engine import analyse
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule_set import select_boundaries
from endmark.violation import Violation

RULES = tuple(rule for rule in load_builtin_rules() if rule.enabled)
KNOWN = frozenset(rule.id for rule in load_builtin_rules())
BOUNDARIES = select_boundaries(load_builtin_rules())


class Words(NamedTuple):
    """What an article says: `told` stands in the construct, `cut` stops in the middle."""

    title: str
    opening: str
    heading: str
    told: str
    other: str
    cut: str
    closing: str


WORDS: Mapping[str, Words] = {
    "en": Words(
        "The harbour at night",
        "Whoever comes into the harbour after dark sees the two lamps on the mole first, and only then the roofs.",
        "What the pilot does",
        "The pilot steps aboard a mile before the bar and takes the wheel for half an hour.",
        "On calm days the captain may come in alone, as long as he calls the tower.",
        "When the wind turns to the north the pilot waits behind the island until the",
        "By midnight the last boat is fast, and the keeper writes its name into the book.",
    ),
    "ja": Words(
        "夜の港",
        "暗くなってから港に入る者は、まず堤防の二つの灯を見て、それから家々の屋根に気づくことになる。",
        "水先人の仕事",
        "水先人は浅瀬の一マイル手前で船に乗り込み、半時間ほど舵を取る。",
        "風のない日なら、船長は塔に声をかけるだけで一人で入ってもよい。",
        "風が北に変わると、水先人は島の陰で",
        "真夜中には最後の船もつながれ、番人がその名を帳面に書き留める。",
    ),
    "zh": Words(
        "夜里的港口",
        "天黑以后进港的人，最先看见的是防波堤上的两盏灯，然后才看得清岸上那些人家的屋顶。",
        "引水员的工作",
        "引水员在浅滩前一海里登船，掌舵大约半个小时。",
        "没有风的日子里，船长只要通知塔台就可以自己进港。",
        "风转向北方的时候，引水员会在岛的背面等待，",
        "到了半夜，最后一条船也系好了，看守人把它的名字写进本子里。",
    ),
    "de": Words(
        "Der Hafen bei Nacht",
        "Wer nach Einbruch der Dunkelheit in den Hafen kommt, sieht zuerst die beiden Lampen auf der Mole.",
        "Was der Lotse tut",
        "Der Lotse steigt eine Meile vor der Barre an Bord und nimmt für eine halbe Stunde das Ruder.",
        "An ruhigen Tagen darf der Kapitän allein einlaufen, solange er sich beim Turm meldet.",
        "Wenn der Wind auf Norden dreht, wartet der Lotse hinter der Insel auf die",
        "Um Mitternacht liegt das letzte Boot fest, und der Wärter schreibt seinen Namen in das Buch.",
    ),
    "fr": Words(
        "Le port la nuit",
        "Celui qui entre au port après la tombée du jour voit d'abord les deux feux de la jetée, puis les toits.",
        "Ce que fait le pilote",
        "Le pilote monte à bord un mille avant la barre et prend le gouvernail pendant une demi-heure.",
        "Par temps calme, le capitaine peut entrer seul, pourvu qu'il appelle la tour.",
        "Quand le vent tourne au nord, le pilote attend derrière l'île que la",
        "À minuit, le dernier bateau est amarré et le gardien inscrit son nom dans le registre.",
    ),
}


DAMAGE = (
    ("stray-end-marker", "{told}\n\n---END---"),
    ("stray-end-marker", "{told} ---END---"),
    ("duplicate-paragraph", "{told}\n\n{opening}"),
    ("truncated-sentence", "{told}\n\n{cut}"),
)
"""The rule that must speak of what stands in the construct, and what stands there."""


class Construct(NamedTuple):
    """A construct of a dialect in which `@@` stands for the text; `before` begins each of its further lines.

    `##` stands for another text of the same length.
    """

    language: str
    text: str
    before: str = ""

    def build(self, words: Words, inside: str) -> str:
        """An article with this construct and a text in it."""
        lines = inside.split("\n")
        held = "\n".join([lines[0], *((self.before + line).rstrip() for line in lines[1:])])
        construct = self.text.replace("##", words.other).replace("@@", held)
        return f"# {words.title}\n\n{words.opening}\n\n## {words.heading}\n\n{construct}\n\n{words.closing}\n"


CONSTRUCTS: Mapping[Dialect, Sequence[Construct]] = {
    "markdown": (
        Construct("en", "::: note\n\n@@\n\n:::"),
        Construct("ja", '=== "朝"\n\n    ##\n\n=== "夜"\n\n    @@', "    "),
        Construct("zh", "# [甲](#tab/a)\n\n##\n\n# [乙](#tab/b)\n\n@@\n\n---"),
        Construct("de", '!!! note "Vorher"\n\n    @@', "    "),
        Construct("fr", "{% if page.nuit %}\n\n@@\n\n{% else %}\n\n##\n\n{% endif %}"),
    ),
    "gfm": (
        Construct("en", "<details>\n<summary>More</summary>\n\n@@\n\n</details>"),
        Construct("ja", "1. ##\n\n2. @@", "   "),
        Construct("zh", "- ##\n\n  - @@", "    "),
        Construct("de", "* ##\n\n  @@", "  "),
        Construct("fr", '<div align="center">\n\n@@\n\n</div>'),
    ),
    "mdx": (
        Construct("en", '<Card title="At night">\n\n@@\n\n</Card>'),
        Construct("ja", "<Note>\n  @@\n</Note>", "  "),
        Construct("zh", "<Tabs>\n  <Tab>\n    ##\n  </Tab>\n  <Tab>\n    @@\n  </Tab>\n</Tabs>", "    "),
        Construct("de", "export const wind = {\n  from: 1,\n}\n\n<Steps>\n<Step>\n\n@@\n\n</Step>\n</Steps>"),
        Construct("fr", "<Steps>\n\n1. ##\n\n   <Tip>\n   @@\n   </Tip>\n\n</Steps>", "   "),
    ),
    "docusaurus": (
        Construct("en", ":::note[At night]\n\n@@\n\n:::"),
        Construct("ja", "<Tabs>\n<TabItem>\n\n##\n\n</TabItem>\n<TabItem>\n\n@@\n\n</TabItem>\n</Tabs>"),
        Construct("zh", ":::caution 注意\n\n1. ##\n\n   @@\n\n:::", "   "),
        Construct("de", "<details>\n<summary>Mehr</summary>\n\n@@\n\n</details>"),
        Construct("fr", "::::info\n\n##\n\n:::tip\n\n@@\n\n:::\n\n::::"),
    ),
    "kramdown": (
        Construct("en", '<div markdown="1">\n\n@@\n\n</div>'),
        Construct("ja", "{% if page.night %}\n\n@@\n\n{% endif %}"),
        Construct("zh", "港口\n: @@", "  "),
        Construct("de", "{: .lead }\n@@"),
        Construct("fr", "1. ##\n\n   @@\n{: .liste}", "   "),
    ),
    "mkdocs": (
        Construct("en", '!!! note "At night"\n\n    @@', "    "),
        Construct("ja", '??? tip "夜"\n\n    !!! warning\n\n        @@', "        "),
        Construct("zh", "港口\n\n:   @@", "    "),
        Construct("de", '=== "Tag"\n\n    ##\n\n=== "Nacht"\n\n    @@', "    "),
        Construct("fr", "/// tip | La nuit\n\n@@\n\n///"),
    ),
    "vitepress": (
        Construct("en", "::: tip At night\n@@\n:::"),
        Construct("ja", "::: details 夜\n\n@@\n\n:::"),
        Construct("zh", ":::: info\n\n##\n\n::: warning\n\n@@\n\n:::\n\n::::"),
        Construct("de", '<div class="options-api">\n\n##\n\n</div>\n<div class="composition-api">\n\n@@\n\n</div>'),
        Construct("fr", "- ##\n\n  ::: tip\n  @@\n  :::", "  "),
    ),
    "hugo": (
        Construct("en", "{{% notice tip %}}\n@@\n{{% /notice %}}"),
        Construct(
            "ja", '{{< tabs >}}\n{{% tab "朝" %}}\n##\n{{% /tab %}}\n{{% tab "夜" %}}\n@@\n{{% /tab %}}\n{{< /tabs >}}'
        ),
        Construct("zh", "港口\n: @@", "  "),
        Construct("de", '{{< details "Mehr" >}}\n\n@@\n\n{{< /details >}}'),
        Construct("fr", '{{< figure src="port.jpg" >}}\n\n@@'),
    ),
    "docfx": (
        Construct("en", "# [Day](#tab/day)\n\n##\n\n# [Night](#tab/night)\n\n@@\n\n---"),
        Construct("ja", ':::zone pivot="night"\n\n@@\n\n:::zone-end'),
        Construct("zh", ":::row:::\n:::column:::\n@@\n:::column-end:::\n:::row-end:::"),
        Construct("de", ':::moniker range=">= 2"\n\n@@\n\n:::moniker-end'),
        Construct("fr", '1. ##\n\n   :::image type="content" source="a.png" alt-text="Le port.":::\n\n   @@', "   "),
    ),
    "zenn": (
        Construct("en", ":::message\n@@\n:::"),
        Construct("ja", ":::message alert\n@@\n:::"),
        Construct("ja", ":::details 夜\n\n@@\n\n:::"),
        Construct("zh", "@[card](https://example.com/harbour)\n\n@@"),
        Construct("ja", "::::details 夜\n:::message\n@@\n:::\n::::"),
    ),
    "obsidian": (
        Construct("en", "![[harbour.png]]\n\n@@"),
        Construct("ja", "%%\nあとで直す\n%%\n\n@@"),
        Construct("zh", "- [[港口|那个港口]]\n- @@", "  "),
        Construct("de", "@@ ^lotse"),
        Construct("fr", "[[Le port]]\n\n- [ ] ##\n- [ ] @@", "  "),
    ),
    "svelte": (
        Construct("en", "{#if night}\n\n@@\n\n{:else}\n\n##\n\n{/if}"),
        Construct("ja", "{#if night}\n\n##\n\n{:else}\n\n@@\n\n{/if}"),
        Construct("zh", "{#each nights as night}\n\n@@\n\n{/each}"),
        Construct("de", "<Tip>\n\n@@\n\n</Tip>"),
        Construct("fr", "<script>\n  let night = 1;\n</script>\n\n{#if night}\n<Tip>\n\n@@\n\n</Tip>\n{/if}"),
    ),
    "docsify": (
        Construct("en", "!> @@"),
        Construct("ja", "?> @@"),
        Construct("zh", "[港口](harbour.md ':include')\n\n@@"),
        Construct("de", "?> **Nacht**\n\n@@"),
        Construct("fr", "- ##\n- @@", "  "),
    ),
}


class Outcome(NamedTuple):
    """What came of one article: `rule` is what must be found, "" in a whole one."""

    dialect: Dialect
    article: str
    rule: str
    found: Sequence[Violation]
    is_right: bool


def judge(dialect: Dialect, construct: Construct) -> Iterator[Outcome]:
    """The whole article and the damaged ones with a construct."""
    words = WORDS[construct.language]
    whole = construct.build(words, words.told)
    found = look(whole, dialect)
    yield Outcome(dialect, whole, "", found, not found)
    for rule, damage in DAMAGE:
        article = construct.build(words, damage.format(**words._asdict()))
        found = look(article, dialect)
        first, end = article.index(words.told) + len(words.told), article.rindex(words.closing)
        inside = [one for one in found if one.rule == rule and first <= one.region.span.start < end]
        yield Outcome(dialect, article, rule, found, bool(inside) and len(inside) == len(found))


def look(text: str, dialect: Dialect) -> Sequence[Violation]:
    """What the shipped rules find."""
    reading = Reading("markdown", dialect)
    return analyse(make_source(text, "a.md"), RULES, KNOWN, BOUNDARIES, reading=reading).result.violations


def main() -> int:
    """Print what is wrong, and how much is right."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("dialects", nargs="*", metavar="DIALECT", help="these only")
    parser.add_argument("--verbose", action="store_true", help="print the articles, too")
    options = parser.parse_args()
    for dialect in options.dialects or DIALECTS:
        outcomes = [outcome for construct in CONSTRUCTS[dialect] for outcome in judge(dialect, construct)]
        damaged = [outcome for outcome in outcomes if outcome.rule]
        whole = [outcome for outcome in outcomes if not outcome.rule]
        right, clean = (sum(outcome.is_right for outcome in some) for some in (damaged, whole))
        print(f"{dialect}: {right} of {len(damaged)} damaged found, {clean} of {len(whole)} whole left in peace")
        for outcome in outcomes:
            if not outcome.is_right:
                print(f"  {outcome.rule or 'nothing'} expected: {' / '.join(outcome.article.split(chr(10))[6:12])}")
                for found in outcome.found:
                    print(f"    line {found.region.start.line}: {found.rule}: {found.message}")
                print(outcome.article if options.verbose else "", end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
