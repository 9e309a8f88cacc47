"""Which sentences many articles have, and what is said of them."""

from __future__ import annotations

import pytest
from tests.checks.filed import Filed

from endmark.checks import Scope
from endmark.checks.site import stock_sentence
from endmark.checks.site.stock_sentence import Options
from endmark.checks.text.other_articles import MOST_SHOWN
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.messages.catalogue import say_value
from endmark.violation import FiledFact

SAID = "Only time will tell what this means for the village."
JAPANESE = "この変化が村の暮らしをどう変えるのか、目が離せません。"
DEFAULT = Options()
SCOPE = Scope(frozenset({"paragraph", "list-item", "quote"}))


def tell(files: dict[str, str], options: Options = DEFAULT) -> list[tuple[str, int, str, int]]:
    """Of each finding its article, how many have the sentence, who the others are, and how many of them are shown."""
    found = [
        (path, fact)
        for path in sorted(files)
        for fact in stock_sentence.facts(read_document(make_source(files[path], path)), options, SCOPE)
    ]
    filed = Filed(
        tuple(FiledFact(number, path, fact.digest, fact.values, fact.keys) for number, (path, fact) in enumerate(found))
    )
    return [
        (
            filed.facts[match.place].path,
            int(str(match.values["count"])),
            str(say_value(match.values["others"])),
            len(match.related),
        )
        for match in stock_sentence.compare(filed, options)
    ]


def write(text: str, number: int = 5, path: str = "{}.md") -> dict[str, str]:
    """So many articles of this text, in which {} is different in each."""
    return {path.format(name): f"{text.format(name)}\n" for name in "abcdefghijklmnopqrstuvwxyz"[:number]}


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (write("The {} stands. " + SAID), True),
        (write(SAID + " The {} stands."), True),
        (write("- The {} stands. " + SAID), True),
        (write("The {} stands. **Only time** will tell, what this means for the village!"), True),
        (write("{}が立っています。" + JAPANESE), True),
        (write("The {} stands. " + SAID, 4), False),
        # A whole paragraph, alone or with others, is a passage.
        (write(SAID), False),
        (write("The mill stands. " + SAID), False),
        (write("# The {} stands. " + SAID), False),
        (write("The {} stands. Only time will tell what it means."), False),
        (write("{}が立っています。今後の動きから目が離せません。"), False),
        # An article that says it five times.
        ({"a.md": "\n\n".join(f"The {name} stands. {SAID}" for name in "abcde") + "\n"}, False),
        # Translations of one article.
        (write("The {} stands. " + SAID, path="{0}{0}/mill.md"), False),
    ],
)
def test_which_sentences_are_told(files: dict[str, str], found: bool) -> None:
    assert bool(tell(files)) == found


def test_one_finding_names_all_articles() -> None:
    assert tell(write("The {} stands. " + SAID)) == [("e.md", 5, "a.md and 3 more articles", 4)]
    assert tell(write("The {} stands. " + SAID, 26)) == [
        ("z.md", 26, "a.md and 24 more articles; the first 20 are shown", MOST_SHOWN)
    ]


def test_the_last_article_is_that_of_the_last_day() -> None:
    days = ("2026-03-14", "2026-03-13", "2026-03-17", "2026-03-15", "2026-03-16")
    text = "---\ndate: {}\n---\n\nThe {} stands. " + SAID + "\n"
    files = {f"{name}.md": text.format(day, name) for name, day in zip("abcde", days, strict=True)}
    dated = Options(dates=("date",))
    assert tell(files, dated) == [("c.md", 5, "b.md and 3 more articles", 4)]
    assert not tell(write("The {} stands. " + SAID), dated)


@pytest.mark.parametrize(("instances", "found"), [(2, True), (3, True), (4, False)])
def test_how_many_articles_must_have_it(instances: int, found: bool) -> None:
    assert bool(tell(write("The {} stands. " + SAID, 3), Options(min_instances=instances))) == found
