"""Which files a run checks."""

# A tree of ten thousand files is walked in strings: a `Path` for each entry would take most of the time.
# ruff: noqa: PTH100, PTH112, PTH114, PTH118, PTH120

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from endmark.document.dialect import Dialect
from endmark.document.markup import Markup
from endmark.document.reading import MARKDOWN, Reading
from endmark.errors import InputError, Problem
from endmark.linting.files.found_paths import FoundPath, FoundPaths
from endmark.linting.files.gitignore import Ignores, is_ignored, read_ignores, read_ignores_above
from endmark.phrase import Phrase, explain_os_error, phrase, quote
from endmark.ruleset.globs import matches
from endmark.ruleset.reading import choose_reading, explain_unread
from endmark.ruleset.sites import Sites
from endmark.storage.packed_sequence import pack_sequence

if TYPE_CHECKING:
    from endmark.ruleset.nearest import NearestSettings
    from endmark.ruleset.settings import Settings

SUFFIXES = (".md", ".markdown", ".mdx", ".qmd", ".rmd")
"""What a folder is searched for when the config has no `include`."""

SKIPPED_FOLDERS = frozenset(
    {"__pycache__", "__pypackages__", "bower_components", "jspm_packages", "node_modules", "site-packages", "venv"}
)
"""Folders of other people's files; hidden folders are skipped, too."""

_SIGNS_OF_PATTERNS = frozenset("*?[")

_EMPTY_HINT = phrase("Check the path and the `exclude` patterns, or let `endmark check --allow-empty` pass it.")
_NAMED_IN_NOTICE = 3
_KEPT_FOLDERS = 1024
"""Folders whose real path is kept in mind: the files of one come together."""


class FoundFile(Struct, frozen=True):
    """A file to check, and how it is read where its settings do not say more.

    `absolute` is its path as text, which takes a third of the memory of a
    `Path`; `shown` is its path in reports: relative to the user, with `/`. `beside`
    is as in `Source`.
    """

    absolute: str
    shown: str
    reading: Reading = MARKDOWN
    beside: int | None = None

    @property
    def path(self) -> Path:
        """Where the file is."""
        return Path(self.absolute)

    @property
    def folder(self) -> str:
        """The folder the file lies in, as text: a run asks for that of every file."""
        return os.path.dirname(self.absolute)

    def to_path_below(self, root: str) -> str:
        """The path that fingerprints hold: relative to `root`, an absolute folder, with `/`."""
        return make_display_path(self.absolute, root)

    def measure(self) -> int:
        """Its bytes; OSError where it is not there."""
        return os.stat(self.absolute).st_size  # noqa: PTH116 - ten thousand files are asked


class Discovery(Struct, frozen=True):
    """The files of a run, sorted by shown path, each once.

    `problems` make the run fail; `notices` are for information. `whole` says that
    the folder of the config was searched, with all that lies below it: then these
    are all files of the site. Where they are rows of tables, `tables` are those, by their
    names in reports, and `read` gives the text of a row. `apart` names what is no part of the site
    that the folder of the config holds, and is a site of its own.
    """

    files: Sequence[FoundFile]
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()
    whole: bool = False
    tables: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    read: Callable[[FoundFile], bytes] | None = None


class _Search(Struct, frozen=True):
    """What holds for every folder of a run; `problems` gathers what goes wrong on the way."""

    cwd: str
    root: str
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    read_as: tuple[tuple[str, Markup], ...]
    respect_gitignore: bool
    problems: list[Problem]
    sites: Sites
    nearest: NearestSettings | None = None
    settings: Settings | None = None

    @property
    def top(self) -> str | None:
        return self.settings.top if self.settings else None

    def note(self, real: str, path: str, turn: int) -> FoundPath:
        """A path of a file; one that a link leads to, too, keeps its own name."""
        return FoundPath(real, self.format_path(path), path, turn, own=real == path)

    def format_path(self, path: str) -> str:
        return make_display_path(path, self.cwd)

    def enter(self, folder: str) -> _Search | None:
        """The search of a folder of which nothing is known yet; None when its config has mistakes."""
        return self if self.nearest is None else self._follow(self.nearest.find(folder))

    def descend(self, folder: str, entries: Iterable[os.DirEntry[str]]) -> _Search | None:
        """The search of a folder that this one led to, and that holds these entries."""
        names = {entry.name for entry in entries}
        inside = self._follow(self.nearest.descend(folder, names, self.settings)) if self.nearest else self
        if inside is not None:
            self.sites.descend(folder, names, inside.top)
        return inside

    def _follow(self, settings: Settings | None) -> _Search | None:
        if settings is None or settings is self.settings:
            return self if settings else None
        return replace(
            self,
            root=str(settings.root),
            include=settings.include,
            exclude=settings.exclude,
            read_as=settings.read_as,
            settings=settings,
        )

    def wants_path(self, path: str) -> bool:
        if self.include:
            return matches(self.include, self.to_root_path(path))
        return path.lower().endswith(SUFFIXES)

    def excludes_path(self, path: str, *, folder: bool) -> bool:
        if not self.exclude or path == self.root:
            return False
        return matches(self.exclude, self.to_root_path(path) + "/" * folder)

    def is_excluded(self, path: str, *, folder: bool) -> bool:
        """Whether the path or a folder around it, below the root, is excluded."""
        if not self.exclude:
            return False
        while not self.excludes_path(path, folder=folder):
            path, folder = os.path.dirname(path), True
            if not path.startswith(_to_prefix(self.root)):
                return False
        return True

    def excludes_named(self, path: str, *, folder: bool) -> bool:
        """Whether the config that holds for a named path excludes it."""
        around = self.enter(os.path.dirname(path))
        if around is None or around.is_excluded(path, folder=folder):
            return around is not None
        # A search would not have come to the folder of that config, either, if the one around it excludes it.
        return around.root.startswith(_to_prefix(self.root)) and self.excludes_named(around.root, folder=True)

    def read_ignores(self, folder: str) -> tuple[Ignores, ...]:
        try:
            return read_ignores(folder, self.format_path)
        except InputError as error:
            self.problems.extend(error.problems)
            return ()

    def choose_reading(self, path: str) -> Reading | None:
        find_site = partial(self.sites.find, os.path.dirname(path), self.top)
        return choose_reading(self.to_root_path(path), self.read_as, self.include, find_site)

    def to_root_path(self, path: str) -> str:
        return make_display_path(path, self.root).lstrip("/")


def find_files(  # noqa: PLR0913 - one question with many sides; all but `paths` are named
    paths: Sequence[str],
    *,
    cwd: Path,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    read_as: Sequence[tuple[str, Markup]] = (),
    respect_gitignore: bool = True,
    force_exclude: bool = False,
    allow_empty: bool = False,
    root: Path | None = None,
    nearest: NearestSettings | None = None,
) -> Discovery:
    """The files that `paths` stand for.

    A file named by the user is taken whatever its suffix; `exclude` holds for
    it only with `force_exclude`. `read_as` and `include` are as in `choose_reading`:
    a file that nothing there reads is a problem. A folder is searched for Markdown files, or
    for what `include` says; hidden and ignored files are left out. Who names an
    excluded or ignored folder means it: then neither `exclude` nor the
    `.gitignore` files above that folder hold.
    Patterns are read as in a `.gitignore` in `root` (default: `cwd`). Below a config of
    its own, what `nearest` has for a folder holds instead of them. A missing
    path and a folder with nothing to check are problems; `allow_empty` makes
    the latter a notice.
    """
    _resolve_folder.cache_clear()  # a link may lead elsewhere by now
    problems: list[Problem] = []
    here, base = os.path.abspath(cwd), os.path.abspath(root or cwd)
    globs = tuple(include), tuple(exclude), tuple(read_as)
    settings = nearest.main if nearest else None
    search = _Search(here, base, *globs, respect_gitignore, problems, Sites(), nearest, settings)
    found = FoundPaths()
    notices: list[str] = []
    left_out: list[str] = []
    whole = False
    for turn, given in enumerate(expand_patterns(paths, search.cwd)):
        path = os.path.normpath(os.path.join(search.cwd, given))
        is_folder = os.path.isdir(path)
        if not os.path.lexists(path):
            problems.append(explain_missing(given, search.format_path(path)))
        elif force_exclude and search.excludes_named(path, folder=is_folder):
            left_out.append(search.format_path(path))
        elif not is_folder:
            found.add([search.note(os.path.realpath(path), path, turn)])
        else:
            before = len(problems)
            inside = search.enter(path)
            count = found.add(search.note(*pair, turn) for pair in _walk_folder(path, inside)) if inside else 0
            if not count and len(problems) == before and not (nearest and nearest.problems):
                _report_empty(search.format_path(path), None if allow_empty else problems, notices)
            whole = whole or search.root == path or search.root.startswith(_to_prefix(path))
    if left_out:
        notices.append(_describe_left_out(left_out))
    unread: list[Problem] = []
    taken = _iter_taken(found, search, unread)
    files = pack_sequence(taken, _pack_file, _unpack_file)
    problems += [*(nearest.problems if nearest else ()), *sorted(unread, key=attrgetter("path"))]
    return Discovery(files, tuple(problems), tuple(notices), whole and not problems)


def _iter_taken(found: FoundPaths, search: _Search, unread: list[Problem]) -> Iterator[FoundFile]:
    """The files that are checked, by what they are called in reports; `unread` gathers what is said of the others."""
    for path, shown in found:
        around = search.enter(os.path.dirname(path))
        if around is None:
            continue  # the mistakes of its config are told
        if (reading := around.choose_reading(path)) is None:
            unread.append(explain_unread(shown))
        else:
            yield FoundFile(path, shown, reading)


def _pack_file(file: FoundFile) -> tuple[str, str, str, str]:
    return file.absolute, file.shown, file.reading.markup, file.reading.dialect


def _unpack_file(packed: tuple[str, str, Markup, Dialect]) -> FoundFile:
    absolute, shown, *reading = packed
    return FoundFile(absolute, shown, _make_reading(*reading))


@lru_cache
def _make_reading(markup: Markup, dialect: Dialect) -> Reading:
    return Reading(markup, dialect)


def recognise_file(file: FoundFile, settings: Settings, sites: Sites) -> FoundFile | None:
    """A file that was not searched for, with how it is read; None when endmark does not read it."""
    find_site = partial(sites.find, os.path.normpath(file.folder), settings.top)
    reading = choose_reading(file.to_path_below(str(settings.root)), settings.read_as, settings.include, find_site)
    return None if reading is None else replace(file, reading=reading)


def is_excluded(path: str, *, exclude: Sequence[str], root: Path) -> bool:
    """Whether `exclude` holds for an absolute path; it need not exist."""
    base = os.path.abspath(root)
    search = _Search(base, base, (), tuple(exclude), (), respect_gitignore=False, problems=[], sites=Sites())
    return search.is_excluded(path, folder=False)


def make_display_path(path: str, cwd: str) -> str:
    """An absolute path as reports show it: relative to `cwd` where it lies below it, with `/`."""
    if path == cwd:
        return "."
    prefix, real = _to_prefix(cwd), path
    if not path.startswith(prefix):
        # Only now, for it asks the system about every folder on the way.
        prefix, real = _to_prefix(_resolve_folder(cwd)), _resolve_path(path)
    return (real.removeprefix(prefix) if real.startswith(prefix) else path).replace(os.sep, "/")


def _resolve_path(path: str) -> str:
    """The path without links on the way."""
    folder, name = os.path.split(path)
    if os.path.islink(path) or name in ("", ".", ".."):
        return os.path.realpath(path)
    return os.path.join(_resolve_folder(folder), name)


@lru_cache(_KEPT_FOLDERS)
def _resolve_folder(folder: str) -> str:
    return os.path.realpath(folder)


def _to_prefix(folder: str) -> str:
    return folder if folder.endswith(os.sep) else folder + os.sep


def expand_patterns(paths: Iterable[str], cwd: str) -> Iterator[str]:
    """The paths, and in the place of a pattern that no shell has expanded what it matches."""
    for given in paths:
        if not _SIGNS_OF_PATTERNS.isdisjoint(given) and not os.path.lexists(os.path.join(cwd, given)):
            import glob

            # `Path.glob` takes no absolute patterns.
            yield from sorted(glob.glob(given, root_dir=cwd, recursive=True)) or (given,)  # noqa: PTH207
        else:
            yield given


def explain_missing(given: str, shown: str) -> Problem:
    """That nothing of that name is there; a pattern is said to be one."""
    if not _SIGNS_OF_PATTERNS.isdisjoint(given):
        return Problem(phrase("no file matches this pattern."), shown, hint=phrase("Name files or folders that exist."))
    return Problem(
        phrase("there is no such file or folder."), shown, hint=phrase("Check the spelling and where you are.")
    )


def _report_empty(shown: str, problems: list[Problem] | None, notices: list[str]) -> None:
    where = phrase("the current folder") if shown == "." else quote(shown)
    if problems is None:
        notices.append(
            phrase("Nothing to check in {where}: no Markdown file there, or all are excluded or ignored.", where=where)
        )
    else:
        message = phrase(
            "nothing to check in {where}: no Markdown file there, or all are excluded or ignored.", where=where
        )
        problems.append(Problem(message, hint=_EMPTY_HINT))


def _describe_left_out(paths: Sequence[str]) -> Phrase:
    if len(paths) == 1:
        return phrase("{path} is excluded by the configuration and was not checked.", path=paths[0])
    named = ", ".join(paths[:_NAMED_IN_NOTICE]) + (", …" if len(paths) > _NAMED_IN_NOTICE else "")
    return phrase(
        "{count} paths are excluded by the configuration and were not checked: {named}", count=len(paths), named=named
    )


class _OpenFolder(NamedTuple):
    """A folder on the way: the entries that are left, its real path, and what holds for it."""

    entries: Iterator[os.DirEntry[str]]
    path: str
    real: str
    ignores: tuple[Ignores, ...]
    search: _Search


def _walk_folder(folder: str, search: _Search) -> Iterator[tuple[str, str]]:
    """Real path and path of every wanted file below a folder, sorted as text; links to folders are not followed."""
    if search.is_excluded(folder, folder=True):
        search = replace(search, exclude=())
    ignores = read_ignores_above(folder, search.read_ignores) if search.respect_gitignore else ()
    way = [*_open_folder(folder, os.path.realpath(folder), ignores, search)]
    while way:
        entries, current, real, ignores, search = way[-1]
        if (entry := next(entries, None)) is None:
            way.pop()
            continue
        path, is_folder = entry.path, entry.is_dir(follow_symlinks=False)
        if entry.name.startswith(".") or not (_may_enter(entry) if is_folder else _may_take(entry, search)):
            continue
        if search.excludes_path(path, folder=is_folder) or is_ignored(path, ignores, folder=is_folder):
            continue
        # Where no link is on the way both are one, and a path is held once.
        place = path if current == real else os.path.join(real, entry.name)
        if is_folder:
            way += _open_folder(path, place, ignores, search)
        else:
            yield os.path.realpath(path) if entry.is_symlink() else place, path


def _open_folder(path: str, real: str, ignores: tuple[Ignores, ...], around: _Search) -> Iterator[_OpenFolder]:
    """A folder with what holds for it; nothing when its config has mistakes."""
    entries = _list_entries(path, around)
    if (search := around.descend(path, entries)) is not None:
        if search.respect_gitignore and any(entry.name == ".gitignore" for entry in entries):
            ignores = (*ignores, *search.read_ignores(path))
        yield _OpenFolder(iter(entries), path, real, ignores, search)


def _list_entries(folder: str, search: _Search) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as listing:
            return sorted(listing, key=_order_entry)
    except OSError as error:
        message = phrase("this folder cannot be read: {reason}.", reason=explain_os_error(error))
        hint = phrase("Exclude it or change its permissions.")
        search.problems.append(Problem(message, search.format_path(folder), hint=hint, subject="folder"))
        return []


def _order_entry(entry: os.DirEntry[str]) -> str:
    """So that what is in a folder stands where its path, with all that follows, belongs among those of its files."""
    return f"{entry.name}/" if entry.is_dir(follow_symlinks=False) else entry.name


def _may_enter(entry: os.DirEntry[str]) -> bool:
    return entry.name not in SKIPPED_FOLDERS


def _may_take(entry: os.DirEntry[str], search: _Search) -> bool:
    """Whatever has the name of an article and is no folder: what cannot be read is not passed over, but told then."""
    if not search.wants_path(entry.path):
        return False
    try:
        return not entry.is_dir()
    except OSError:  # it leads to itself, or where nobody may look
        return True
