"""`endmark rules`: which rules there are, whether they keep their word, and new ones."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from endmark.cli import console
from endmark.cli.arguments import add_config_options, pop_request, read_settings
from endmark.cli.exit_codes import ExitCode
from endmark.cli.help import Group
from endmark.cli.screen import get_columns
from endmark.errors import InputError, Problem
from endmark.messages.catalogue import say, translate
from endmark.phrase import Phrase, counted, phrase
from endmark.reporters.table import align_rows
from endmark.reporters.width import sanitize
from endmark.ruleset.rule_template import TEMPLATED_CHECKS
from endmark.ruleset.settings_request import SettingsRequest

if TYPE_CHECKING:
    from endmark.linting.examples import Failure
    from endmark.ruleset.rule import Rule

_FAILURES = {
    "noisy": phrase("found what it should leave alone"),
    "missing": phrase("did not find what it should"),
    "wrong": phrase("a known limit is none any more"),
    "fixed": phrase("the fix is not the one in the example"),
    "idle": phrase("an exception excuses nothing"),
}


@click.group(
    "rules", cls=Group, short_help="List the rules, test them, or begin a new one.", invoke_without_command=True
)
@add_config_options
@click.pass_context
def rules_command(ctx: click.Context, /, **config: Any) -> None:
    """List the rules with what the config makes of them.

    `endmark explain RULE` says more about one of them.
    """
    ctx.obj = pop_request(ctx, config)
    if ctx.invoked_subcommand is None:
        ctx.exit(list_rules(ctx.obj))


@rules_command.command("test", short_help="Run the examples that the rules hold.")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.pass_context
def test_command(ctx: click.Context, /, path: Path | None) -> None:
    """Run the examples in the rules as tests.

    PATH is a rule, a file of its patterns, or a folder of rules; without it, all
    rules are tested: those that come with endmark and those that the config names.
    Each rule is tested as its file has it, whatever the config changes. The exit
    code is 1 when an example fails.
    """
    ctx.exit(test_rules(path, ctx.obj))


@rules_command.command("new", short_help="Write a rule to start from.")
@click.argument("rule_id", metavar="ID")
@click.option(
    "--check",
    type=click.Choice(TEMPLATED_CHECKS),
    default=TEMPLATED_CHECKS[0],
    show_default=True,
    help="How it looks: docs/writing-rules.md says what each can do.",
)
@click.option("--category", default="", metavar="FOLDER", help="Put it into a folder of this name, its category.")
@click.option("--language", metavar="TAG", help="Make it a folder, with a file of patterns in this language.")
@click.pass_context
def new_command(ctx: click.Context, /, rule_id: str, check: str, category: str, language: str | None) -> None:
    """Write the file of a rule that works, with examples, for you to change.

    ID is the name of the rule, in small letters with hyphens. The file goes into
    the first of the `rule_paths` in your config, or into a folder `rules` beside
    it. Nothing is ever overwritten: where there is such a rule, the exit code is 2.
    """
    from endmark.cli.new_rule import new_rule

    ctx.exit(new_rule(rule_id, ctx.obj, check=check, category=category, language=language))


def list_rules(request: SettingsRequest) -> int:
    """Write a table of all rules and return the exit code."""
    try:
        rules = sorted(read_settings(request).rules, key=_order_rule)
    except InputError as error:
        console.write_problems(error.problems)
        return ExitCode.INCOMPLETE
    console.write(format_table(rules, get_columns(os.environ) if console.is_terminal(sys.stdout) else None))
    return ExitCode.PASSED


def format_table(rules: Sequence[Rule], screen: int | None = None) -> str:
    """One line a rule: id, severity, category, summary; aligned as a terminal shows it.

    On a `screen` that is so many columns wide a summary takes as many lines as it needs.
    """
    rows = [(rule.id, _get_state(rule), rule.category, translate(rule.summary)) for rule in rules]
    return "".join(f"{line}\n" for line in align_rows(rows, screen=screen))


def test_rules(path: Path | None, request: SettingsRequest) -> int:
    """Run the examples, write what fails, and return the exit code."""
    from endmark.linting.examples import run_examples
    from endmark.ruleset.builtin import load_builtin_rules
    from endmark.ruleset.libraries import select_runnable
    from endmark.ruleset.rule_set import select_boundaries

    try:
        rules = _load_rules_in(path) if path else _load_rules_as_written(request)
        shipped = load_builtin_rules()
        everything = {rule.id: rule for rule in (*shipped, *rules)}
        ready, left_out = select_runnable(rules)
        failures = run_examples(ready, select_boundaries(everything.values()))
    except InputError as error:
        console.write_problems(error.problems)
        return ExitCode.INCOMPLETE
    doubts = _list_doubts(rules, shipped) if path else ()
    console.write_notices((*left_out, *doubts))
    console.write(format_outcome(ready, failures))
    return ExitCode.FOUND if failures else ExitCode.PASSED


def format_outcome(rules: Sequence[Rule], failures: Sequence[Failure]) -> str:
    """What failed, one paragraph each, and how many examples passed."""
    paragraphs = [_format_failure(failure) for failure in failures]
    total = sum(_count_examples(rule) for rule in rules)
    failed = len({(failure.path, failure.example) for failure in failures})
    ran = phrase(
        "Ran {examples} of {rules}: {outcome}.",
        examples=counted(total, "{count:,} example", "{count:,} examples"),
        rules=counted(len(rules), "{count:,} rule", "{count:,} rules"),
        outcome=_describe_result(total, failed),
    )
    paragraphs.append(f"{say(ran)}\n")
    return "\n".join(paragraphs)


def _describe_result(total: int, failed: int) -> Phrase:
    if not total:
        return phrase("nothing is proven")
    return phrase("{count} failed", count=failed) if failed else phrase("all passed")


def _load_rules_in(path: Path) -> tuple[Rule, ...]:
    """The rules in a folder, or the one in a file; a file of patterns belongs to the rule beside it."""
    from endmark.ruleset.rule_file import find_head, load_folder, load_rule

    if os.path.isfile(path):  # noqa: PTH113 - `Path` raises where the name is too long
        head = find_head(path)
        return (load_rule(head, head.as_posix()),)
    if not os.path.isdir(path):  # noqa: PTH112 - as above
        raise InputError(
            Problem(
                phrase("there is no such file or folder."), str(path), hint=phrase("Name a rule, or a folder of rules.")
            )
        )
    rules = load_folder(path, base=Path())
    if not rules:
        raise InputError(
            Problem(phrase("this folder holds no rule."), str(path), hint=phrase("A rule is a `.yaml` file."))
        )
    return rules


def _list_doubts(rules: Iterable[Rule], shipped: Iterable[Rule]) -> Iterator[Phrase]:
    """What a test of own rules cannot show."""
    from endmark.ruleset.builtin import find_builtin_folder

    ids, folder = {rule.id for rule in shipped}, find_builtin_folder().resolve()
    for rule in rules:
        if not _count_examples(rule):
            yield phrase("{path}: this rule has no examples, so nothing is proven of it.", path=rule.path)
        if rule.id in ids and not Path(rule.path).resolve().is_relative_to(folder):
            yield phrase(
                "{path}: endmark ships a rule with this id, so no config can use it; give it another.", path=rule.path
            )


def _load_rules_as_written(request: SettingsRequest) -> tuple[Rule, ...]:
    """The rules that come with endmark and the config's own, without what the config changes."""
    from endmark.ruleset.builtin import judge_builtin_rules
    from endmark.ruleset.rule_file import load_rule

    shipped = judge_builtin_rules()
    known = {rule.id for rule in shipped}
    settings = read_settings(request)
    return (*shipped, *(load_rule(Path(rule.path), rule.path) for rule in settings.rules if rule.id not in known))


def _order_rule(rule: Rule) -> tuple[str, str]:
    return rule.category, rule.id


def _get_state(rule: Rule) -> str:
    return rule.severity.label if rule.enabled else "off"


def _format_failure(failure: Failure) -> str:
    from endmark.ruleset.example_places import locate_example

    place = str(locate_example(failure.path, failure.example) or failure.path)
    what = f"{sanitize(place)}: {say(_FAILURES[failure.kind])}: {sanitize(say(failure.message))}\n"
    return what + "".join(f"  | {sanitize(line)}\n" for line in failure.example.removesuffix("\n").split("\n"))


def _count_examples(rule: Rule) -> int:
    examples = rule.examples
    parts = (examples.bad, examples.good, examples.known_misses, examples.known_false_alarms)
    return sum(map(len, parts))
