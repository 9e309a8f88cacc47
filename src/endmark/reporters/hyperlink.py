"""Links that a terminal opens, as OSC 8 has them: https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda."""

from __future__ import annotations

from functools import cache
from pathlib import Path

PAGES = "https://github.com/endmark/endmark/blob/main/docs/rules"
"""Where the pages of the rules are."""


def link_place(shown: str, path: str, line: int) -> str:
    """What is shown of a place, as a link to the file; the line is a fragment, which terminals hand to an editor.

    What has the name of no file, such as `<stdin>`, is none.
    """
    if path.startswith("<"):
        return shown
    return _link(shown, f"{Path(path).absolute().as_uri()}#{line}")


def link_rule(shown: str, rule: str) -> str:
    """What is shown of a rule, as a link to its page where endmark ships it."""
    page = find_page(rule)
    return _link(shown, page) if page else shown


def find_page(rule: str) -> str | None:
    """Where the page of a rule is; None where endmark ships no such rule."""
    return f"{PAGES}/{rule}.md" if rule in _list_shipped() else None


@cache
def _list_shipped() -> frozenset[str]:
    from endmark.ruleset.builtin import load_builtin_rules

    return frozenset(rule.id for rule in load_builtin_rules())


def _link(shown: str, target: str) -> str:
    return f"\x1b]8;;{target}\x1b\\{shown}\x1b]8;;\x1b\\"
