"""The config that a site begins with."""

from __future__ import annotations

import json
from collections.abc import Sequence

from endmark.document.dialect import TITLES
from endmark.messages.catalogue import say
from endmark.phrase import Phrase, join_phrases, phrase
from endmark.ruleset.generators import Site

SCHEMA_FILE = ".endmark/config.schema.json"
"""Where a site keeps the schema of its config, from the folder of the config."""

SCHEMA_LINE = f"# yaml-language-server: $schema={SCHEMA_FILE}"
"""Tells an editor where the schema is; it must be the first line."""

_RULES = """\
# rules:
#   duplicate-heading: info
#   reading-time-mismatch: off
"""

_OVERRIDES = """\
# overrides:
#   - files: ["interviews/"]
#     rules:
#       duplicate-sentence: warning
#   - before: 2020-01-01 # {by_date}
#     rules:
#       truncated-sentence: off
"""

_EVERYWHERE = """\
# include:
#   - "/articles/**/*.md"
"""

_WHERE = phrase("Globs are written as in a .gitignore, from this folder.")


def format_starter(site: Site | None = None, *, articles: Sequence[str] = (), generated: Sequence[str] = ()) -> str:
    """A config for a site, with comments, as YAML; `articles` and `generated` become `include` and `exclude`.

    The comments are in the language that is spoken.
    """
    start = phrase("What endmark checks here, and how. `endmark config show` says what applies.")
    fail_on = phrase("The lowest severity that makes a check fail: error, warning, info or never.")
    rules = phrase("A severity for a rule, or off. `endmark rules` lists them all.")
    overrides = phrase("Other settings for some of the articles.")
    parts = [
        f"{SCHEMA_LINE}\n{_comment(start)}",
        _format_include(site, articles),
        _comment(phrase("What is built from them.")) + _format_globs("exclude", generated) if generated else "",
        _format_dialect(site),
        f"{_comment(fail_on)}fail_on: error\n",
        f"{_comment(rules)}{_RULES}",
        _comment(overrides) + _OVERRIDES.format(by_date=say(phrase("by the date in the front matter"))),
    ]
    return "\n".join(filter(None, parts))


def _comment(*sentences: Phrase) -> str:
    return f"# {say(join_phrases(*sentences) or '')}\n"


def _format_include(site: Site | None, articles: Sequence[str]) -> str:
    if not articles:
        everywhere = phrase("Where the articles are; without this, every Markdown file is one.")
        return f"{_comment(everywhere)}{_comment(_WHERE)}{_EVERYWHERE}"
    what = (
        phrase("The articles of this {generator} site.", generator=site.generator) if site else phrase("The articles.")
    )
    return _comment(what, _WHERE) + _format_globs("include", articles)


def _format_dialect(site: Site | None) -> str:
    """What was found, in comments: a key would hold for files that are none of the site's, and when it is moved."""
    how = phrase("How the Markdown is read; without this, as the files of the site tell.")
    if site is None:
        return f"{_comment(how)}# dialect: markdown\n"
    here = phrase("{title}, because of {clue}.", title=TITLES[site.dialect], clue=site.clue)
    return f"{_comment(how, phrase('Here that is:'))}{_comment(here)}# dialect: {site.dialect}\n"


def _format_globs(key: str, globs: Sequence[str]) -> str:
    # A JSON string is a YAML string, whatever signs a name holds.
    items = "".join(f"  - {json.dumps(glob, ensure_ascii=False)}\n" for glob in globs)
    return f"{key}:\n{items}"
