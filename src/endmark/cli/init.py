"""`endmark init`: write a config that suits a site, and say what to do next."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from endmark.cli import automation, console
from endmark.cli.exit_codes import ExitCode
from endmark.cli.help import Command
from endmark.cli.output import save
from endmark.errors import InputError, Problem
from endmark.messages.catalogue import say
from endmark.phrase import Phrase, explain_os_error, phrase, quote
from endmark.version import __version__

if TYPE_CHECKING:
    from endmark.linting.files.layout import Layout

_CONFIG = "endmark.yaml"


@click.command("init", cls=Command, short_help="Write a config that suits your site.")
@click.argument("folder", default=Path(), type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Print the config instead of writing it.")
@click.pass_context
def init_command(ctx: click.Context, /, folder: Path, *, dry_run: bool) -> None:
    """Write a config that suits your site.

    FOLDER is the top of the site; without it, the current folder. The program
    that builds the site is recognised by its files. Nothing is ever
    overwritten: where a config holds already, the exit code is 2.
    """
    ctx.exit(init(folder, dry_run=dry_run))


def init(folder: Path, *, dry_run: bool = False) -> int:
    """Write the config, say what to do next, and return the exit code."""
    from endmark.linting.files.layout import recognise_layout
    from endmark.ruleset.starter import SCHEMA_FILE, format_starter

    problems = _find_obstacles(folder) or _find_links_out(folder, SCHEMA_FILE, _CONFIG)
    if problems:
        console.write_problems(problems)
        return ExitCode.INCOMPLETE
    layout = recognise_layout(folder)
    text = format_starter(layout.site, articles=layout.articles, generated=layout.generated)
    if dry_run:
        console.write(text)
        return ExitCode.PASSED
    problems = _save_schema(folder / SCHEMA_FILE) or save([text], folder / _CONFIG, what=phrase("config"))
    if problems:
        console.write_problems(problems)
        return ExitCode.INCOMPLETE
    wrote = say(
        phrase("Wrote {path} for {layout}.", path=(folder / _CONFIG).as_posix(), layout=_describe_layout(layout))
    )
    schema = say(phrase("{path} lets your editor complete it.", path=(folder / SCHEMA_FILE).as_posix()))
    console.write(f"{wrote}\n{schema}\n\n{_describe_next_steps(folder)}")
    return ExitCode.PASSED


def _save_schema(path: Path) -> tuple[Problem, ...]:
    """Write the schema of the config for editors, unless there is one."""
    from endmark.cli.schema import build_schema_text

    if path.exists():
        return ()
    try:
        path.parent.mkdir(exist_ok=True)
    except OSError as error:
        hint = phrase("Check that you may write there.")
        return (
            Problem(
                phrase("this folder cannot be made: {reason}.", reason=explain_os_error(error)),
                path.parent.as_posix(),
                hint=hint,
            ),
        )
    return save([build_schema_text("config")], path, what=phrase("schema"))


def _find_obstacles(folder: Path) -> tuple[Problem, ...]:
    """Why no config can be written there."""
    from endmark.ruleset.config_discovery import find_config

    if not os.path.isdir(folder):  # noqa: PTH112 - `Path` raises where the name is too long
        return (
            Problem(
                phrase("there is no such folder."), folder.as_posix(), hint=phrase("Name the top folder of your site.")
            ),
        )
    try:
        existing = find_config(folder)
    except InputError as error:
        return error.problems
    if existing is None:
        return ()
    hint = phrase("Change that one; `endmark config show` says what it comes to.")
    return (Problem(phrase("this config holds already, and nothing was written."), existing.as_posix(), hint=hint),)


def _find_links_out(folder: Path, *names: str) -> tuple[Problem, ...]:
    """Those of the files that a link of the repository would put elsewhere."""
    from endmark.ruleset.config_discovery import find_tree
    from endmark.ruleset.containment import is_inside, make_outside_problem

    paths = (folder / name for name in names)
    return tuple(
        make_outside_problem(phrase("file"), path.as_posix())
        for path in paths
        if not is_inside(path, find_tree(folder))
    )


def _describe_layout(layout: Layout) -> Phrase:
    kind = (
        phrase("a {generator} site", generator=layout.site.generator)
        if layout.site
        else phrase("a folder of Markdown files")
    )
    articles = quote(", ".join(layout.articles)) if layout.articles else phrase("every Markdown file")
    return phrase("{kind}, articles: {articles}", kind=kind, articles=articles)


def _describe_next_steps(folder: Path) -> str:
    """What to run now, and what to write into which file of the repository."""
    top = _find_top(folder)
    below = folder.resolve().relative_to(top).as_posix()
    here, config = ("", "") if below == "." else (below, f"{below}/{_CONFIG}")
    steps = [
        _format_step(phrase("Check the articles:"), _format_command(automation.format_check_command, folder)),
        _format_step(
            phrase("If that is more than you can mend at once, take stock, and see only what is new:"),
            _format_command(automation.format_baseline_command, folder),
        ),
    ]
    files = {".pre-commit-config.yaml": automation.format_pre_commit(__version__, config=config)}
    on_github, on_gitlab = (top / ".github").is_dir(), (top / ".gitlab-ci.yml").is_file()
    if on_github or not on_gitlab:
        files[".github/workflows/articles.yml"] = automation.format_github(__version__, here, config=config)
    if on_gitlab or not on_github:
        files[".gitlab-ci.yml"] = automation.format_gitlab(__version__, here, config=config)
    steps += [_format_step(_describe_aim(name), text) for name, text in files.items()]
    return "\n".join(steps)


def _format_step(aim: Phrase, text: str) -> str:
    return f"{say(aim)}\n\n{_indent(text)}"


def _describe_aim(name: str) -> Phrase:
    if name.startswith(".pre-commit"):
        return phrase("To check before every commit, write into {name}:", name=name)
    return phrase("To check in CI, write into {name}:", name=name)


def _format_command(command: Callable[..., str], folder: Path) -> str:
    """The command for who stands where endmark was called."""
    if Path.cwd().resolve().is_relative_to(folder.resolve()):
        return command()
    where = folder.as_posix()
    return command(where, config=f"{where}/{_CONFIG}")


def _find_top(folder: Path) -> Path:
    """The root of the repository, or the folder itself outside of one."""
    from endmark.ruleset.config_discovery import find_tree

    return find_tree(folder)


def _indent(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())
