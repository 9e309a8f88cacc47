"""Where a command writes: the screen and files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import click
from click.core import ParameterSource

from endmark.errors import Problem, did_you_mean
from endmark.reporters import FORMATS


class Output(NamedTuple):
    """A report to write: in which format, and to which file; None is the screen."""

    format: str
    file: Path | None = None


def parse_outputs(_ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[Output, ...]:
    """`sarif:report.sarif` → a file, `github` and `github:-` → the screen, which takes only one report."""
    outputs = []
    for value in values:
        name, colon, file = value.partition(":")
        if name not in FORMATS:
            remedy = did_you_mean(name, FORMATS) or f"The formats are: {', '.join(FORMATS)}."
            raise click.BadParameter(f"there is no format {name!r}. {remedy}")
        if colon and not file:
            raise click.BadParameter(f"{value!r} names no file: write {name} or {name}:FILE.")
        outputs.append(Output(name, Path(file) if file not in ("", "-") else None))
    targets = [output.file for output in outputs]
    for target in targets:
        if targets.count(target) > 1:
            raise click.BadParameter(f"two reports go to {target or 'the screen'}: name another file for one of them.")
    return tuple(outputs)


def outputs_of(ctx: click.Context, outputs: tuple[Output, ...], single: Output) -> tuple[Output, ...]:
    """What `--output` says, or else `--format` and `--output-file`; a usage error when both speak."""
    if not outputs:
        return (single,)
    if single.file is not None or ctx.get_parameter_source("format") is ParameterSource.COMMANDLINE:
        raise click.UsageError("--output takes the place of --format and --output-file: use one or the other.", ctx)
    return outputs


def save(text: str, target: Path, *, what: str = "report") -> tuple[Problem, ...]:
    """Write a file whole or not at all; a device or a pipe is written as it is. `what` is the word for messages.

    A link of the repository that leads out of it is not followed.
    """
    from endmark.ruleset.containment import astray_problem, led_astray

    if led_astray(target, Path.cwd()):
        return (astray_problem(what, str(target)),)
    data = text.encode("utf-8", errors="backslashreplace")
    real = Path(os.path.realpath(target))
    draft = real.with_name(f".{real.name}.{os.getpid()}.tmp")
    try:
        if real.exists() and not real.is_file():
            real.write_bytes(data)
            return ()
        try:
            draft.write_bytes(data)
            draft.replace(real)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        remedy = "Check that the folder exists and that you may write there."
        return (Problem(f"the {what} could not be written: {error.strerror or error}.", str(target), remedy=remedy),)
    return ()
