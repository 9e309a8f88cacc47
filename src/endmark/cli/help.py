"""Help that is read in a minute: the options of a command under headings of what they are about."""

from __future__ import annotations

import click

_TITLES = {
    "Articles": "changed_since staged files_from null stdin_filename force_exclude no_ignore allow_empty samples",
    "Rules and config": "select ignore severities config no_config baseline no_baseline max_findings",
    "Report": "format output_format output_file outputs quiet verbose show_all statistics profile color lang",
    "Exit code": "fail_on min_score exit_zero exit_non_zero_on_fix",
    "Repair": "fix unsafe interactive only diff dry_run",
    "Speed": "jobs cache_dir no_cache",
}
_SECTIONS = {name: title for title, names in _TITLES.items() for name in names.split()}
_OTHER = "Other"

_FEW = 8
"""Options up to which one list is read at a glance."""


class Command(click.Command):
    """A command whose many options stand under headings."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options of the command, those of a subject together."""
        sections: dict[str, list[tuple[str, str]]] = {title: [] for title in (*_TITLES, _OTHER)}
        for parameter in self.get_params(ctx):
            if isinstance(parameter, click.Option) and (record := parameter.get_help_record(ctx)):
                sections[_SECTIONS.get(parameter.name or "", _OTHER)].append(record)
        if sum(map(len, sections.values())) <= _FEW:
            super().format_options(ctx, formatter)
            return
        for title, records in sections.items():
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)
