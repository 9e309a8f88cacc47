"""Whole articles in the dialects of several programs, in which nothing is found, and what is found in them."""

from __future__ import annotations

import pytest

from endmark.document.dialect import Dialect
from endmark.document.reading import Reading
from endmark.document.source import make_source
from endmark.linting.checking.engine import analyse
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule_set import select_boundaries

RULES = load_builtin_rules()
KNOWN = frozenset(rule.id for rule in RULES)

WHOLE = (
    pytest.param(
        "mkdocs",
        """\
# Puesta en marcha

Primero se instala todo. Tarda un minuto.

Después arranca el servidor. Escucha en un puerto.

Al final se comprueba todo. Eso va solo.

Quien termina toma un café. Está en la cocina.

/// note | Las ideas que nos han inspirado para escribir esta herramienta

Algunas vienen del jardín.

///
""",
        id="a title of PyMdown's",
    ),
    pytest.param(
        "mkdocs",
        """\
# セットアップ

まず全部を入れます。一分かかります。

次にサーバーを起動します。番号は自由です。

最後に確認をします。自動で終わります。

終わったら休みましょう。お茶があります。

!!! tip "この道具を作るきっかけになった考えやたくさんの人の助けについての話"

    庭で思いついたこともあります。
""",
        id="a title of an admonition",
    ),
    pytest.param(
        "docusaurus",
        """\
# Mise en place

On installe d'abord tout. Cela prend une minute.

Ensuite le serveur démarre. Il écoute sur un port.

Enfin tout est vérifié. Cela se fait tout seul.

Le café est dans la cuisine. Il est encore chaud.

:::tip[Les idées qui nous ont inspirés et que nous avons reprises]

Certaines viennent du jardin.

:::
""",
        id="a title of Docusaurus",
    ),
    pytest.param(
        "kramdown",
        """\
# Werkzeug

Die Maschine ist neu. Die alte hat jetzt mein Bruder.

Das Einrichten hat gedauert. Es ging einen halben Tag.

Alle Programme sind frei. Sie gefallen mir alle.

Eine Seite mit sehr vielen kleinen Helfern für den Alltag

Die Kiste mit allem, was man so braucht
: <https://example.com/box/>

Das war alles. Jetzt geht es los.
""",
        id="definitions of kramdown",
    ),
    pytest.param(
        "hugo",
        """\
# 工具

我买了一台新机器。旧的给了弟弟。

设置花了半天。中间重来了一次。

用的软件都是免费的。每一个我都喜欢。

一个有很多小功能的网站，日常用得上的都在里面

工具箱，以及其他各种各样的东西
: 一个网站。

设置就这样结束了。
""",
        id="definitions of Hugo",
    ),
    pytest.param(
        "mkdocs",
        """\
# Outils

La machine est neuve. L'ancienne est chez mon frère.

Tout installer a pris du temps. Il a fallu recommencer.

Les programmes sont libres. Ils me plaisent tous.

Un site rempli de toutes sortes de petits outils pratiques

**La boîte à outils**
:   <https://example.com/outils/>

    Elle est mise à jour chaque mois.

C'est tout pour aujourd'hui.
""",
        id="definitions of MkDocs",
    ),
    pytest.param(
        "hugo",
        """\
# メニュー

設定は次のとおりです。

{{< highlight toml >}}
[[menu.main]]
name = '製品'
weight = 10

[[menu.main]]
name = '会社'
weight = 20
{{< /highlight >}}

これで全部です。
""",
        id="code in a shortcode",
    ),
    pytest.param(
        "markdown",
        """\
# Der Ablauf

So geht es vor sich:

{{< mermaid >}}
graph TD

A --> B

graph TD

A --> B
{{< /mermaid >}}

Mehr ist es nicht.
""",
        id="a diagram in a shortcode",
    ),
    pytest.param(
        "kramdown",
        """\
# L'exemple

Voici le programme :

{% highlight text %}
une ligne du journal,

une ligne du journal,
{% endhighlight %}

C'est tout ce qu'il faut.
""",
        id="code in a tag of Liquid",
    ),
    pytest.param(
        "markdown",
        """\
# 套接字

```warn header="请始终使用 `wss://`"
它是加密的，而且更可靠。
```

接下来是事件。一共有四个。

```js
open();
```
""",
        id="a box in a fence",
    ),
    pytest.param(
        "markdown",
        """\
# Los sockets

```smart header="Usa `wss://`"
Está cifrado.
```

```warn header="Nunca `ws://`"
No está cifrado.
```

Después vienen los eventos.

```js
open();
```
""",
        id="two boxes in fences",
    ),
    pytest.param(
        "markdown",
        """\
# Розетки

````smart header="Всегда `wss://`"
Так безопаснее:

```js
open();
```
````

Дальше о событиях.
""",
        id="a box in a longer fence",
    ),
    pytest.param(
        "mkdocs",
        """\
# 最初の一歩

まず次を書きます。

--8<-- "docs/first.py"

次に、これを書きます。

--8<-- "docs/second.py"

これで動きます。
""",
        id="files that are included",
    ),
    pytest.param(
        "markdown",
        """\
# Erster Versuch

So sieht es aus:

{{#include ../listings/ch01/src/main.rs:here}}

Und so danach:

{{#include ../listings/ch02/src/main.rs:here}}

Das ist schon alles.
""",
        id="chapters of a book",
    ),
    pytest.param(
        "vitepress",
        """\
# 第一步

先写下面的代码。

<<< @/snippets/first.js{1,3}

再写下面的代码。

<<< @/snippets/second.js

这样就行了。
""",
        id="snippets of a site",
    ),
    pytest.param(
        "docfx",
        """\
# Der Link

## Anlegen

# [C#](#tab/csharp)

So wird ein Link in dieser Sprache angelegt, Schritt für Schritt.

# [Java](#tab/java)

So wird ein Link in dieser Sprache angelegt, Schritt für Schritt.

---

## Öffnen

# [C#](#tab/csharp)

Er geht von selbst auf.

# [Java](#tab/java)

Er geht von selbst auf.

---
""",
        id="tabs of DocFX",
    ),
    pytest.param(
        "docfx",
        """\
# 安装

::: zone pivot="windows"

## 下载

安装程序下载以后，请双击它并按照屏幕上的说明去做，直到完成为止。

::: zone-end

::: zone pivot="linux"

## 下载

安装程序下载以后，请双击它并按照屏幕上的说明去做，直到完成为止。

::: zone-end
""",
        id="zones of DocFX",
    ),
    pytest.param(
        "mkdocs",
        """\
# Installer

=== "npm"

    Ouvrez un terminal dans le dossier du projet, puis lancez la commande que voici.

=== "yarn"

    Ouvrez un terminal dans le dossier du projet, puis lancez la commande que voici.

C'est fait.
""",
        id="tabs of MkDocs",
    ),
    pytest.param(
        "svelte",
        """\
# 모델

{#if fw === 'pt'}

모델을 불러오는 방법은 다음과 같습니다. 먼저 이름을 정하고 그다음에 불러오면 됩니다.

{:else}

모델을 불러오는 방법은 다음과 같습니다. 먼저 이름을 정하고 그다음에 불러오면 됩니다.

{/if}

이게 전부입니다.
""",
        id="a choice of Svelte",
    ),
    pytest.param(
        "mkdocs",
        """\
# クラスと依存関係の話をします { #classes }

まず、何が呼び出せるかを見ます。

## 何が呼び出せるか { #what }

クラスも呼び出せます。

## クラスと依存関係の話をします { #classes-1 .wide }

だから関数の代わりになります。
""",
        id="anchors of headings",
    ),
    pytest.param(
        "zenn",
        """\
# 暗号の話

手順は図のとおりです。

![手順](https://example.com/steps.svg =500x)

@[card](https://example.com/next)

:::message
鍵は誰にも見せないでください。
:::

以上です。
""",
        id="a size behind an address",
    ),
    pytest.param(
        "obsidian",
        """\
# Notizen

Alles steht in [[Übersicht|der Übersicht]]. ^alles

> [!tip] Nur ein Rat
> Man liest sie am besten abends.

%%Hier fehlt noch etwas, das

später kommt%%

![[Skizze.png]]

Das war es.
""",
        id="callouts and links",
    ),
)


def find(dialect: Dialect, text: str) -> list[tuple[str, int]]:
    reading = Reading("markdown", dialect)
    result = analyse(make_source(text, "a.md"), RULES, KNOWN, select_boundaries(RULES), reading=reading).result
    assert result.problems == ()
    return [(violation.rule, violation.region.start.line) for violation in result.violations]


@pytest.mark.parametrize(("dialect", "text"), WHOLE)
def test_nothing_is_found_in_a_whole_article(dialect: Dialect, text: str) -> None:
    assert find(dialect, text) == []


CUT = """\
# 夜里的港口

天黑以后进港的人，最先看见的是防波堤上的两盏灯，然后才看得清那些屋顶。

{}

到了半夜，最后一条船也系好了，看守人把它的名字写进本子里。
"""


@pytest.mark.parametrize(
    "box",
    [
        ":::note\n{}\n:::",
        "/// note\n{}\n///",
        "!!! note\n\n    {}",
        ":::row:::\n:::column:::\n{}\n:::column-end:::\n:::row-end:::",
        "# [甲](#tab/a)\n\n一。\n\n# [乙](#tab/b)\n\n{}\n\n---",
        "{{{{% note %}}}}\n{}\n{{{{% /note %}}}}",
        "{{#if a}}\n\n{}\n\n{{:else}}\n\n二。\n\n{{/if}}",
        "術語\n:   {}",
    ],
)
def test_a_sentence_cut_at_the_end_of_a_box_is_found(box: str) -> None:
    text = CUT.format(box.format("引水员在岛的背面登船。风转向北方的时候，他会在那里等待，"))
    line = next(number for number, row in enumerate(text.splitlines(), 1) if "背面" in row)
    assert find("markdown", text) == [("truncated-sentence", line)]
