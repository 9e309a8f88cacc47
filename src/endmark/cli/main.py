"""The program `endmark`: finds the command that was meant, and loads no other."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import NoReturn, cast

import click

from endmark.cli import console
from endmark.cli.exit_codes import ExitCode
from endmark.cli.help import Group
from endmark.errors import InputError, Problem, suggest
from endmark.messages.choosing import find_language, speak_language
from endmark.phrase import Phrase, phrase
from endmark.version import __version__

_COMMANDS = {
    "check": ("endmark.cli.check", "check_command"),
    "fix": ("endmark.cli.fix", "fix_command"),
    "site": ("endmark.cli.site", "site_command"),
    "verdict": ("endmark.cli.verdict", "verdict_command"),
    "report": ("endmark.cli.report", "report_command"),
    "baseline": ("endmark.cli.baseline", "baseline_command"),
    "calibrate": ("endmark.cli.calibrate", "calibrate_command"),
    "explain": ("endmark.cli.explain", "explain_command"),
    "rules": ("endmark.cli.rules", "rules_command"),
    "blocks": ("endmark.cli.blocks", "blocks_command"),
    "config": ("endmark.cli.config", "config_command"),
    "init": ("endmark.cli.init", "init_command"),
    "cache": ("endmark.cli.cache", "cache_command"),
    "schema": ("endmark.cli.schema", "schema_command"),
    "lsp": ("endmark.cli.lsp", "lsp_command"),
    "mcp": ("endmark.cli.mcp", "mcp_command"),
}


class Commands(Group):
    """Commands that are imported when they are called for; a path stands for `check PATH`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names for the help."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, imported now."""
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name]
        return cast("click.Command", getattr(import_module(module), name))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names, or `check` when that is a path."""
        word = args[0]
        if word not in _COMMANDS and not ctx.resilient_parsing:
            if word != "-" and not os.path.lexists(word):
                hint = suggest(word, _COMMANDS) or phrase("`endmark --help` lists the commands.")
                raise click.UsageError(
                    phrase("There is no command, file or folder called {word!r}. {hint}", word=word, hint=hint), ctx
                )
            args = ["check", *args]
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; an interrupt, lost output and a deleted folder have their own exit codes."""
        try:
            result = super().invoke(ctx)
        except click.exceptions.Exit:
            _fail_if_lost(ctx)
            raise
        except KeyboardInterrupt:
            _warn(phrase("\nInterrupted: the check is not complete.\n"))
            ctx.exit(ExitCode.INTERRUPTED)
        except FileNotFoundError:
            if not _is_folder_gone():
                raise
            problem = Problem(phrase("the folder you are in is gone."), hint=phrase("Go to a folder that exists."))
            console.write_problems([problem])
            ctx.exit(ExitCode.INCOMPLETE)
        _fail_if_lost(ctx)
        return result


def _fail_if_lost(ctx: click.Context) -> None:
    """Exit with 2 when not all could be written to stdout: 0 and 1 speak of a report that is whole."""
    if problem := console.get_lost_output(ctx):
        console.write_problems([problem])
        ctx.exit(ExitCode.INCOMPLETE)


def _is_folder_gone() -> bool:
    try:
        os.getcwd()  # noqa: PTH109 - only the question, not the answer
    except FileNotFoundError:
        return True
    return False


@click.group(
    name="endmark",
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="endmark")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Is this article whole?

    endmark finds what a production line leaves behind in articles: stray end
    markers, repeated passages, sentences that stop in the middle.

    `endmark PATH...` is short for `endmark check PATH...`.

    \b
    Examples:
      endmark posts                        Check all articles in a folder.
      endmark fix posts/a.md --diff        Show what a repair would change.
      endmark explain --why posts/a.md:12  Say why something was found in line 12.
    """  # noqa: D301 - click means the character
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main() -> NoReturn:
    """Run the program and exit: 0, 1, 2, or 130 when interrupted."""
    console.prepare_streams()
    if (language := find_language(os.environ)) != "en":
        speak_language(language)
    try:
        code = cli.main(prog_name="endmark", standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):
        code = ExitCode.INTERRUPTED
    except SystemExit:
        code = (
            ExitCode.PASSED
        )  # what click makes of a reader that went away while help was written: no finding, no mistake
    # Python would exit with 1, which means "something was found".
    except Exception as error:  # noqa: BLE001
        code = report_error(error)
    console.flush_streams()
    gc.freeze()  # Python would look for cycles once more before it ends
    sys.exit(code if isinstance(code, int) else ExitCode.PASSED)


def report_error(error: Exception) -> int:
    """Say what ended the program, and return the exit code."""
    if isinstance(error, click.ClickException):
        console.show(error)
        return error.exit_code
    # The commands report what is wrong with articles and configs; this is about what endmark is installed with.
    if isinstance(error, InputError):
        console.write_problems(error.problems)
        return ExitCode.INCOMPLETE
    return _report_failure(error)


def _report_failure(error: Exception) -> int:
    """Say what nobody foresaw, and return the exit code."""
    # click writes help by itself.
    if isinstance(error, OSError) and _find_innermost_module(error) == "click.utils":
        problem = console.explain_unwritten(error)
        console.write_problems([problem] if problem else [])
        return ExitCode.INCOMPLETE if problem else ExitCode.PASSED
    sys.excepthook(type(error), error, error.__traceback__)
    _warn(phrase("error: endmark itself failed. Please report this with the text above.\n"))
    return ExitCode.INCOMPLETE


def _warn(words: Phrase) -> None:
    from endmark.messages.catalogue import say

    console.write(say(words), error=True)


def _find_innermost_module(error: Exception) -> str:
    """The module that was at work when an error arose."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return str(trace.tb_frame.f_globals.get("__name__")) if trace else ""
