"""The rules that come with endmark."""

from __future__ import annotations

import contextlib
import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from endmark.errors import InputError, Problem
from endmark.phrase import explain_os_error, phrase
from endmark.version import __version__

if TYPE_CHECKING:
    from endmark.ruleset.rule import Rule
    from endmark.ruleset.rule_table import RuleTable, Stamp
    from endmark.storage.store import Store

TABLE = "rules.table"
"""The name of the file beside the modules that holds the rules ready made."""

_PIECE = "rules"
"""The name of the same in a store."""

_PACKAGE = Path(__file__).resolve().parents[1]

_TABLES: dict[bytes, RuleTable] = {}
"""What was loaded before; a process has one."""


def find_builtin_folder() -> Path:
    """The folder of the shipped rules: in the installed package, else at the top of the checkout.

    Raises InputError when there is neither.
    """
    candidates = (_PACKAGE / "rules", _PACKAGE.parents[1] / "rules")
    for folder in candidates:
        if folder.is_dir():
            return folder
    looked = " or ".join(folder.as_posix() for folder in candidates)
    raise InputError(
        Problem(
            phrase("the shipped rules are missing: there is no folder {looked}.", looked=looked),
            hint=phrase("Reinstall endmark."),
        )
    )


@cache
def load_builtin_rules() -> tuple[Rule, ...]:
    """Every shipped rule, in the order of the paths.

    Their paths are relative to the folder above `rules`, so that they are the
    same in every installation. Raises InputError when a shipped rule is broken;
    but their patterns are trusted: `judge_builtin_rules` is what judges them.
    """
    return load_builtin_table().rules


def load_builtin_table(
    store: Store | None = None, origin: bytes | None = None, sound: Stamp | None = None
) -> RuleTable:
    """Every shipped rule, from the table beside the modules where there is one of these rules.

    Else from that in the store; else the rules are read, and the table is kept beside the modules, as Python keeps
    compiled modules there, or where it cannot be written in the store. `origin` is what the rules are known to be,
    where that is known, and `sound` the stamp of a file beside the modules that was found to be no damaged one.
    Raises InputError when a shipped rule is broken.
    """
    from endmark.ruleset.rule_table import pack_table, unpack_table

    origin = origin or find_origin()
    if origin in _TABLES:
        return _TABLES[origin]
    path = _PACKAGE / TABLE
    data, stamp = _map(path)
    table = unpack_table(data, origin, sound=stamp is not None and stamp == sound)
    if table is not None:
        table = replace(table, stamp=stamp)
    elif store and (kept := store.read(_PIECE)):
        table = unpack_table(kept, origin)
        # Somebody who may write nothing beside the modules kept it; to read it there takes a tenth of the time.
        if table is not None and _keep(path, kept):
            table = replace(table, stamp=_map(path)[1])
    if table is None:
        table = read_builtin_rules(find_origin())
        packed = pack_table(table)
        table = unpack_table(packed, table.origin, sound=True) or table  # as it will be found from now on
        if _keep(path, packed):
            table = replace(table, stamp=_map(path)[1])
        elif store:
            store.write(_PIECE, packed)
    _TABLES[origin] = table
    return table


def read_builtin_rules(origin: bytes) -> RuleTable:
    """Every shipped rule from its file, where `origin` stands for the files. Raises InputError when one is broken."""
    from endmark.checks.text.regex import Pattern
    from endmark.ruleset.rule_file import load_folder
    from endmark.ruleset.rule_set import make_search
    from endmark.ruleset.rule_table import RuleTable

    folder = find_builtin_folder()
    rules = load_folder(folder, folder.parent, Pattern.trust)
    return RuleTable(origin, rules, make_search(rules))


@cache
def find_origin(*, installed: bool = False) -> bytes:
    """What stands for the shipped rules and for this program: where it is installed, which none but its makers change.

    Raises InputError when a rule cannot be read.
    """
    from endmark.ruleset.rule_table import compute_origin
    from endmark.storage.identity import compute_module_stamps

    folder = find_builtin_folder()
    stamps = "" if installed else compute_module_stamps(str(_PACKAGE))
    try:
        return compute_origin(folder, f"{__version__} {stamps}")
    except OSError as error:
        message = phrase("a shipped rule cannot be read: {reason}.", reason=explain_os_error(error))
        raise InputError(Problem(message, error.filename, hint=phrase("Check that you may read it."))) from error


def _map(path: Path) -> tuple[memoryview, Stamp] | tuple[None, None]:
    """What is in a file, of which only what somebody looks at is read, and its stamp.

    Whoever writes it anew leaves this one as it is.
    """
    from mmap import ACCESS_READ, mmap

    try:
        with path.open("rb") as file:
            about = os.fstat(file.fileno())
            return memoryview(mmap(file.fileno(), 0, access=ACCESS_READ)), (about.st_size, about.st_mtime_ns)
    except (OSError, ValueError):  # an empty file cannot be mapped
        return None, None


def _keep(path: Path, data: bytes) -> bool:
    """Whether a file could be written that nobody needs."""
    from endmark.storage.writing import replace_file, write_draft

    if sys.dont_write_bytecode:
        return False
    with contextlib.suppress(OSError):
        with write_draft(path, (data,)) as draft:
            replace_file(draft, path)
        return True
    return False


def judge_builtin_rules() -> tuple[Rule, ...]:
    """The same rules, with every pattern judged, which takes long.

    Raises InputError when a shipped rule is broken.
    """
    from endmark.ruleset.rule_file import load_folder

    folder = find_builtin_folder()
    return load_folder(folder, folder.parent)
