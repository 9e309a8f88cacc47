"""Which files a command is asked for: paths, a list of names, and what git says has changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
from msgspec import Struct
from msgspec.structs import replace

from endmark.cli import console
from endmark.errors import InputError, Problem
from endmark.linting.archives import is_archive
from endmark.phrase import explain_os_error, phrase

if TYPE_CHECKING:
    from endmark.document.markup import Markup
    from endmark.linting.files.discovery import Discovery
    from endmark.linting.files.git_changes import GitChanges
    from endmark.linting.tables.request import TableRequest

_STDIN = "-"


class Selection(Struct, frozen=True):
    """What the command line says about the files.

    `paths` are files and folders, or `-` alone for an article from standard
    input. `files_from` is the name of a list, or `-` for standard input; `null`
    says that NUL characters part its names. Of the files all these stand for,
    `changed_since` and `staged` leave those that have changed.
    """

    paths: tuple[str, ...] = (".",)
    files_from: str | None = None
    null: bool = False
    changed_since: str | None = None
    staged: bool = False

    @property
    def is_stdin(self) -> bool:
        """Whether one article comes from standard input."""
        return _STDIN in self.paths


def add_selection_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add PATHS and the options that choose files; the command gets them as one `selection`."""

    @wraps(command)
    def run_with_selection(
        *arguments: Any,
        paths: tuple[str, ...],
        files_from: str | None,
        null: bool,
        changed_since: str | None,
        staged: bool,
        **others: Any,
    ) -> Any:
        asked = Selection(paths, files_from, null, changed_since, staged)
        _refuse_contradictions(asked)
        if not paths and files_from is None:
            asked = replace(asked, paths=(".",))
        return command(*arguments, selection=asked, **others)

    for option in reversed(_OPTIONS):
        run_with_selection = option(run_with_selection)
    return run_with_selection


def add_file_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what says how paths are taken; the command gets `force_exclude`, `no_ignore` and `allow_empty`."""
    for flag, meaning in reversed(_FILE_FLAGS.items()):
        command = click.option(flag, is_flag=True, help=meaning)(command)
    return command


def add_table_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what says which texts of a table are articles; the command gets them as `table`, None without any."""

    @wraps(command)
    def run_with_table(
        *arguments: Any,
        column: str | None,
        row_id: str | None,
        table: str | None,
        fields: tuple[str, ...],
        read_as: Markup | None,
        **others: Any,
    ) -> Any:
        about_tables = {"--id": row_id, "--table": table, "--field": fields, "--read-as": read_as}
        if column is not None:
            return command(*arguments, table=_make_request(column, row_id, table, fields, read_as), **others)
        for option, given in about_tables.items():
            if given:
                raise click.UsageError(phrase("{option} only has a meaning together with --column.", option=option))
        return command(*arguments, table=None, **others)

    for option in reversed(_TABLE_OPTIONS):
        run_with_table = option(run_with_table)
    return run_with_table


def _make_request(
    column: str, row_id: str | None, table: str | None, fields: Sequence[str], read_as: Markup | None
) -> TableRequest:
    from endmark.linting.tables.request import Field, TableRequest

    named = (field.partition("=") for field in fields)
    return TableRequest(column, row_id, table, tuple(Field(name, source or name) for name, _, source in named), read_as)


def refuse_repair_of_tables() -> NoReturn:
    """Raise the usage error of who wants rows of tables repaired."""
    raise click.UsageError(phrase("Texts in tables are not repaired: mend them where they were written."))


def refuse_beside_tables(asked: Selection) -> None:
    """Raise a usage error for what has no meaning where PATHS are tables."""
    if asked.is_stdin:
        raise click.UsageError(phrase("A table cannot be read from `-` (standard input): name its file."))
    for option, given in (
        ("--changed-since", asked.changed_since is not None),
        ("--staged", asked.staged),
        ("--files-from", asked.files_from is not None),
    ):
        if given:
            raise click.UsageError(phrase("{option} chooses files, and --column rows of tables.", option=option))


def refuse_beside_archives(asked: Selection) -> None:
    """Raise a usage error for what has no meaning where one of PATHS is a web archive."""
    if asked.changed_since is not None or asked.staged or asked.files_from is not None:
        raise click.UsageError(phrase("An archive is checked as a whole: name it without what chooses files."))
    if not all(map(is_archive, asked.paths)):
        raise click.UsageError(phrase("Archives and other articles are checked in two runs."))


_FILE_FLAGS = {
    "--force-exclude": "Let `exclude` hold for files that are named here, too.",
    "--no-ignore": "Check what .gitignore files ignore, too.",
    "--allow-empty": "A folder without articles is no mistake.",
}

_TABLE_OPTIONS = (
    click.option(
        "--column",
        metavar="NAME",
        help="PATHS are tables or folders of them, here or in places such as s3://bucket/posts, and the texts in this "
        "column are the articles: Parquet, JSON Lines, CSV, databases of SQLite and DuckDB, and URLs of PostgreSQL.",
    ),
    click.option(
        "--id", "row_id", metavar="NAME", help="With --column: the column that names each row, else its number."
    ),
    click.option("--table", metavar="NAME", help="With --column: the table of a database that has several."),
    click.option(
        "--field",
        "fields",
        multiple=True,
        metavar="NAME[=COLUMN]",
        help="With --column: a field of the front matter, and the column with its value; may be repeated.",
    ),
    click.option(
        "--read-as",
        type=click.Choice(["markdown", "html", "text", "notebook"]),
        help="With --column: what the texts are written in; Markdown unless the config says otherwise.",
    ),
)

_OPTIONS = (
    click.argument("paths", nargs=-1, type=click.Path()),
    click.option(
        "--changed-since",
        metavar="REF",
        help="Of these files, only those that differ from where HEAD parted from this branch or commit.",
    ),
    click.option(
        "--staged",
        is_flag=True,
        help="Of these files, only those with staged changes; each is read as it is in the folder.",
    ),
    click.option(
        "--files-from",
        type=click.Path(allow_dash=True),
        metavar="FILE",
        help="Check the files this list names, one a line; `-` reads the list from standard input.",
    ),
    click.option("--null", "-0", is_flag=True, help="NUL characters part the names in the list, not line ends."),
)


def _refuse_contradictions(asked: Selection) -> None:
    narrowed = asked.changed_since is not None or asked.staged
    if asked.is_stdin and (len(asked.paths) > 1 or asked.files_from is not None):
        raise click.UsageError(phrase("`-` (standard input) cannot be checked together with other paths."))
    if asked.is_stdin and narrowed:
        raise click.UsageError(phrase("Git cannot say whether `-` (standard input) has changed."))
    if asked.changed_since is not None and asked.staged:
        raise click.UsageError(phrase("--changed-since and --staged contradict each other."))
    if asked.files_from is not None and narrowed:
        raise click.UsageError(phrase("--files-from cannot be combined with --changed-since or --staged."))
    if asked.null and asked.files_from is None:
        raise click.UsageError(phrase("--null only has a meaning together with --files-from."))


def select_files(asked: Selection, find: Callable[[tuple[str, ...]], Discovery]) -> Discovery:
    """The files that are asked for; `find` says what paths stand for. Whatever goes wrong is among the problems."""
    from endmark.linting.files.discovery import Discovery

    try:
        if asked.files_from is not None:
            return _find_listed(asked.files_from, asked, find)
        if asked.changed_since is not None or asked.staged:
            return _find_changed(asked, find)
    except InputError as error:
        return Discovery((), error.problems)
    return find(asked.paths)


def _find_listed(source: str, asked: Selection, find: Callable[[tuple[str, ...]], Discovery]) -> Discovery:
    from endmark.linting.files.file_list import read_list

    listed = read_list(_read(source), source, cwd=Path.cwd(), null=asked.null)
    found = find((*asked.paths, *listed.names))
    if not (asked.paths or listed.names or listed.problems):
        found = replace(found, notices=(phrase("Nothing to check: the list of files is empty."),))
    return replace(found, problems=listed.problems + found.problems)


def _read(source: str) -> bytes:
    if source == _STDIN:
        return console.read_stdin()
    try:
        return Path(source).read_bytes()
    except OSError as error:
        message = phrase("this list of files cannot be read: {reason}.", reason=explain_os_error(error))
        hint = phrase("Check that it exists and that you may read it.")
        raise InputError(Problem(message, source, hint=hint)) from error


def _find_changed(asked: Selection, find: Callable[[tuple[str, ...]], Discovery]) -> Discovery:
    changes = _ask_git(asked)
    inside = tuple(path for path in asked.paths if changes.may_hold(Path(path).absolute()))
    outside = tuple(_build_outside_problem(path, changes.top) for path in asked.paths if path not in inside)
    found = find(inside)
    kept, notices = changes.filter_files(found.files), found.notices
    if found.files and not kept:
        since = asked.changed_since
        notices += (
            phrase("Nothing to check: no article has staged changes.")
            if asked.staged
            else phrase("Nothing to check: no article has changed since {since}.", since=since),
        )
    return replace(found, files=kept, problems=outside + found.problems, notices=notices, whole=False)


def _build_outside_problem(path: str, top: str) -> Problem:
    hint = phrase("Name files and folders of that repository, or run endmark in another.")
    return Problem(phrase("this lies outside the git repository in {top}.", top=top), path, hint=hint)


def _ask_git(asked: Selection) -> GitChanges:
    from endmark.linting.files.git_changes import find_changed_since, find_staged

    return (
        find_staged(Path.cwd()) if asked.changed_since is None else find_changed_since(asked.changed_since, Path.cwd())
    )
