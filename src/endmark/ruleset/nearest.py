"""Which settings hold for which folder: those of the config that stands nearest above it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from endmark.errors import InputError, Problem
from endmark.ruleset.config_discovery import MAY_CONFIGURE, find_config, is_trusted

if TYPE_CHECKING:
    from endmark.ruleset.settings import Settings
    from endmark.ruleset.settings_request import SettingsRequest


class NearestSettings:
    """The settings of a run by folder.

    `main` are those of the folder one stands in. They hold for every file that has no
    config above it, and for all of them when the command line names the config or
    wants none. Others are loaded when the first of their folders is met; where a
    config has mistakes, there are no settings for what is below.
    """

    def __init__(
        self,
        main: Settings,
        request: SettingsRequest | None = None,
        load: Callable[[SettingsRequest], Settings] | None = None,
    ) -> None:
        """Without a request, or when it names the config or wants none, `main` holds everywhere."""
        self.main = main
        searches = request is not None and request.use_config and request.config is None
        self._request, self._load = (request, load) if searches else (None, None)
        self._by_folder: dict[str, Settings | InputError] = {}
        self._by_config: dict[Path | None, Settings | InputError] = {None: main, main.config_path: main}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The mistakes of all configs that were met, each once."""
        errors = [found for found in self._by_folder.values() if isinstance(found, InputError)]
        return tuple(dict.fromkeys(problem for error in errors for problem in error.problems))

    def find(self, folder: str) -> Settings | None:
        """The settings for the files of a folder, an absolute path; None when the config has mistakes."""
        found = self._look_up(folder)
        return None if isinstance(found, InputError) else found

    def get(self, folder: str) -> Settings:
        """The same; InputError with the mistakes of the config."""
        found = self._look_up(folder)
        if isinstance(found, InputError):
            raise found
        return found

    def descend(self, folder: str, names: Collection[str], around: Settings | None) -> Settings | None:
        """The same for a folder that holds these names, and whose parent has the settings `around`."""
        if around is not None and folder not in self._by_folder and MAY_CONFIGURE.isdisjoint(names):
            self._by_folder[folder] = around
        return self.find(folder)

    def list_met(self) -> tuple[Settings, ...]:
        """Those of the run, and all that were loaded for some of its folders."""
        met = [found for found in self._by_config.values() if not isinstance(found, InputError)]
        return (self.main, *(settings for settings in met if settings is not self.main))

    def _look_up(self, folder: str) -> Settings | InputError:
        if self._request is None:
            return self.main
        if folder not in self._by_folder:
            self._by_folder[folder] = self._find_above(Path(folder), self._request)
        return self._by_folder[folder]

    def _find_above(self, folder: Path, request: SettingsRequest) -> Settings | InputError:
        while not folder.exists():  # a text may belong where nothing is yet
            folder = folder.parent
        try:
            config = find_config(folder) if is_trusted(folder, request.cwd) else None
        except InputError as error:
            return error
        if config not in self._by_config:
            self._by_config[config] = self._load_for(config, request)
        return self._by_config[config]

    def _load_for(self, config: Path | None, request: SettingsRequest) -> Settings | InputError:
        if config is None or self._load is None:
            return self.main
        try:
            return self._load(replace(request, below=config.parent))
        except InputError as error:
            return error
