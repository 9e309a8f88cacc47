"""The config that a site begins with."""

from __future__ import annotations

import json
from collections.abc import Sequence

from endmark.document.dialect import TITLES
from endmark.ruleset.generators import Site

SCHEMA_FILE = ".endmark/config.schema.json"
"""Where a site keeps the schema of its config, from the folder of the config."""

SCHEMA_LINE = f"# yaml-language-server: $schema={SCHEMA_FILE}"
"""Tells an editor where the schema is; it must be the first line."""

_START = f"""\
{SCHEMA_LINE}
# What endmark checks here, and how. `endmark config show` says what applies.
"""

_FAIL_ON = """\
# The lowest severity that makes a check fail: error, warning, info or never.
fail_on: error
"""

_DIALECT = """\
# How the Markdown is read; without this, as the files of the site tell.
# dialect: markdown
"""

_RULES = """\
# A severity for a rule, or off. `endmark rules` lists them all.
# rules:
#   duplicate-heading: info
#   reading-time-mismatch: off
"""

_OVERRIDES = """\
# Other settings for some of the articles.
# overrides:
#   - files: ["interviews/"]
#     rules:
#       duplicate-sentence: warning
#   - before: 2020-01-01 # by the date in the front matter
#     rules:
#       truncated-sentence: off
"""

_WHERE = "Globs are written as in a .gitignore, from this folder."
_EVERYWHERE = f"""\
# Where the articles are; without this, every Markdown file is one.
# {_WHERE}
# include:
#   - "/articles/**/*.md"
"""


def format_starter(site: Site | None = None, *, articles: Sequence[str] = (), generated: Sequence[str] = ()) -> str:
    """A config for a site, with comments, as YAML; `articles` and `generated` become `include` and `exclude`."""
    whose = f" of this {site.generator} site" if site else ""
    include = _format_globs(f"The articles{whose}. {_WHERE}", "include", articles) if articles else _EVERYWHERE
    dialect = _format_dialect(site) if site else _DIALECT
    exclude = _format_globs("What is built from them.", "exclude", generated) if generated else ""
    return "\n".join(part for part in (_START, include, exclude, dialect, _FAIL_ON, _RULES, _OVERRIDES) if part)


def _format_dialect(site: Site) -> str:
    """What was found, in comments: a key would hold for files that are none of the site's, and when it is moved."""
    return f"""\
# How the Markdown is read; without this, as the files of the site tell. Here that is:
# {TITLES[site.dialect]}, because of {site.clue}.
# dialect: {site.dialect}
"""


def _format_globs(comment: str, key: str, globs: Sequence[str]) -> str:
    # A JSON string is a YAML string, whatever signs a name holds.
    items = "".join(f"  - {json.dumps(glob, ensure_ascii=False)}\n" for glob in globs)
    return f"# {comment}\n{key}:\n{items}"
