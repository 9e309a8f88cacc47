"""The folders that are open in an editor, and which rules hold for a text in one of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from endmark.errors import InputError
from endmark.lsp.buffer import Buffer, Json
from endmark.messages.choosing import VARIABLE, find_language, recognise_language, speak_language

if TYPE_CHECKING:
    from endmark.api import Linter
    from endmark.storage.store import Store

_SUFFIXES = {"mdx": ".mdx", "html": ".html", "asciidoc": ".adoc", "restructuredtext": ".rst"}
"""How a text is read that has no file yet, by what the editor calls its language; else as Markdown."""

OPTIONS = ("config", "select", "ignore")
"""What an editor may set of a linter."""


class Workspace:
    """The open folders; a linter is made for each when a text in it is first checked.

    `store` has what other runs have read and found. `language` is the one that somebody has asked for by name, and
    `locale` that of the editor.
    """

    def __init__(self, store: Store | None = None, language: str | None = None) -> None:
        self._store = store
        self._language = language
        self.locale = ""
        self.folders: dict[str, Path] = {}
        self._options: dict[str, Json] = {}
        self._linters: dict[Path, Linter] = {}

    def change_folders(self, added: Iterable[Json], removed: Iterable[Json] = ()) -> None:
        """Open folders, and close others."""
        for folder in removed:
            self.folders.pop(folder["uri"], None)
        for folder in added:
            if path := to_path(folder["uri"]):
                self.folders[folder["uri"]] = path

    def set_options(self, options: Mapping[str, Any]) -> bool:
        """Take over the editor's own settings, each set of them by the URI of its folder; whether that changes any."""
        chosen = {uri: own for uri, given in options.items() if (own := _choose_options(given))}
        if chosen == self._options:
            return False
        self._options = chosen
        self.forget()
        return True

    def forget(self) -> None:
        """Read configs and rules anew, for some of them may have changed."""
        self._linters.clear()

    def locate(self, buffer: Buffer) -> tuple[Path, Path]:
        """The folder that a buffer is checked in, and its path there, whether or not there is such a file."""
        path = to_path(buffer.uri)
        if path is None:
            folder = next(iter(self.folders.values()), Path.cwd())
            return folder, folder / f"untitled{_SUFFIXES.get(buffer.language, '.md')}"
        around = [folder for folder in self.folders.values() if path.is_relative_to(folder)]
        return max(around, key=lambda folder: len(folder.parts), default=path.parent), path

    def make_linters(self) -> None:
        """Make the linters before the first text is there; mistakes in a config are told with that."""
        for folder in tuple(self.folders.values()):
            with suppress(InputError):
                self.get_linter(folder)

    def warm_up(self) -> Iterator[None]:
        """Load, piece by piece, what the first check of a text would have to load."""
        from endmark.lsp.needed import list_needed

        for name in list_needed():
            import_module(name)
            yield
        for linter in tuple(self._linters.values()):
            linter.check("", fixes=False)
            yield

    def speak_as(self, linter: Linter | None) -> None:
        """Say everything in the language of a linter's config, without one in that of the editor or of the system.

        Above all of them stands the one that is asked for by name, on the command line or in the environment.
        """
        asked = self._language or (find_language(os.environ) if os.environ.get(VARIABLE) else None)
        configured = linter.language if linter else None
        speak_language(asked or configured or recognise_language(self.locale) or find_language(os.environ))

    def get_linter(self, folder: Path) -> Linter:
        """The linter of a folder. Raises InputError when its config has mistakes."""
        from endmark.api import Linter  # by now the editor has its answer that the server is there

        if folder not in self._linters:
            options = next((self._options.get(uri, {}) for uri, path in self.folders.items() if path == folder), {})
            self._linters[folder] = Linter.from_config(folder, **options, store=self._store)
        return self._linters[folder]


def _choose_options(given: Any) -> Json:
    """Those of an editor's settings that a linter knows and that are set."""
    return {name: given[name] for name in OPTIONS if given.get(name)} if isinstance(given, dict) else {}


def to_path(uri: str) -> Path | None:
    """The path of a URI; None where it is that of no file."""
    parts = urlsplit(uri)
    if parts.scheme != "file":
        return None
    path = unquote(parts.path)
    if os.name == "nt":
        return Path(f"//{parts.netloc}{path}" if parts.netloc else path.lstrip("/"))
    return Path(path)
