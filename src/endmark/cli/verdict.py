"""`endmark verdict`: one line on one article, for a pipeline."""

from __future__ import annotations

from functools import cache
from typing import Any

import click
from msgspec.structs import replace

from endmark.cli import console
from endmark.cli.arguments import add_config_options, pop_request
from endmark.cli.checking import CheckOptions, find_asked_files, find_nearest, load_settings, read_stdin
from endmark.cli.exit_codes import ExitCode
from endmark.cli.help import Command
from endmark.cli.selection import Selection
from endmark.cli.shares import check_shares, share_out
from endmark.errors import InputError
from endmark.phrase import phrase


@click.command("verdict", cls=Command, short_help="Say in one line what an article is, and what to ask its author for.")
@click.argument("article", metavar="FILE")
@click.option("--stdin-filename", metavar="NAME", help="The name that text from `-` has for the config.")
@click.option(
    "--no-suppressions", is_flag=True, help="Count what a comment in the article keeps, too: for texts of strangers."
)
@add_config_options
@click.pass_context
def verdict_command(
    ctx: click.Context, /, article: str, stdin_filename: str | None, *, no_suppressions: bool, **config: Any
) -> None:
    """Say in one line what an article is, and what to ask its author for.

    FILE is an article, or `-` for standard input. The line is its verdict (hollow,
    restarted, doubled, cut, leftovers or whole), its score, and, behind a colon, what
    to ask a person or a model for: where to go on, and what to leave out. What may be
    a mistake comes behind "perhaps", and at the end how many findings a comment keeps.

    The exit code is 0 when the article is whole, 1 when it is not, and 2 when it
    could not be checked.
    """
    if stdin_filename is not None and article != "-":
        raise click.UsageError(phrase("--stdin-filename only has a meaning together with `-`."))
    request = pop_request(ctx, config)
    options = CheckOptions(Selection((article,)), stdin_filename, request=request, quiet=True, use_baseline=False)
    ctx.exit(say_verdict(options, suppressions=not no_suppressions))


def say_verdict(options: CheckOptions, *, suppressions: bool = True) -> int:
    """Check the article that the options name, write the line, and return the exit code.

    Without `suppressions` its own comments keep nothing from counting.
    """
    from endmark.cli.articles import read_again
    from endmark.linting.checking.run import read_bytes
    from endmark.linting.checking.verdict import decide_verdict, says_nothing
    from endmark.linting.file_result import WHOLE
    from endmark.reporters.verdict_line import EMPTY, render_verdict_line

    try:
        nearest = find_nearest(options, load_settings(options))
    except InputError as error:
        console.write_problems(error.problems)
        return ExitCode.INCOMPLETE
    found = find_asked_files(options, nearest)
    if len(found.files) > 1:
        raise click.UsageError(phrase("a verdict is on one article: name a file. `endmark check` takes folders."))
    shares = share_out(found, options, nearest, ())
    stdin = cache(read_stdin)  # it comes only once
    report, _ = check_shares(shares, options, stdin=stdin)
    if report.problems:
        console.write_problems(report.problems)
        return ExitCode.INCOMPLETE
    violations = tuple(report.iter_violations())
    if not suppressions:
        violations = tuple(replace(violation, suppressed=None) for violation in violations)
    rules = {rule.id: rule for rule in report.rules}
    document = read_again(shares, report, stdin if options.selection.is_stdin else read_bytes)(report.paths[0])
    if document is None:
        verdict = next((one for _, one in report.results.iter_verdicts()), WHOLE)
    else:
        verdict = EMPTY if says_nothing(document) else decide_verdict(document, violations, rules)
    console.write(render_verdict_line(verdict, violations, rules))
    return ExitCode.PASSED if verdict.word == "whole" else ExitCode.FOUND
