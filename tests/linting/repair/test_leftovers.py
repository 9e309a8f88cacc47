from __future__ import annotations

from endmark.document.reading import Reading
from endmark.document.source import make_source
from endmark.linting.checking.engine import analyse
from endmark.linting.repair.leftovers import Leftovers
from endmark.ruleset.builtin import load_builtin_rules

RULES = load_builtin_rules()


def test_an_article_without_its_leftovers_is_read_as_it_was() -> None:
    source = make_source("The tide turns at six.:contentReference[oaicite:3]{index=3} It rains.\n", "a.md")
    analysis = analyse(source, RULES, frozenset(), reading=Reading("markdown", "mkdocs"))
    document = Leftovers(analysis).read_without()
    assert (document.source.text, document.dialect) == ("The tide turns at six. It rains.\n", "mkdocs")


def test_an_article_without_any_is_not_read_again() -> None:
    analysis = analyse(make_source("The tide turns at six.\n", "a.md"), RULES, frozenset())
    assert Leftovers(analysis).read_without() is analysis.document
