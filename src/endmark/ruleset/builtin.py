"""The rules that come with endmark."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from endmark.errors import InputError, Problem

if TYPE_CHECKING:
    from endmark.ruleset.rule import Rule

_PACKAGE = Path(__file__).resolve().parents[1]


def find_builtin_folder() -> Path:
    """The folder of the shipped rules: in the installed package, else at the top of the checkout.

    Raises InputError when there is neither.
    """
    candidates = (_PACKAGE / "rules", _PACKAGE.parents[1] / "rules")
    for folder in candidates:
        if folder.is_dir():
            return folder
    looked = " or ".join(folder.as_posix() for folder in candidates)
    raise InputError(Problem(f"the shipped rules are missing: there is no folder {looked}.", hint="Reinstall endmark."))


@cache
def load_builtin_rules() -> tuple[Rule, ...]:
    """Every shipped rule, in the order of the paths.

    Their paths are relative to the folder above `rules`, so that they are the
    same in every installation. Raises InputError when a shipped rule is broken;
    but their patterns are trusted: `judge_builtin_rules` is what judges them.
    """
    from endmark.checks.text.regex import Pattern
    from endmark.ruleset.rule_file import load_folder

    folder = find_builtin_folder()
    return load_folder(folder, folder.parent, Pattern.trust)


def judge_builtin_rules() -> tuple[Rule, ...]:
    """The same rules, with every pattern judged, which takes long.

    Raises InputError when a shipped rule is broken.
    """
    from endmark.ruleset.rule_file import load_folder

    folder = find_builtin_folder()
    return load_folder(folder, folder.parent)
