"""Files that an editor wrote: reading them as nodes, and naming them in messages."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from endmark.document.source import Source, decode
from endmark.errors import InputError, Problem, limit_each_file
from endmark.phrase import explain_os_error, phrase
from endmark.ruleset.nodes import MappingNode
from endmark.storage.reading import read_regular

_TOML_KEYS = ("tool", "endmark")


def read_source(path: Path, shown: str) -> Source:
    """The text of a file. Raises InputError when it cannot be read or is not UTF-8."""
    try:
        data = read_regular(path)
    except OSError as error:
        hint = phrase("Check that it is a file and that you may read it.")
        raise InputError(
            Problem(phrase("cannot read this file: {reason}.", reason=explain_os_error(error)), shown, hint=hint)
        ) from error
    return decode(data, shown)


def read_table(path: Path, shown: str) -> MappingNode:
    """The mapping in a YAML file, or the table `[tool.endmark]` of a TOML file.

    Raises InputError with every problem of its syntax, and when the table is missing.
    """
    if path.suffix.lower() != ".toml":
        from endmark.ruleset.yaml_reader import read_yaml

        return read_yaml(read_source(path, shown))
    table = read_toml_table(path, shown)
    if table is None:
        raise InputError(Problem(phrase("this file has no table [tool.endmark]."), shown))
    return table


def read_toml_table(path: Path, shown: str) -> MappingNode | None:
    """The table `[tool.endmark]` of a TOML file, None without one. Raises InputError as `read_table` does."""
    from endmark.ruleset.toml_reader import read_toml

    return read_toml(read_source(path, shown), *_TOML_KEYS)


def to_absolute(path: Path) -> Path:
    """The absolute path of a file; a link to a file keeps its own place, so that a shared config can be linked."""
    # `Path.resolve` raises where a link leads to itself.
    return Path(os.path.realpath(path.parent), path.name)


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """The problems file by file, the first of each from top to bottom; those without a file come first."""
    return limit_each_file(
        sorted(problems, key=lambda problem: (problem.path or "", problem.line or 0, problem.column or 0))
    )


def format_path(path: Path, base: Path) -> str:
    """The path as messages show it: relative when it lies inside `base`, with forward slashes."""
    return (path.relative_to(base) if path.is_relative_to(base) else path).as_posix()
