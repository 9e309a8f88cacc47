"""Settings kept between runs, so that a run reads no rule and no config that it has read before."""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Iterable
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from endmark.ruleset.settings import Settings
from endmark.storage.reading import read_regular
from endmark.storage.store import compute_digest
from endmark.violation import Severity

if TYPE_CHECKING:
    from endmark.ruleset.rule import Rule
    from endmark.ruleset.rule_set import KeptSearch
    from endmark.ruleset.rule_table import RuleTable, Stamp
    from endmark.ruleset.settings_request import SettingsRequest
    from endmark.storage.store import Store

_JUDGING_FIELDS = ("rules", "overrides", "command_line", "search")
_ORIGIN_FIELDS = ("provenance",)
_CORPUS_FIELDS = ("corpus_rules",)
_SITE_FIELDS = ("site_rules",)


class CachedSettings(Settings):
    """Settings from the store: what makes and judges rules is loaded when somebody asks for a rule.

    What they share with the rules that come with endmark is not in them; `_shipped` loads those.
    """

    __slots__ = ("_frozen", "_parting_ids", "_shipped")

    _frozen: dict[tuple[str, ...], bytes]
    _parting_ids: frozenset[str]
    _shipped: Callable[[], RuleTable]

    def __getattr__(self, name: str) -> Any:
        # Python asks here only for what is not set yet.
        together = next((names for names in (_JUDGING_FIELDS, _ORIGIN_FIELDS) if name in names), None)
        if together is None:
            raise AttributeError(name)
        from endmark.ruleset.restricted_pickle import load

        for lazy, value in zip(together, load(self._frozen[together], self._shipped().parts), strict=True):
            object.__setattr__(self, lazy, value)
        return object.__getattribute__(self, name)

    @property
    def parting(self) -> tuple[Rule, ...]:
        """As of `Settings`, without reading the options of every rule."""
        if not hasattr(self, "_parting_ids"):  # as below
            return super().parting
        return tuple(rule for rule in self.rules if rule.id in self._parting_ids)

    @property
    def corpus_rules(self) -> tuple[Rule, ...]:
        """As of `Settings`; the other rules stay frozen, as most runs have nothing else for any rule to do."""
        return super().corpus_rules if self._is_remade() else self._thaw_rules(_CORPUS_FIELDS)

    @property
    def site_rules(self) -> tuple[Rule, ...]:
        """As of `Settings`, and as `corpus_rules`."""
        return super().site_rules if self._is_remade() else self._thaw_rules(_SITE_FIELDS)

    def _is_remade(self) -> bool:
        """Whether these are settings that were made of others, with other rules in their place."""
        return not hasattr(self, "_frozen")

    def _thaw_rules(self, names: tuple[str]) -> tuple[Rule, ...]:
        from endmark.ruleset.restricted_pickle import load

        rules: tuple[Rule, ...]
        (rules,) = load(self._frozen[names])
        return rules

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process gets plain settings."""
        return _make_settings, (self.search, *(getattr(self, name) for name in _FIELDS))


_WRITTEN_FIELDS = ("include", "exclude", "read_as", "dialect", "is_top", "max_findings", "lang")
"""Fields that `marshal` can write as they are."""

_PLAIN_FIELDS = (*_WRITTEN_FIELDS, "root", "fail_on", "config_path", "baseline")
_FIELDS = (*_PLAIN_FIELDS, *_JUDGING_FIELDS[:-1], *_ORIGIN_FIELDS)


def _make_settings(search: KeptSearch, *values: Any) -> Settings:
    settings = Settings(**dict(zip(_FIELDS, values, strict=True)))
    settings.keep_search(search)
    return settings


def load_cached_settings(store: Store | None, request: SettingsRequest) -> Settings:
    """The same settings as `load_settings` gives, from the store where they are the same still.

    They are when every file that they were made from has the same content, the
    same config is found, and the program is the same. Raises InputError as
    `load_settings` does; settings with mistakes are not kept. Without a store
    they are loaded.
    """
    from endmark.ruleset.config_discovery import choose_config, find_root

    cwd = request.cwd.resolve()
    path = choose_config(request.config, cwd, request.start) if request.use_config else None
    root = find_root(path, cwd)
    options = (sorted(request.select), sorted(request.ignore), dict(request.severities), request.fail_on)
    command_line = (*options, request.below is not None)
    asked = (str(cwd), str(path), str(root), *map(repr, command_line))
    name = f"settings-{compute_digest(*(os.fsencode(part) for part in asked)).hex()}"
    if store and (settings := _unpack_settings(store, name, path, root)):
        return settings

    from endmark.ruleset.builtin import load_builtin_table
    from endmark.ruleset.loading import load_settings

    shipped = load_builtin_table(store)
    files, folders = ([] if path is None else [str(path)]), list[str]()
    while True:
        before = _digest_contents(files, folders)
        settings = load_settings(request, shipped)
        made_from = list_sources(settings)
        if made_from == (files, folders):
            break
        # Read again: only what was the same before and after is surely what the settings were made from.
        files, folders = made_from
    if store and before is not None and before == _digest_contents(files, folders):
        store.write(name, _pack_settings(settings, shipped, before))
    return settings


def _unpack_settings(store: Store, name: str, path: Path | None, root: Path) -> Settings | None:
    """The settings in a piece of the store if they still hold; their rules stay frozen."""
    piece = store.read(name)
    if piece is None:
        return None
    # The store has checked that these bytes are the ones written by a program like this one.
    contents, shipped, files, folders, plain, fail_on, baseline, effect, known, parting, frozen = marshal.loads(piece)  # noqa: S302
    if _digest_contents(files, folders) != contents:
        return None
    settings = CachedSettings.__new__(CachedSettings)
    values = {
        **dict(zip(_WRITTEN_FIELDS, plain, strict=True)),
        "root": root,
        "fail_on": None if fail_on is None else Severity(fail_on),
        "config_path": path,
        "baseline": None if baseline is None else Path(baseline),
        "_effect": effect,
        "_known": known,
        "_parting_ids": parting,
        "_enabled": {},
        "_frozen": frozen,
        "_shipped": partial(_load_shipped, store, *shipped),
    }
    for field_name, value in values.items():
        object.__setattr__(settings, field_name, value)
    return settings


def _load_shipped(store: Store, origin: bytes, stamp: Stamp | None) -> RuleTable:
    from endmark.ruleset.builtin import load_builtin_table

    return load_builtin_table(store, origin, stamp)


def list_sources(settings: Settings) -> tuple[list[str], list[str]]:
    """The configs and the folders of own rules that settings were made from."""
    configs = settings.provenance.files
    files = [str(file.path) for file in configs]
    return files, [str(file.path.parent / name.value) for file in configs for name in file.config.rule_paths]


def _pack_settings(settings: Settings, shipped: RuleTable, contents: bytes) -> bytes:
    """The settings as a piece for the store."""
    from endmark.ruleset.rule_set import make_search
    from endmark.ruleset.sharing_pickle import dump

    if settings.search is None:
        settings.keep_search(make_search(settings.rules))
    files, folders = list_sources(settings)
    groups = {_JUDGING_FIELDS: shipped.parts, _ORIGIN_FIELDS: shipped.parts, _CORPUS_FIELDS: {}, _SITE_FIELDS: {}}
    frozen = {names: dump(tuple(getattr(settings, name) for name in names), parts) for names, parts in groups.items()}
    fail_on = None if settings.fail_on is None else int(settings.fail_on)
    baseline = None if settings.baseline is None else str(settings.baseline)
    plain = tuple(getattr(settings, name) for name in _WRITTEN_FIELDS)
    origins = contents, (shipped.origin, shipped.stamp)
    parting = frozenset(rule.id for rule in settings.parting)
    return marshal.dumps(
        (*origins, files, folders, plain, fail_on, baseline, settings.effect, settings.known, parting, frozen)
    )


def _digest_contents(files: Iterable[str], folders: Iterable[str]) -> bytes | None:
    """A digest of these files, of all rules in these folders, and of the shipped ones; None when one is missing.

    The shipped ones change with the program alone, so their sizes and times tell enough, as they do of its modules.
    """
    from endmark.ruleset.builtin import find_builtin_folder
    from endmark.ruleset.rule_entries import iter_rule_entries

    try:
        parts = []
        for entry in sorted(iter_rule_entries(str(find_builtin_folder())), key=_get_path):
            about = entry.stat()
            parts.append(os.fsencode(f"{entry.path} {about.st_size} {about.st_mtime_ns}"))
        own = (sorted(map(_get_path, iter_rule_entries(folder))) for folder in folders)
        for path in chain(files, *own):
            parts.append(os.fsencode(path))
            parts.append(read_regular(path))
    except OSError:
        return None
    return compute_digest(*parts)


def _get_path(entry: os.DirEntry[str]) -> str:
    return entry.path
