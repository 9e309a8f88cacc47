"""A report → its articles in order, each with its address, and how long their pages may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from hashlib import sha256

from msgspec import Struct

from endmark.document.model import Document
from endmark.linting.file_result import WHOLE, Unlisted
from endmark.linting.report import Report
from endmark.reporters.html.article import ArticlePage, show_article
from endmark.reporters.html.index import Entry
from endmark.reporters.html.notes import LinkTo
from endmark.reporters.html.rows import list_findings
from endmark.ruleset.rule import Rule
from endmark.violation import Severity

ReadArticle = Callable[[str], Document | None]
"""The article of a path, read again as it was checked; None where that cannot be, or where it has changed."""

_TOTAL = 13_000_000
"""Bytes of all pages together: an archive of a CI job takes that, and a mail program nearly."""

_LONGEST = 1_000_000
"""Bytes of one page above which a browser is slow."""

_PAGE, _NOTE = 1_200, 300
"""Bytes that a page takes, and a finding on it, where nearly all is left out but these; measured
on 1,661 articles with 37,000 findings in Japanese, which has three bytes a sign."""


class Allowance:
    """Bytes that pages with so many findings share; what one leaves, the others have.

    Of what they do not need for their findings a page may take twice its share, so that the worst articles, which
    come first, are shown in full where the others are short.
    """

    def __init__(self, total: int, findings: Collection[int]) -> None:
        self._beyond = total - sum(map(_estimate, findings))
        self._pages = len(findings)

    def get(self, findings: int) -> int:
        """What the next page may take, which has so many findings."""
        share = max(0, self._beyond) // max(1, self._pages)
        return min(_LONGEST, _estimate(findings) + (2 * share if self._pages > 1 else share))

    def spend(self, size: int, findings: int) -> None:
        """Note what that page has taken."""
        self._beyond -= size - _estimate(findings)
        self._pages -= 1


def _estimate(findings: int) -> int:
    """The bytes that a page with so many findings cannot do without."""
    return _PAGE + _NOTE * findings


class Galley(Struct, frozen=True):
    """A report laid out: the articles of which there is a page, the worst first, and where each is."""

    report: Report
    read: ReadArticle
    entries: Sequence[Entry]
    rules: Mapping[str, Rule]
    unlisted: Mapping[str, Sequence[Unlisted]]
    allowance: Allowance

    def show(self, entry: Entry, link_to: LinkTo, level: int = 1, prefix: str = "") -> str:
        """The page of an article without its frame; the entry has the title from then on.

        `prefix` keeps the names of places apart where several articles are on one page.
        """
        violations = [one for one in self.report.results.get(entry.path).violations if one.stands]
        page = ArticlePage(
            entry.path,
            list_findings(violations, self.rules, prefix),
            self.read(entry.path),
            entry.verdict,
            self.unlisted.get(entry.path, ()),
        )
        entry.title = page.title
        content = "".join(show_article(page, link_to, self.allowance.get(entry.count), level))
        self.allowance.spend(len(content.encode()), entry.count)
        return content


def lay_out_report(report: Report, read: ReadArticle, make_address: Callable[[str], str]) -> Galley:
    """The galley of a report; `make_address` gives the address of a page by the name of its article."""
    verdicts = dict(report.rank_articles())
    unlisted: dict[str, list[Unlisted]] = {}
    for one in report.standing_unlisted:
        unlisted.setdefault(one.path, []).append(one)
    names = name_articles(dict.fromkeys((*report.results.iter_paths(standing=True), *unlisted)))
    entries = {path: Entry(path, make_address(name), verdicts.get(path, WHOLE)) for path, name in names.items()}
    # The baseline knows all of these; they are no less what they are.
    entries |= {path: Entry(path, "", verdict) for path, verdict in verdicts.items() if path not in entries}
    for path, counts in _iter_counts(report):
        if path in entries:
            entries[path].counts = counts
    for path, ones in unlisted.items():
        counts = Counter(entries[path].counts)
        for one in ones:
            counts[one.severity] += one.number
        entries[path].counts = counts
    ranked = sorted(entries.values(), key=lambda entry: entry.rank)
    rules = {rule.id: rule for rule in report.rules}
    allowance = Allowance(_TOTAL, [entry.count for entry in ranked if entry.address])
    return Galley(report, read, ranked, rules, unlisted, allowance)


def name_articles(paths: Mapping[str, None]) -> dict[str, str]:
    """A short name for each path, the same in every report: the beginning of a digest."""
    names: dict[str, str] = {}
    taken = set[str]()
    for path in paths:
        digest = sha256(path.encode(errors="surrogatepass")).hexdigest()
        length = next(length for length in range(8, 65) if digest[:length] not in taken)
        taken.add(digest[:length])
        names[path] = digest[:length]
    return names


def _iter_counts(report: Report) -> Iterator[tuple[str, Mapping[Severity, int]]]:
    """How many findings of which severity stand in each file."""
    for path, result in report.results.iter_with_violations():
        yield path, Counter(one.severity for one in result.violations if one.stands)
