"""`endmark explain`: what a rule is for, in plain text or as a page of Markdown."""

from __future__ import annotations

from typing import Any

import click

from endmark.cli import console
from endmark.cli.arguments import add_config_options, complete_rules, pop_request, read_settings
from endmark.cli.exit_codes import ExitCode
from endmark.errors import InputError, Problem, suggest
from endmark.ruleset.settings_request import SettingsRequest

_FORMATS = ("text", "markdown")


@click.command("explain", short_help="Say what a rule is for, with examples.")
@click.argument("rule", shell_complete=complete_rules)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="How the page is written; markdown: as in the folder docs/rules.",
)
@add_config_options
@click.pass_context
def explain_command(ctx: click.Context, /, rule: str, output_format: str, **config: Any) -> None:
    """Say what a rule is for, what it finds, and what its options are set to.

    `endmark rules` lists the rules.
    """
    ctx.exit(explain(rule, pop_request(ctx, config), output_format=output_format))


def explain(name: str, request: SettingsRequest, *, output_format: str = "text") -> int:
    """Write the page of a rule, with the settings of the config, and return the exit code."""
    try:
        rules = {rule.id: rule for rule in read_settings(request).rules}
    except InputError as error:
        console.write_problems(error.problems)
        return ExitCode.INCOMPLETE
    if name not in rules:
        hint = suggest(name, rules) or "`endmark rules` lists the rules."
        console.write_problems([Problem(f"there is no rule {name!r}.", hint=hint)])
        return ExitCode.INCOMPLETE
    if output_format == "markdown":
        from endmark.reporters import rule_page

        console.write(rule_page.render_page(rules[name]))
    else:
        from endmark.reporters import rule_text

        console.write(rule_text.render_page(rules[name]))
    return ExitCode.PASSED
