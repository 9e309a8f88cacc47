"""One file → the document that the checks see, with the rules that hold for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from endmark.errors import InputError

if TYPE_CHECKING:
    from endmark.document.model import Document
    from endmark.ruleset.rule import Rule
    from endmark.ruleset.settings_request import SettingsRequest


def read_document(path: Path, request: SettingsRequest) -> Document:
    """The document as the checks see it, parted at its markers. Raises InputError when there is none."""
    return read_with_rules(path, request)[0]


def read_with_rules(path: Path, request: SettingsRequest) -> tuple[Document, tuple[Rule, ...]]:
    """The same with the rules that hold for the file."""
    from endmark.document.front_matter_reader import read_front_matter
    from endmark.linting.checking.file_check import analyse_by_settings
    from endmark.linting.files.discovery import FoundFile, make_display_path, recognise_file
    from endmark.ruleset.files import read_source
    from endmark.ruleset.loading import load_settings
    from endmark.ruleset.nearest import NearestSettings
    from endmark.ruleset.reading import explain_unread
    from endmark.ruleset.sites import Sites

    absolute = str(path.absolute())
    found = FoundFile(absolute, make_display_path(absolute, str(Path.cwd())))
    source = read_source(path, found.shown)
    settings = NearestSettings(load_settings(request), request, load_settings).get(found.folder)
    file = recognise_file(found, settings, Sites())
    if file is None:
        raise InputError(explain_unread(found.shown))
    parting = settings.parting
    below = file.to_path_below(str(settings.root))
    document = analyse_by_settings(source, settings, parting, below, reading=file.reading).document
    front_matter = read_front_matter(source.text) if settings.asks_front_matter else None
    return document, tuple(settings.choose_rules(below, front_matter))
