"""`endmark explain`: what a rule is for, in plain text or as a page of Markdown, and why it speaks at a place."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from endmark.cli import console
from endmark.cli.arguments import add_config_options, add_format_option, complete_rules, pop_request, read_settings
from endmark.cli.exit_codes import ExitCode
from endmark.cli.help import Command
from endmark.errors import InputError, Problem, suggest
from endmark.phrase import phrase
from endmark.ruleset.settings_request import SettingsRequest

if TYPE_CHECKING:
    from endmark.document.model import Document
    from endmark.document.span import Span

_FORMATS = ("text", "markdown")
_PLACE = "FILE:LINE"


@click.command("explain", cls=Command, short_help="Say what a rule is for, or why it speaks at a place.")
@click.argument("rule", required=False, shell_complete=complete_rules)
@click.option(
    "--why",
    "place",
    metavar=_PLACE,
    help="Say what speaks for and against a finding there, piece by piece, found or not.",
)
@add_format_option(_FORMATS, "How the page is written; markdown: as in the folder docs/rules.")
@add_config_options
@click.pass_context
def explain_command(
    ctx: click.Context, /, rule: str | None, place: str | None, output_format: str, **config: Any
) -> None:
    """Say what a rule is for, what it finds, and what its options are set to.

    `endmark rules` lists the rules. With --why: what speaks for and against a finding on
    a line of a file. Only rules that weigh evidence have that; without RULE it is told of all of them.
    """
    request = pop_request(ctx, config)
    if place is not None:
        ctx.exit(explain_place(rule, *_read_place(place), request))
    if rule is None:
        raise click.UsageError(phrase("name a rule, or a place with --why FILE:LINE. `endmark rules` lists the rules."))
    ctx.exit(explain(rule, request, output_format=output_format))


def _read_place(place: str) -> tuple[Path, int]:
    path, _, line = place.rpartition(":")
    if not (path and line.isascii() and line.isdecimal() and int(line)):
        raise click.BadParameter(
            phrase("{place!r} is no FILE:LINE, such as posts/pond.md:12.", place=place),
            param_hint="--why",
        )
    return Path(path), int(line)


def explain(name: str, request: SettingsRequest, *, output_format: str = "text") -> int:
    """Write the page of a rule, with the settings of the config, and return the exit code."""
    try:
        rules = {rule.id: rule for rule in read_settings(request).rules}
    except InputError as error:
        console.write_problems(error.problems)
        return ExitCode.INCOMPLETE
    if name not in rules:
        return _refuse(name, rules)
    if output_format == "markdown":
        from endmark.reporters import rule_page

        console.write(rule_page.render_page(rules[name]))
    else:
        from endmark.reporters import rule_text

        console.write(rule_text.render_page(rules[name]))
    return ExitCode.PASSED


def explain_place(name: str | None, path: Path, line: int, request: SettingsRequest) -> int:
    """Write what speaks for and against findings on a line of a file, and return the exit code."""
    from endmark import checks
    from endmark.cli.documents import read_with_rules
    from endmark.reporters import weighing_text

    try:
        if name is not None and name not in (known := {rule.id for rule in read_settings(request).rules}):
            return _refuse(name, known)
        document, rules = read_with_rules(path, request)
    except InputError as error:
        console.write_problems(error.problems)
        return ExitCode.INCOMPLETE
    weighing = [
        (rule, weigh)
        for rule in rules
        if name in (None, rule.id) and (weigh := checks.get_weighing(checks.load(rule.check)))
    ]
    if not weighing:
        told = (
            phrase("the rule {name} weighs no evidence.", name=name)
            if name
            else phrase("no rule that is on weighs evidence.")
        )
        hint = phrase("`endmark explain RULE` says what a rule does.")
        console.write_problems([Problem(told, document.path, line, hint=hint)])
        return ExitCode.INCOMPLETE
    if line > len(document.file.line_starts):
        console.write_problems(
            [Problem(phrase("it has only {count:,} lines.", count=len(document.file.line_starts)), document.path)]
        )
        return ExitCode.INCOMPLETE
    for rule, weigh in weighing:
        found = [one for span in _find_blocks(document, line) for one in weigh(document, rule.options, span)]
        console.write_pieces(weighing_text.render(document, rule, line, found))
    return ExitCode.PASSED


def _find_blocks(document: Document, line: int) -> list[Span]:
    """Where the blocks stand that have text on a line of the file."""
    return [
        block.span
        for block in document.blocks
        if block.text.content and document.find_line(block.span.start) <= line <= document.find_line(block.span.end - 1)
    ]


def _refuse(name: str, rules: Iterable[str]) -> int:
    hint = suggest(name, rules) or phrase("`endmark rules` lists the rules.")
    console.write_problems([Problem(phrase("there is no rule {name!r}.", name=name), hint=hint)])
    return ExitCode.INCOMPLETE
