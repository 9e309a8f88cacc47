"""Where a command writes: the screen and files."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource
from msgspec import Struct

from endmark.errors import InputError, Problem, suggest
from endmark.phrase import Phrase, explain_os_error, phrase, quote
from endmark.reporters import BEGINNINGS, FORMATS

if TYPE_CHECKING:
    from endmark.linting.report import Report

# `Path` asks whether a name that is too long exists by raising.
# ruff: noqa: PTH110, PTH113

_DESCRIPTORS = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/self/fd/")
_REPORT = phrase("report")

_REPORT_BEGINNINGS = tuple({begin.encode() for begins in BEGINNINGS.values() for begin in begins})
_RECOGNISED = 64
"""How reports begin that begin in one way, whatever their format, and how many bytes tell."""

_WRITTEN_BY_PEOPLE = frozenset({".md", ".markdown", ".mdx", ".yaml", ".yml", ".toml"})
"""What articles, configs and rules are called: such a file is replaced only where it holds a report all the same."""


class Output(Struct, frozen=True):
    """A report to write: in which format, and to which file; None is the screen."""

    format: str
    file: Path | None = None


def add_output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--format`, `--output-file` and `--output`; the command gets `format`, `output_file` and `outputs`."""
    name = click.option(
        "--format",
        type=click.Choice(list(FORMATS)),
        default="text",
        show_default=True,
        envvar="ENDMARK_OUTPUT_FORMAT",
        show_envvar=True,
        help="How the report is written.",
    )
    file = click.option(
        "--output-file", type=click.Path(path_type=Path), metavar="FILE", help="Write the report to a file."
    )
    several = click.option(
        "--output",
        "outputs",
        multiple=True,
        callback=_parse_outputs,
        metavar="FORMAT[:FILE]",
        help="Write a report in this format, to the screen or to a file; may be repeated for several reports.",
    )
    return name(file(several(command)))


def _parse_outputs(_ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[Output, ...]:
    """`sarif:report.sarif` → a file, `github` and `github:-` → the screen, which takes only one report."""
    outputs = []
    for value in values:
        name, colon, file = value.partition(":")
        if name not in FORMATS:
            hint = suggest(name, FORMATS) or phrase("The formats are: {names}.", names=", ".join(FORMATS))
            raise click.BadParameter(phrase("there is no format {name!r}. {hint}", name=name, hint=hint))
        if colon and not file:
            raise click.BadParameter(
                phrase("{value!r} names no file: write {name} or {name}:FILE.", value=value, name=name)
            )
        outputs.append(Output(name, Path(file) if file not in ("", "-") else None))
    targets = [output.file for output in outputs]
    for target in targets:
        if targets.count(target) > 1:
            raise click.BadParameter(
                phrase(
                    "two reports go to {reason}: name another file for one of them.",
                    reason=quote(str(target)) if target else phrase("the screen"),
                )
            )
    return tuple(outputs)


def choose_outputs(ctx: click.Context, outputs: tuple[Output, ...], single: Output) -> tuple[Output, ...]:
    """What `--output` says, or else `--format` and `--output-file`; a usage error when both speak."""
    if not outputs:
        return (single,)
    if single.file is not None or ctx.get_parameter_source("format") is ParameterSource.COMMANDLINE:
        raise click.UsageError(
            phrase("--output takes the place of --format and --output-file: use one or the other."), ctx
        )
    return outputs


def refuse_targets(
    outputs: Iterable[Output], inputs: Callable[[], Iterable[tuple[Phrase, Path]]], *, what: Phrase = _REPORT
) -> None:
    """Raise InputError where a file to be written is something else already, or is another one under a second name.

    That is what the run reads, a config or a baseline of any run, and what people
    write, where it is no report of an earlier run. `inputs` gives what is read, each
    with what it is; it is asked only when there is something to lose.
    """
    problems, names = list[Problem](), set[str]()
    there: dict[tuple[int, int], Path] = {}
    kinds: dict[Path, Phrase | None] = {}
    for output in outputs:
        target = output.file
        if target is None:
            continue
        name = os.path.realpath(target)
        file = _identify_file(target)
        if name in names or file in there:
            problems.append(
                Problem(
                    phrase("two reports go to this file."),
                    str(target),
                    hint=phrase("Name another file for the {what}.", what=what),
                )
            )
        names.add(name)
        if file:
            there[file] = target
            kinds[target] = _find_other_kind(target, output.format)
    for kind, path in inputs() if there else ():
        file = _identify_file(path)
        if file and file in there:
            kinds[there[file]] = kind
    problems += [
        Problem(
            phrase("no {what} can go here: this is {kind}.", what=what, kind=kind),
            str(target),
            hint=phrase("Name another file for the {what}.", what=what),
        )
        for target, kind in kinds.items()
        if kind
    ]
    if problems:
        raise InputError(problems)


def _find_other_kind(path: Path, format_name: str) -> Phrase | None:
    """What a file is, by its name or by how it begins, when it is no report of any such format; else None."""
    from endmark.linting.baseline.baseline import BEGINNING
    from endmark.ruleset.config_discovery import is_config_name
    from endmark.ruleset.containment import leads_outside

    if leads_outside(path, Path.cwd()):  # it is not read, and `save` refuses it
        return None
    if is_config_name(path.name):
        return phrase("a config")
    try:
        with path.open("rb") as file:
            beginning = file.read(_RECOGNISED)
    except OSError:  # whoever may write and not read it knows what it is
        return None
    if beginning.startswith(BEGINNING):
        return phrase("a baseline")
    written = path.suffix.lower() in _WRITTEN_BY_PEOPLE and format_name in BEGINNINGS
    if written and beginning and not beginning.startswith(_REPORT_BEGINNINGS):
        return phrase("a file of another kind")
    return None


def _identify_file(path: Path) -> tuple[int, int] | None:
    """Which file a path leads to; None where there is none, or a device."""
    try:
        about = path.stat()
    except OSError:
        return None
    return (about.st_dev, about.st_ino) if stat.S_ISREG(about.st_mode) else None


def save(pieces: Iterable[str], target: Path, *, what: Phrase = _REPORT) -> tuple[Problem, ...]:
    """Write a file whole or not at all; a device or a pipe is written as it is. `what` is the word for messages.

    The text comes in pieces, which are asked for one by one. A file that is there
    already keeps its owner and its mode where it can. A link of the repository that
    leads out of it is not followed.
    """
    from endmark.ruleset.containment import leads_outside, make_outside_problem
    from endmark.storage.writing import copy_attributes, replace_file, write_draft

    if leads_outside(target, Path.cwd()):
        return (make_outside_problem(what, str(target)),)
    data = (piece.encode("utf-8", errors="backslashreplace") for piece in pieces)
    real = Path(os.path.realpath(target))
    try:
        # `/dev/stdout` may lead to a file; what the shell opened must be written, not replaced.
        if (os.path.exists(target) and not os.path.isfile(target)) or str(target).startswith(_DESCRIPTORS):
            with target.open("wb") as stream:
                stream.writelines(data)
            return ()
        with write_draft(real, data) as draft:
            if os.path.exists(real):
                copy_attributes(draft, real)
            replace_file(draft, real)
    except OSError as error:
        hint = phrase("Check that the folder exists and that you may write there.")
        return (
            Problem(
                phrase("the {what} could not be written: {reason}.", what=what, reason=explain_os_error(error)),
                str(target),
                hint=hint,
            ),
        )
    return ()


def save_parquet(report: Report, place: str) -> tuple[Problem, ...]:
    """Write the findings as a table to a file, or to a place such as `s3://bucket/found.parquet`."""
    from endmark.linting.places import is_place
    from endmark.ruleset.containment import leads_outside, make_outside_problem

    if not is_place(place) and leads_outside(Path(place), Path.cwd()):
        return (make_outside_problem(_REPORT, place),)
    try:
        from endmark.reporters.parquet import write_parquet

        write_parquet(report, place)
    except ImportError as error:
        message = phrase("to write Parquet, {library} is needed, which is not installed.", library=error.name)
        return (Problem(message, place, hint=phrase("Install it with `pip install 'endmark[cluster]'`.")),)
    except OSError as error:
        hint = phrase("Check that the folder exists and that you may write there.")
        message = phrase("the {what} could not be written: {reason}.", what=_REPORT, reason=explain_os_error(error))
        return (Problem(message, place, hint=hint),)
    return ()
