"""What is damaged between tags is found as it is found outside of them."""

from __future__ import annotations

from functools import cache
from textwrap import indent

import pytest

from endmark import Linter

TABS = """\
import {{ Tabs, TabItem }} from '../components'

# Moving house

Nobody moves house for fun, and few people do it often enough to be good at it.

<Tabs>
  <TabItem label="By van">
{0}

  ```sh
  hire van --days 2

  hire boxes
  ```
  </TabItem>
  <TabItem label="By train">
  A suitcase holds less than one would think, so most of it must go ahead by post.

  ```sh
  post boxes

  buy ticket
  ```
  </TabItem>
</Tabs>

Whatever was chosen, the keys should change hands on the last day and not before.
"""
CALLOUT = """\
export const boxes = {{

  large: 12,
}}

# Moving house

<Layout kind={{`wide`}}>
<Card title="Before you begin" items={{[
  {{ name: 'box', count: boxes.large }},

  {{ name: 'tape' }},
]}}>
{0}

```sh
count boxes
```
</Card>

A neighbour with a strong back is worth more than any tool that money can hire. <Icon name="smile" />
</Layout>

{{/* The rest is told elsewhere. */}}

Whatever was chosen, the keys should change hands on the last day and not before.
"""
STEPS = """\
# Moving house

<Steps>
  <Step title="Pack">
    - Books go into small boxes, because a large one filled with paper lifts nobody.
    - What breaks goes into the middle.

{0}

    ```sh
    tape --wide
    ```
  </Step>
  <Step title="Carry">
    1. The heavy things go first, while everybody is still awake.
    2. The plants go last.
  </Step>
</Steps>

Whatever was chosen, the keys should change hands on the last day and not before.
"""
FRAMES = {"tabs": (TABS, "  "), "callout": (CALLOUT, ""), "steps": (STEPS, "    ")}

LONG = "The old wardrobe was taken apart with great care, and every screw went into a bag that had its name on it."
JAPANESE = "引っ越しの前の週には、近所の人たちに挨拶をして回り、これまでの礼を一人ずつ丁寧に伝えておきました。"
GERMAN = "Der alte Schrank wurde sehr sorgfältig zerlegt, und jede Schraube kam in einen Beutel mit ihrem Namen darauf."
CHINESE = "旧衣柜被小心地拆开，每一颗螺丝都装进了写着名字的小袋子里，这样到了新家就不会弄错。"
BETWEEN = "Nobody had thought of the cat, which slept in the bath until the water was turned off."

DAMAGES = [
    ("stray-end-marker", f"{LONG}\n\n---END---"),
    ("stray-end-marker", f"{JAPANESE}---END---"),
    ("stray-end-marker", f"{LONG}\n\n---END---\n\n{GERMAN}"),
    ("duplicate-paragraph", f"{LONG}\n\n{BETWEEN}\n\n{LONG}"),
    ("duplicate-paragraph", f"{JAPANESE}\n\n{BETWEEN}\n\n{JAPANESE}"),
    ("duplicate-paragraph", f"{GERMAN}\n\n{BETWEEN}\n\n{GERMAN}"),
    ("duplicate-paragraph", f"{CHINESE}\n\n{BETWEEN}\n\n{CHINESE}"),
    ("duplicate-sentence", f"{BETWEEN} {LONG} {LONG}"),
    ("truncated-sentence", f"{LONG} The van was late, and when it came the\n\n---END---\n\n{BETWEEN}"),
    ("truncated-sentence", f"{JAPANESE}荷物はすべて積み終わったのですが、\n\n---END---\n\n{BETWEEN}"),
    ("truncated-sentence", f"{CHINESE}车子终于来了，但是，\n\n---END---\n\n{BETWEEN}"),
    (
        "mid-sentence-start",
        f"{LONG} The van was late, and when it came the\n\n---END---\n\n...rain had begun. {BETWEEN}",
    ),
    ("duplicate-heading", f"## What the van held\n\n{LONG}\n\n## What the van held\n\n{BETWEEN}"),
    ("empty-section", f"## The plan\n\n{LONG}\n\n## The van\n\n## The train\n\n{BETWEEN}"),
    ("literal-emphasis", f"{LONG} It was a ** very** long day."),
    ("broken-link-syntax", f"{LONG} See [the list] (https://example.org/list) of all boxes."),
    ("template-placeholder", f"{LONG} Write to [Your Name] about it."),
    ("replacement-character", f"{LONG} Das M\ufffdbel blieb stehen."),
    ("heading-without-space", f"{LONG}\n\n##The van\n\n{BETWEEN}"),
    ("unclosed-fence", f"{LONG}\n\n```sh\nhire van\n\n{BETWEEN}\n\n```sh\ncount boxes\n```"),
]


@cache
def make_linter() -> Linter:
    # The articles here are in three languages.
    return Linter.from_config(use_config=False, ignore=("untranslated-passage",))


def find(text: str, path: str) -> list[tuple[str, str]]:
    result = make_linter().check(text, path)
    assert not result.problems
    return [(found.rule, found.excerpt) for found in result.violations]


def build(frame: str, passage: str) -> str:
    text, margin = FRAMES[frame]
    return text.format(indent(passage, margin))


@pytest.mark.parametrize("frame", FRAMES)
def test_a_whole_article_has_nothing(frame: str) -> None:
    assert find(build(frame, f"{LONG}\n\n{JAPANESE}\n\n{BETWEEN}"), "article.mdx") == []


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(("rule", "passage"), DAMAGES, ids=range(len(DAMAGES)))
def test_damage_between_tags_is_found(rule: str, passage: str, frame: str) -> None:
    found = find(build(frame, passage), "article.mdx")
    assert rule in {name for name, _ in found}
    margin = FRAMES[frame][1]
    squeezed = [(name, excerpt.replace("\n" + margin, "\n")) for name, excerpt in found]
    if rule != "unclosed-fence":  # here it swallows the tags as well
        assert squeezed == find(
            f"# Moving house\n\n{passage}\n\nThe end of it all was a good night's sleep.\n", "article.md"
        )


def test_what_is_the_same_in_two_tabs_is_no_copy() -> None:
    tab = '<TabItem label="{}">\n' + f"{LONG}\n\n{BETWEEN}\n" + "</TabItem>\n"
    assert find("<Tabs>\n" + tab.format("A") + tab.format("B") + "</Tabs>\n", "article.mdx") == []
    repeated = ("<Row>\n" + tab.format("A") + tab.format("B") + "</Row>\n").replace("TabItem", "Card")
    assert [rule for rule, _ in find(repeated, "article.mdx")] == ["duplicate-paragraph"]
