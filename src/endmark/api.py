"""endmark as a library: the answer that the command would give, for a text in hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from endmark.document.source import Encoding, Source, decode
from endmark.document.span import Position, Span
from endmark.errors import InputError, Problem
from endmark.linting.checking.run import run
from endmark.linting.execution.result_cache import open_result_cache
from endmark.linting.files.discovery import FoundFile, is_excluded, make_display_path, recognise_file
from endmark.linting.report import Report
from endmark.ruleset.nearest import NearestSettings
from endmark.ruleset.reading import explain_unread
from endmark.ruleset.settings_request import SettingsRequest
from endmark.ruleset.sites import Sites
from endmark.violation import Violation

if TYPE_CHECKING:
    from endmark.linting.baseline.baseline import Entry
    from endmark.linting.repair.repair import Applied, Refused
    from endmark.messages import SpokenLanguage
    from endmark.ruleset.settings import Settings
    from endmark.storage.store import Store


_ANY_CHARACTER = "surrogatepass"
"""A lone surrogate is refused where every text is read, with its place, and not here."""


class Result(Struct, frozen=True):
    """What was found in one text.

    `report` is all of it, in the shape that the reporters take. `source` is the
    text with its lines, None where the text could not be read.
    """

    report: Report
    source: Source | None

    @property
    def violations(self) -> tuple[Violation, ...]:
        """The findings that count, in the order of the text: neither suppressed nor in the baseline."""
        return self.report.standing

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be checked, and why; while there are any, the findings are not complete."""
        return self.report.problems

    @property
    def passed(self) -> bool:
        """Whether everything was checked and nothing was found at or above `fail_on`."""
        return self.report.exit_code == 0

    def locate(self, span: Span, encoding: Encoding = "utf-32") -> tuple[Position, Position]:
        """Where a span begins and where it ends (exclusive): lines and columns from 1.

        Columns count code points ("utf-32"), bytes ("utf-8") or the units that
        language servers use ("utf-16"). Raises ValueError without a text.
        """
        if self.source is None:
            raise ValueError("the text could not be read, so nothing in it has a place.")
        return self.source.get_position_in(span.start, encoding), self.source.get_position_in(span.end, encoding)

    def to_dict(self) -> Mapping[str, Any]:
        """The JSON report, as `endmark check --format json` prints it; `endmark schema report` describes it."""
        from endmark.reporters.json_report import to_document

        return to_document(self.report)


class FixResult(Struct, frozen=True):
    """A text after its repair.

    `text` is the whole text, unchanged where nothing could be repaired. `applied`
    and `refused` are the fixes that were made and those whose proof failed.
    `result` is what is found in the text now.
    """

    text: str
    applied: tuple[Applied, ...]
    refused: tuple[Refused, ...]
    result: Result


class Linter:
    """Rules and settings, ready for any number of texts; make one and keep it."""

    def __init__(
        self, nearest: NearestSettings, folder: Path, *, use_baseline: bool = False, store: Store | None = None
    ) -> None:
        self._nearest = nearest
        self._folder = folder
        self._use_baseline = use_baseline
        self._store = store
        self._sites = Sites()
        self._known: dict[int, tuple[Entry, ...]] = {}

    @classmethod
    def from_config(  # noqa: PLR0913 - the options of the command line, by name
        cls,
        folder: Path | str = ".",
        *,
        config: Path | str | None = None,
        use_config: bool = True,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        fail_on: str | None = None,
        use_baseline: bool = True,
        store: Store | None = None,
    ) -> Linter:
        """A linter that answers as the command would in that folder.

        The config, own rules, severities and the baseline are those that
        `endmark check` finds there; the arguments are its options. For a text that
        belongs to a folder with a config of its own, that one holds. What a run has
        read and found is in the `store` of the program, where it is given one. Raises
        InputError when any of them is wrong.
        """
        # What a store has need not be read, and whoever waits for an editor's first text pays for each module.
        if store is None:
            from endmark.ruleset.loading import load_settings as load
        else:
            from endmark.ruleset.settings_cache import load_cached_settings

            load = partial(load_cached_settings, store)
        cwd = Path(folder).resolve()
        request = SettingsRequest(
            cwd,
            config=None if config is None else Path(config),
            use_config=use_config,
            select=tuple(select),
            ignore=tuple(ignore),
            fail_on=fail_on,
        )
        main = load(request)
        linter = cls(NearestSettings(main, request, load), cwd, use_baseline=use_baseline, store=store)
        linter._read_known(main)  # a baseline with mistakes is told at once
        return linter

    @property
    def language(self) -> SpokenLanguage | None:
        """The language that the config wants messages in."""
        return self._nearest.main.lang

    def check(self, text: str, path: Path | str = "article.md", *, keep: bool = False, fixes: bool = True) -> Result:
        """What is found in a text.

        `path` is where the text belongs, relative to the folder of the linter:
        overrides, the baseline and reports go by it. The file itself need not
        exist and is not read. Whatever goes wrong with the text is one of the
        `problems` of the result. With `keep` a linter with a store answers what was
        found in the same text before, and else keeps what it finds. Without `fixes` it
        answers sooner and keeps nothing new, and some findings lack theirs, and the reason why they have none.
        """
        data, file = self._make_file(text, path)
        return Result(self._report(file, data, keep=keep, fixes=fixes), _decode(data, file.shown))

    def reads(self, path: Path | str) -> bool:
        """Whether the command would check a file of that path: by its name, and by what the config excludes.

        A config with mistakes excludes nothing: they are the problems of the check.
        """
        _, file = self._make_file("", path)
        settings = self._nearest.find(file.folder) or self._nearest.main
        excluded = is_excluded(str(file.path), exclude=settings.exclude, root=settings.root)
        return not excluded and recognise_file(file, settings, self._sites) is not None

    def fix(
        self,
        text: str,
        path: Path | str = "article.md",
        *,
        only: Iterable[Violation | str] | None = None,
        unsafe: bool = False,
    ) -> FixResult:
        """Repair a text as `endmark fix` would, and check what is left; nothing is written.

        `only` are findings of a result for this text and path, or their fingerprints:
        the others are left as they are, and so is what has no fix among them. Raises
        InputError when one of them is not found in this text. `unsafe` also applies
        what an editor should read.
        """
        # Who only checks needs none of it, and an editor waits for the first findings.
        from endmark.linting.repair.fix_files import fix_files, keep_file

        data, file = self._make_file(text, path)
        settings = self._nearest.find(file.folder) or self._nearest.main
        fixed = fix_files(
            [recognise_file(file, settings, self._sites) or file],
            self._report(file, data),
            settings,
            cwd=self._folder,
            unsafe=unsafe,
            only=None if only is None else frozenset(map(_get_fingerprint, only)),
            read=lambda _: data,
            write=keep_file,
        )
        if not fixed.fixed_files:
            return FixResult(text, (), (), Result(fixed.left, _decode(data, file.shown)))
        (done,) = fixed.fixed_files
        after = done.after.decode("utf-8")
        return FixResult(after, done.repair.applied, done.repair.refused, Result(fixed.left, done.repair.source))

    def _make_file(self, text: str, path: Path | str) -> tuple[bytes, FoundFile]:
        absolute = self._folder / path
        file = FoundFile(str(absolute), make_display_path(str(absolute), str(self._folder)))
        return text.encode("utf-8", _ANY_CHARACTER), file

    def _report(self, file: FoundFile, data: bytes, *, keep: bool = False, fixes: bool = True) -> Report:
        main = self._nearest.main
        try:
            settings = self._nearest.get(file.folder)
            known = self._read_known(settings)
        except InputError as error:
            return run([], main, problems=error.problems)
        recognised = recognise_file(file, settings, self._sites)
        if recognised is None:
            return run([], main, problems=[explain_unread(file.shown)])
        cache = open_result_cache(self._store, settings) if keep else None
        report = run([recognised], settings, read=lambda _: data, cache=cache, fixes=fixes)
        if known:
            from endmark.linting.baseline.baseline import compare_with_baseline

            report = compare_with_baseline(report, known, settings, self._folder).report
        return replace(report, fail_on=main.fail_on)

    def _read_known(self, settings: Settings) -> tuple[Entry, ...]:
        """What the baseline of some settings knows."""
        if id(settings) not in self._known:
            self._known[id(settings)] = self._read_baseline(settings) if self._use_baseline else ()
        return self._known[id(settings)]

    def _read_baseline(self, settings: Settings) -> tuple[Entry, ...]:
        from endmark.linting.baseline.location import choose_baseline

        if (path := choose_baseline(None, settings, self._folder)) is None:
            return ()
        from endmark.linting.baseline.baseline import read_baseline

        return read_baseline(path, make_display_path(str(path), str(self._folder)))


def _get_fingerprint(finding: Violation | str) -> str:
    return finding if isinstance(finding, str) else finding.fingerprint


def _decode(data: bytes, path: str) -> Source | None:
    try:
        return decode(data, path)
    except InputError:
        return None
