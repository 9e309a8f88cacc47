"""The report: all violations of a run, with counts and what could not be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from endmark.errors import Problem
from endmark.linting.file_result import Unlisted, Verdict
from endmark.linting.results import Results
from endmark.violation import VERDICTS, Severity, VerdictWord, Violation

if TYPE_CHECKING:
    from endmark.ruleset.rule import Rule


class Report(Struct, frozen=True):
    """Everything a reporter needs.

    `paths` are the files that were read, sorted; `results` is what came out of
    them, also of those that crashed; `blocks` counts the blocks of
    prose in them; `languages` says how many files are in which language, the
    most frequent first ("und": unknown). `fail_on` is None for "never". `rules`
    are all rules of the run, also those that are off. `unlisted` are findings
    that count like all others and are not among the violations. `whole` says that
    all files of the site were read, so that what is not found is not there.
    Articles whose score is below `min_score` make the run fail, too. `tables` are those
    whose rows the paths are: such a path is the name of its table, `#`, and that of the row.
    """

    paths: Sequence[str]
    results: Results
    problems: tuple[Problem, ...]
    fail_on: Severity | None
    blocks: int = 0
    languages: tuple[tuple[str, int], ...] = ()
    rules: Iterable[Rule] = ()
    unlisted: tuple[Unlisted, ...] = ()
    whole: bool = False
    min_score: int = 0
    tables: tuple[str, ...] = ()

    def find_row(self, path: str) -> tuple[str, str] | None:
        """The table and the row that a path stands for, None where it is that of a file."""
        found = [(table, path[len(table) + 1 :]) for table in self.tables if path.startswith(f"{table}#")]
        return max(found, key=lambda pair: len(pair[0]), default=None)

    @property
    def file_count(self) -> int:
        """How many files were read."""
        return len(self.paths)

    @property
    def violations(self) -> tuple[Violation, ...]:
        """All violations at once, sorted by path, then by place; `iter_violations` holds those of one file."""
        return tuple(self.iter_violations())

    @property
    def standing(self) -> tuple[Violation, ...]:
        """The violations that neither a suppression nor the baseline covers, at once."""
        return tuple(self.iter_standing())

    def iter_violations(self) -> Iterator[Violation]:
        """The violations by path, then by place, one file after another."""
        return self.results.iter_violations()

    def iter_standing(self, severity: Severity | None = None) -> Iterator[Violation]:
        """Those that neither a suppression nor the baseline covers, of this severity or of all."""
        return self.results.iter_violations(standing=True, severity=severity)

    @property
    def standing_unlisted(self) -> tuple[Unlisted, ...]:
        """The findings that are only counted and that no suppression covers."""
        return tuple(one for one in self.unlisted if not one.suppressed)

    @property
    def suppressed_count(self) -> int:
        """How many violations a suppression covers."""
        return self.results.counts.count(cover="suppressed") + sum(
            one.number for one in self.unlisted if one.suppressed
        )

    @property
    def baselined_count(self) -> int:
        """How many violations the baseline knows."""
        return self.results.counts.count(cover="baselined")

    @property
    def fixable_count(self) -> int:
        """How many standing violations have a fix."""
        return self.results.counts.fixable

    def count_severity(self, severity: Severity) -> int:
        """How many standing violations have exactly this severity, listed or not."""
        listed = self.results.counts.count(standing=True, severity=severity)
        return listed + sum(one.number for one in self.standing_unlisted if one.severity is severity)

    def count_rules(self) -> Counter[tuple[str, Severity]]:
        """How many standing violations each rule has, by severity, listed or not."""
        counts = Counter[tuple[str, Severity]]()
        for (rule, severity, cover), number in self.results.counts.found.items():
            counts[rule, severity] += number if not cover else 0
        for one in self.standing_unlisted:
            counts[one.rule, one.severity] += one.number
        return +counts

    def rank_articles(self) -> list[tuple[str, Verdict]]:
        """The articles that are not whole, with their verdicts, those with the lowest score first."""
        return sorted(self.results.iter_verdicts(), key=lambda item: (item[1].score, item[0]))

    def count_verdicts(self) -> Counter[VerdictWord]:
        """How many of the files that were read are what, the worst first; whole ones, too."""
        found = Counter(verdict.word for _, verdict in self.results.iter_verdicts())
        found["whole"] = self.file_count - found.total()
        return Counter({word: found[word] for word in VERDICTS if found[word]})

    def count_low_scores(self) -> int:
        """How many articles have a score below the one that is asked for."""
        return sum(verdict.score < self.min_score for _, verdict in self.results.iter_verdicts())

    @property
    def exit_code(self) -> int:
        """0 nothing at or above `fail_on` and no score too low, 1 otherwise, 2 when anything could not be checked."""
        if self.problems:
            return 2
        if self.count_low_scores():
            return 1
        if self.fail_on is None:
            return 0
        return int(any(self.count_severity(severity) for severity in Severity if severity >= self.fail_on))
