"""Asking somebody at the terminal about each fix."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import click

from endmark.cli import console
from endmark.linting.repair.proposals import Decision, Proposal
from endmark.messages.catalogue import say
from endmark.phrase import Phrase, phrase
from endmark.reporters import Style
from endmark.reporters.proposal import format_proposal

if TYPE_CHECKING:
    from endmark.document.source import Source

_KEYS: Mapping[str, Phrase] = {
    "y": phrase("do this"),
    "n": phrase("leave this as it is"),
    "a": phrase("do this, and all further ones of this rule"),
    "d": phrase("leave this, and all further ones of this rule"),
    "e": phrase("write it in your editor, beginning with what would be there"),
    "q": phrase("stop here, and keep what was done"),
    "?": phrase("this help"),
}


class Interaction:
    """What somebody answers, and what follows from it for further fixes of the run."""

    def __init__(self, style: Style, edit: Callable[[str], str | None]) -> None:
        """`edit` lets somebody change a text, and returns None where it was left as it is."""
        self._style = style
        self._edit = edit
        self._always: dict[str, Decision] = {}
        self._stopped = False

    def __call__(self, proposal: Proposal) -> Decision:
        """What is decided about one fix: by an answer, or by one that was given before."""
        rule = proposal.violation.rule
        if self._stopped:
            return Decision("stop")
        if rule in self._always:
            return self._always[rule]
        console.write(f"\n{format_proposal(proposal, self._style)}", color=self._style.color)
        while True:
            match self._ask(proposal.others):
                case "y":
                    return Decision("accept")
                case "n":
                    return Decision("refuse")
                case "a":
                    return self._always.setdefault(rule, Decision("accept"))
                case "d":
                    return self._always.setdefault(rule, Decision("refuse"))
                case "q":
                    self._stopped = True
                    return Decision("stop")
                case "e":
                    written = self._let_edit(proposal.before, proposal.after)
                    if written is not None:
                        return Decision("write", written)
                case _:
                    console.write("".join(f"{key} - {say(meaning)}\n" for key, meaning in _KEYS.items()))

    def _ask(self, others: int) -> str:
        """The key of an answer; the end of the input stops."""
        keys = ",".join(_KEYS)
        asked = (
            phrase("Do this ({others} more in this file) [{keys}]? ", others=others, keys=keys)
            if others
            else phrase("Do this [{keys}]? ", keys=keys)
        )
        console.write(say(asked))
        answer = sys.stdin.readline()
        if not answer:
            console.write("\n")
            return "q"
        return answer.strip()[:1].lower()

    def _let_edit(self, before: Source, after: Source) -> str | None:
        """The article with the lines that would change as somebody writes them; None where nothing was written."""
        start, end = _find_changed_lines(before.text, after.text)
        try:
            written = self._edit(after.text[start:end])
        except click.ClickException as error:
            console.write(f"{error.format_message()}\n", error=True)
            return None
        return None if written is None else after.text[:start] + written + after.text[end:]


def _find_changed_lines(before: str, after: str) -> tuple[int, int]:
    """Where in the later text the lines stand that the earlier has not."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    most = min(len(old), len(new))
    first = next((place for place in range(most) if old[place] != new[place]), most)
    last = next((place for place in range(most - first) if old[-1 - place] != new[-1 - place]), most - first)
    return len("".join(new[:first])), len("".join(new[: len(new) - last]))
