"""`endmark schema`: print the JSON Schema of what endmark reads and writes, for editors and other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from endmark.cli import console
from endmark.cli.exit_codes import ExitCode
from endmark.cli.help import Command
from endmark.cli.output import Output, refuse_targets, save
from endmark.errors import InputError
from endmark.phrase import phrase

if TYPE_CHECKING:
    from endmark.ruleset.json_schema import Schema

SCHEMAS = ("config", "rule", "patterns", "report")
"""The formats that have a schema."""


@click.command("schema", cls=Command, short_help="Print the JSON Schema of a config, a rule, its patterns or a report.")
@click.argument("name", metavar="config|rule|patterns|report", type=click.Choice(SCHEMAS))
@click.option("--output-file", type=click.Path(path_type=Path), metavar="FILE", help="Write the schema to a file.")
@click.pass_context
def schema_command(ctx: click.Context, /, name: str, output_file: Path | None) -> None:
    """Print the JSON Schema of a config, of the file of a rule or of its patterns, or of a report.

    An editor that has it completes keys and marks mistakes while you write.
    """
    ctx.exit(deliver(name, output_file))


def deliver(name: str, output_file: Path | None) -> int:
    """Write the schema of that name where it belongs, and return the exit code."""
    try:
        refuse_targets([Output("json", output_file)], lambda: (), what=phrase("schema"))
        text = build_schema_text(name)
    except InputError as error:
        console.write_problems(error.problems)
        return ExitCode.INCOMPLETE
    if output_file is None:
        console.write(text)
        return ExitCode.PASSED
    problems = save([text], output_file, what=phrase("schema"))
    console.write_problems(problems)
    return ExitCode.INCOMPLETE if problems else ExitCode.PASSED


def build_schema_text(name: str) -> str:
    """The schema of that name as JSON. Raises InputError when a shipped rule is broken, KeyError for another name."""
    from endmark.reporters.json_report import to_json
    from endmark.reporters.report_schema import build_report_schema
    from endmark.ruleset.schemas import build_config_schema, build_patterns_schema, build_rule_schema

    makers = {
        "config": build_config_schema,
        "rule": build_rule_schema,
        "patterns": build_patterns_schema,
        "report": build_report_schema,
    }
    schema: Schema = makers[name]()
    return to_json(schema)
