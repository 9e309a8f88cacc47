"""The shape of the JSON report, version 1: what `json_report` writes, and what its schema is printed from.

Within a version keys are added and never taken away: a program leaves alone
what it does not know.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from endmark.violation import VerdictWord


class ToolEntry(TypedDict):
    """The program that wrote the report: its `name` and its `version`."""

    name: str
    version: str


class SummaryEntry(TypedDict):
    """Counts.

    `files` is how many were read. `violations` is how many findings count. `error`,
    `warning` and `info` say how many of these have that severity. `suppressed` is
    how many findings a comment covers. `baselined` is how many are known already.
    `fixable` says how many of those that count have a fix. `whole` is how many of the
    files are whole articles.
    """

    files: int
    violations: int
    error: int
    warning: int
    info: int
    suppressed: int
    baselined: int
    fixable: int
    whole: int


class ArticleEntry(TypedDict):
    """An article that is not whole.

    `path` is its file. `verdict` says what it is, in the worst of the words that are true. `score` is the
    percentage of its text that is said once, ends, and is filled in.
    """

    path: str
    verdict: VerdictWord
    score: int


class PlaceEntry(TypedDict):
    """A stretch of a file.

    `line` and `column` are where it begins, counted from 1, columns in code points.
    `end_line` and `end_column` are the first place after it.
    """

    line: int
    column: int
    end_line: int
    end_column: int


class ReasonEntry(TypedDict):
    """What stands behind a part of a message.

    `code` stays the same in every language and version. `values` are what was seen:
    text, numbers, and in some a further code with its values, or a list of those.
    """

    code: str
    values: Mapping[str, str | int | float]


class RelatedReasonEntry(TypedDict, total=False):
    """What the message of another place rests on; `reason` is its code."""

    reason: ReasonEntry


class RelatedEntry(PlaceEntry, RelatedReasonEntry):
    """Another place that explains a violation.

    `path` is its file. `message` says what stands there; `reason` is its code. `line` and `column` are
    where it begins, counted from 1, columns in code points. `end_line` and
    `end_column` are the first place after it.
    """

    path: str
    message: str


class EditEntry(PlaceEntry):
    """One change of a fix.

    `line` and `column` are where it begins, counted from 1, columns in code points.
    `end_line` and `end_column` are the first place after it. `replacement` is what
    will stand there.
    """

    replacement: str


class FixEntry(TypedDict):
    """What puts a violation right.

    A fix is `safe` when nobody needs to read the result; `title` says what it
    does, and `reason` is the code of the title. Its `edits` belong together; all
    places in them are those of the unchanged file.
    """

    safe: bool
    title: str
    reason: ReasonEntry
    edits: tuple[EditEntry, ...]


class SuppressionEntry(TypedDict):
    """The comment that covers a violation; `reason` is empty when it gives none."""

    reason: str


class CoverEntry(TypedDict, total=False):
    """Why a violation does not count.

    `suppressed` is there when a comment covers it. `baselined` is there, and true,
    when it is known already.
    """

    suppressed: SuppressionEntry
    baselined: bool


class NoFixEntry(ReasonEntry):
    """Why only an editor can put a violation right.

    `message` says it. `code` and `values` are what stands behind it.
    """

    message: str


class ExplanationEntry(TypedDict, total=False):
    """What a message rests on.

    `reasons` is there when parts of the message have codes: what they are, by the
    placeholder that stands for the part in the message of the rule. `no_fix_reason`
    is there when it is known why there is no fix.
    """

    reasons: Mapping[str, ReasonEntry]
    no_fix_reason: NoFixEntry


class PatternNameEntry(TypedDict, total=False):
    """What found something; `pattern` is the rule and the id of its pattern, as in `refusal/sorry-I-cannot`."""

    pattern: str


class RowEntry(TypedDict, total=False):
    """Where a text stands that is no file: `table` is the name of the table in this report, `row` that of the row."""

    table: str
    row: str


class ViolationEntry(PlaceEntry, RowEntry, PatternNameEntry, ExplanationEntry, CoverEntry):
    """One finding.

    `path` is the file, relative, with forward slashes. `table` is there when the text stands in a table: its name;
    then the path is that, `#`, and the `row`, and lines are those of the text. `rule` is the id of the rule
    that was broken. `pattern` is there when the rule has patterns with names: the rule
    and the one that matched, as in `refusal/sorry-I-cannot`. `severity` says how bad
    that is. `message` says what is wrong. `reasons` is there when parts of the message
    have codes: what they are, by the placeholder that stands for the part in the message of the rule. `line` and
    `column` are where it begins, counted from 1, columns in code points. `end_line`
    and `end_column` are the first place after it. `excerpt` is exactly
    the text there. `related` are other places that explain it. `fix` is null when
    only an editor can put it right; `no_fix_reason` is there when it is known why.
    `fingerprint` stays the same when the finding moves within the file. `suppressed`
    is there when a comment covers the finding: it does not count. `baselined` is
    there, and true, when the finding is known already: it does not count.
    """

    path: str
    rule: str
    severity: str
    message: str
    excerpt: str
    related: tuple[RelatedEntry, ...]
    fix: FixEntry | None
    fingerprint: str


class UnlistedEntry(TypedDict):
    """Findings of one rule in one file that are counted and not listed, since there are very many.

    `path` is the file. `rule` is the id of the rule that was broken. `severity`
    says how bad that is. `suppressed` says whether a comment covers them: then they
    do not count. `count` is how many there are; they stand behind those that are
    listed.
    """

    path: str
    rule: str
    severity: str
    suppressed: bool
    count: int


class ErrorEntry(TypedDict):
    """Something that could not be checked.

    `path` is the file, null when it is about none. `message` says what went wrong,
    where, and what helps.
    """

    path: str | None
    message: str


class ReportDocument(TypedDict):
    """The report of one run.

    `schema_version` grows when a program that reads reports has to change. `tool`
    is the program that wrote it. `summary` holds the counts. `violations` are all
    findings, by path and place, also those that do not count. `errors` are what
    could not be checked: while there are any, the findings are not complete.
    `unlisted` are findings that the summary counts and `violations` leaves out.
    `articles` are those that are not whole, by path.
    """

    schema_version: int
    tool: ToolEntry
    summary: SummaryEntry
    violations: tuple[ViolationEntry, ...]
    errors: tuple[ErrorEntry, ...]
    unlisted: tuple[UnlistedEntry, ...]
    articles: tuple[ArticleEntry, ...]
