"""Pages of articles that are written here, checked as a run would."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from typing import Protocol

import pytest

from endmark.document.model import Document
from endmark.document.source import make_source
from endmark.linting.checking.engine import analyse
from endmark.linting.report import Report
from endmark.linting.results import pack_results
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule_set import select_boundaries
from endmark.violation import Severity

RULES = load_builtin_rules()
ENABLED = tuple(rule for rule in RULES if rule.enabled)
BOUNDARIES = select_boundaries(RULES)
KNOWN = frozenset(rule.id for rule in RULES)

EMPTY = frozenset({"meta", "link", "br", "hr", "input"})
"""Elements that end where they begin."""


class Page(HTMLParser):
    """What a page holds: its elements with their attributes, its text, and what does not fit together."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.wrong: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.wrong += self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.wrong.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if not self._open or self._open[-1] not in ("script", "style"):
            self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"<!--{data}")

    @property
    def words(self) -> str:
        return "".join(self.text)

    @property
    def ids(self) -> list[str]:
        return [str(attributes["id"]) for _, attributes in self.elements if "id" in attributes]

    @property
    def links(self) -> list[str]:
        return [str(attributes["href"]) for tag, attributes in self.elements if tag == "a"]

    @property
    def notes(self) -> list[str]:
        """The names of the findings in the margin."""
        return [name for name in self.ids if name.startswith("f-")]


class Checked(Protocol):
    def __call__(self, articles: Mapping[str, str]) -> tuple[Report, Callable[[str], Document | None]]: ...


def check_articles(articles: Mapping[str, str]) -> tuple[Report, Callable[[str], Document | None]]:
    """The report on articles, and what reads them again."""
    analyses = {path: analyse(make_source(text, path), ENABLED, KNOWN, BOUNDARIES) for path, text in articles.items()}
    results = pack_results({path: analysis.result for path, analysis in analyses.items()})
    report = Report(tuple(sorted(articles)), results, (), Severity.ERROR, rules=RULES)
    documents = {path: analysis.document for path, analysis in analyses.items()}
    return report, documents.get


@pytest.fixture(scope="session")
def checked() -> Checked:
    return check_articles


@pytest.fixture(scope="session")
def read_page() -> Callable[[str], Page]:
    return Page
