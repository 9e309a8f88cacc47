"""What the tools answer: the same findings as the command, in as few words as a model needs."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from endmark.api import Linter, Result
from endmark.document.source import decode
from endmark.errors import InputError, Problem, suggest
from endmark.linting.files.discovery import make_display_path
from endmark.phrase import explain_os_error, phrase
from endmark.reporters import Style, agent, diff, rule_text
from endmark.ruleset.loading import load_settings
from endmark.ruleset.reading import explain_unread
from endmark.ruleset.settings_request import SettingsRequest
from endmark.storage.reading import read_regular
from endmark.violation import Violation

_ARTICLE = "article.md"
"""What a text without a path is called."""


class Folder(Struct, frozen=True):
    """Where relative paths begin, and whose config holds. It is read for each answer: it may have changed."""

    path: Path

    def check(self, path: str | None, text: str | None) -> str:
        """The report for an agent on a file, or on the text that shall be in it; the first line is the verdict.

        Raises InputError where there is neither, the file cannot be read, or a config is wrong.
        """
        linter = Linter.from_config(self.path)
        shown, text = self._read(linter, path, text)
        return _report(linter.check(text, shown))

    def show_fix(self, path: str | None, text: str | None, *, unsafe: bool, lines: list[int] | None) -> str:
        """What a repair would change as a unified diff, which is empty where nothing would; the report on what is left.

        With `lines` only what was found in one of them is repaired. Raises InputError as `check` does, and where
        nothing was found in a line that is asked for.
        """
        linter = Linter.from_config(self.path)
        shown, text = self._read(linter, path, text)
        only = None if lines is None else _choose(linter.check(text, shown), lines, shown)
        fixed = linter.fix(text, shown, unsafe=unsafe, only=only)
        refused = "".join(f"refused: {one.line} {one.rule}: {one.reason}\n" for one in fixed.refused)
        return f"{diff.render_texts(text, fixed.text, shown)}{refused}{_report(fixed.result)}"

    def explain(self, rule: str) -> str:
        """What a rule is for, its examples, and its options as they are set. Raises InputError for a rule not known."""
        rules = {one.id: one for one in load_settings(SettingsRequest(self.path)).rules}
        if rule not in rules:
            hint = suggest(rule, rules) or phrase("The rules are: {rules}.", rules=", ".join(rules))
            raise InputError([Problem(phrase("there is no rule {name!r}.", name=rule), hint=hint)])
        return rule_text.render_page(rules[rule])

    def _read(self, linter: Linter, path: str | None, text: str | None) -> tuple[str, str]:
        """The path as it is shown, and the text; that of the file where none was handed over."""
        if path is None and text is None:
            hint = phrase("Hand over `path`, `text`, or both.")
            raise InputError([Problem(phrase("there is nothing to check."), hint=hint)])
        shown = make_display_path(str(self.path / (path or _ARTICLE)), str(self.path))
        if text is not None:
            return shown, text
        if not linter.reads(shown):
            raise InputError([explain_unread(shown)])
        try:
            return shown, decode(read_regular(self.path / shown), shown).text
        except OSError as error:
            why = phrase("this file cannot be read: {reason}.", reason=explain_os_error(error))
            raise InputError([Problem(why, shown)]) from error


def _choose(result: Result, lines: list[int], shown: str) -> list[Violation]:
    """What was found in some lines."""
    chosen = {line: [one for one in result.violations if one.region.start.line == line] for line in lines}
    if missed := [line for line, found in chosen.items() if not found]:
        what, hint = phrase("nothing was found in this line."), phrase("Check it again: the lines may have moved.")
        raise InputError([Problem(what, shown, line, hint=hint) for line in missed])
    return [one for found in chosen.values() for one in found]


def _report(result: Result) -> str:
    problems = "".join(f"{problem}\n" for problem in result.problems)
    return problems + "".join(agent.render(result.report, Style()))
