"""What messages say about files that a config leads to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from endmark.errors import Problem
from endmark.phrase import phrase

_CONFIG_SUFFIXES = frozenset({".yaml", ".yml", ".toml"})


def hide_secrets(problems: Iterable[Problem], *, tree: Path, base: Path, named: Path | None = None) -> list[Problem]:
    """The problems, without a word of files that may be no business of whoever wrote the config.

    Messages quote what they find, and `extends: /etc/shadow` would have them quote
    anything. So they do only for files in the tree of the config that are YAML or
    TOML by their name, wherever links lead, and for the config that the user `named`.
    Of each other file one problem stays: that there are some. Paths of problems are
    relative to `base`.
    """
    told: dict[Problem, None] = {}
    for problem in problems:
        path = None if problem.path is None else base / problem.path
        told[problem if path is None or path == named or _may_be_quoted(path, tree) else _replace_problem(problem)] = (
            None
        )
    return list(told)


def _may_be_quoted(path: Path, tree: Path) -> bool:
    real = path.resolve()
    return real.is_relative_to(tree) and (real.is_dir() or real.suffix.lower() in _CONFIG_SUFFIXES)


def _replace_problem(problem: Problem) -> Problem:
    message = phrase(
        "this file is no config or rule that can be used, and as it lies elsewhere, its text is not shown."
    )
    return Problem(
        message, problem.path, hint=phrase("To see what is wrong, name it with `endmark config validate --config`.")
    )
