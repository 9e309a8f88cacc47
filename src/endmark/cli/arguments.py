"""Options that several commands share, and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from endmark.cli.kept_folder import open_store
from endmark.cli.language import speak_as_configured
from endmark.errors import InputError
from endmark.phrase import phrase
from endmark.ruleset.settings_request import MAX_FINDINGS, SettingsRequest
from endmark.violation import SEVERITIES

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from endmark.ruleset.settings import Settings
    from endmark.storage.store import Store


def add_config_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--config FILE` and `--no-config`; the command gets `config` and `no_config`."""
    return add_config_option(click.option("--no-config", is_flag=True, help="Read no config file.")(command))


def add_config_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--config FILE` alone; the command gets `config`."""
    option = click.option(
        "--config",
        type=click.Path(path_type=Path),
        metavar="FILE",
        envvar="ENDMARK_CONFIG",
        show_envvar=True,
        help="Read this config file instead of looking for one.",
    )
    return option(command)


def add_cache_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--cache-dir FOLDER` and `--no-cache`; the command gets `store`, None when nothing is kept."""

    @wraps(command)
    def run_with_store(*arguments: Any, cache_dir: Path | None, no_cache: bool, **named: Any) -> Any:
        from endmark.storage.kept_expressions import keep_expressions

        store = None if no_cache else open_store(cache_dir)
        with keep_expressions(store):
            return command(*arguments, store=store, **named)

    none = click.option(
        "--no-cache",
        is_flag=True,
        envvar="ENDMARK_NO_CACHE",
        show_envvar=True,
        help="Keep nothing between runs, and use nothing that was kept.",
    )
    return add_cache_dir_option(none(run_with_store))


def add_cache_dir_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--cache-dir FOLDER` alone; the command gets `cache_dir`."""
    option = click.option(
        "--cache-dir",
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        envvar="ENDMARK_CACHE_DIR",
        show_envvar=True,
        help="What is kept between runs lies here instead of in the usual folder.",
    )
    return option(command)


def add_rule_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--select RULES` and `--ignore RULES`; the command gets `select` and `ignore`, both tuples of names."""
    select = _make_rules_option("--select", "Run only these rules (a name, or several with commas; may be repeated).")
    ignore = _make_rules_option("--ignore", "Do not run these rules.")
    return select(ignore(command))


def add_severity_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--severity RULE=LEVEL`; the command gets `severities`, which maps rules to words."""
    option = click.option(
        "--severity",
        "severities",
        multiple=True,
        callback=_parse_severities,
        metavar="RULE=LEVEL",
        help="Give a rule another severity: error, warning, info or off.",
    )
    return option(command)


def add_format_option(formats: Iterable[str], meaning: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add `--format FORMAT`, text unless another is chosen, with its `meaning`; the command gets `output_format`."""
    return click.option(
        "--format", "output_format", type=click.Choice(list(formats)), default="text", show_default=True, help=meaning
    )


def add_jobs_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--jobs N`; the command gets `jobs`, None when the number of cores decides."""
    option = click.option(
        "--jobs",
        "-j",
        type=click.IntRange(min=1),
        metavar="N",
        envvar="ENDMARK_JOBS",
        show_envvar=True,
        help="Check in at most so many processes; as many as there are cores unless you say otherwise.",
    )
    return option(command)


def add_fail_on_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--fail-on SEVERITY`; the command gets `fail_on`, None where the config decides."""
    option = click.option(
        "--fail-on",
        type=click.Choice([*sorted(SEVERITIES, key=SEVERITIES.__getitem__, reverse=True), "never"]),
        help="The lowest severity that makes the exit code 1; error unless the config says otherwise.",
    )
    return option(command)


def add_max_findings_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--max-findings N`; the command gets `max_findings`, None where the config decides."""
    option = click.option(
        "--max-findings",
        type=click.IntRange(min=0),
        metavar="N",
        help=f"List so many findings of one rule in a file ({MAX_FINDINGS}, or as the config says); 0 lists all.",
    )
    return option(command)


def add_color_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--color WHEN`; the command gets `color`, one of the words of `console.use_color`."""
    option = click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="Colour the report; auto: when a terminal shows it.",
    )
    return option(command)


def add_baseline_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--baseline FILE` and `--no-baseline`; the command gets `baseline` and `no_baseline`."""
    named = click.option(
        "--baseline",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Only count what this file knows; see `endmark baseline --help` for the file that is used without it.",
    )
    return named(click.option("--no-baseline", is_flag=True, help="Show what the baseline knows, too.")(command))


def _parse_severities(_ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    severities = {}
    for value in values:
        rule, equals, level = value.partition("=")
        if not (rule and equals and level):
            raise click.BadParameter(
                phrase("{value!r} is not RULE=LEVEL, for example stray-end-marker=warning.", value=value)
            )
        severities[rule.strip()] = level.strip()
    return severities


def _make_rules_option(flag: str, meaning: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(
        flag, multiple=True, callback=split_commas, shell_complete=complete_rules, metavar="RULES", help=meaning
    )


def pop_request(ctx: click.Context, arguments: dict[str, Any]) -> SettingsRequest:
    """Take what decides the settings out of the arguments of a command.

    `--no-config` wins over the config that the environment names, but not over a flag.
    """
    no_config = arguments.pop("no_config")
    if no_config and ctx.get_parameter_source("config") is ParameterSource.COMMANDLINE:
        raise click.UsageError(phrase("--config and --no-config contradict each other."), ctx)
    config = arguments.pop("config")
    asked = {name: arguments.pop(name) for name in SettingsRequest.__struct_fields__ if name in arguments}
    return SettingsRequest(config=None if no_config else config, use_config=not no_config, **asked)


def split_commas(_ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """`a,b` and `c` → a, b, c."""
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def read_settings(request: SettingsRequest, store: Store | None = None) -> Settings:
    """The settings, in whose language all is said from now on; InputError when the config or a rule is wrong."""
    from endmark.ruleset.settings_cache import load_cached_settings

    settings = load_cached_settings(store, request)
    if request.below is None:
        speak_as_configured(settings.lang)
    return settings


def complete_rules(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The rules whose id begins like the last word of a list with commas."""
    from click.shell_completion import CompletionItem

    try:
        rules = read_settings(SettingsRequest()).rules
    except InputError:
        return []
    before, comma, word = incomplete.rpartition(",")
    return [
        CompletionItem(f"{before}{comma}{rule.id}", help=rule.summary) for rule in rules if rule.id.startswith(word)
    ]
