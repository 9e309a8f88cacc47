from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import yaml

from endmark.messages.catalogue import speaking
from endmark.messages.languages import load_catalogue
from endmark.ruleset.generators import Site
from endmark.ruleset.loading import load_settings
from endmark.ruleset.settings_request import SettingsRequest
from endmark.ruleset.starter import SCHEMA_LINE, format_starter
from endmark.violation import Severity

Write = Callable[..., Path]
HUGO = Site("/site", "Hugo", "hugo.toml", "hugo")
STRANGE = ("/content/**/*.md", "/a: b/#c/**/*.md", '/"quoted"/*.md', "/記事/**/*.md", "/[x] y/")

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.mark.parametrize("articles", [(), STRANGE[:1], STRANGE])
@pytest.mark.parametrize("generated", [(), ("/public/",)])
def test_it_loads_as_it_was_meant(
    write: Write, tmp_path: Path, articles: Sequence[str], generated: Sequence[str]
) -> None:
    write("endmark.yaml", format_starter(HUGO, articles=articles, generated=generated))
    settings = load_settings(SettingsRequest(cwd=tmp_path))
    assert (settings.include, settings.exclude, settings.fail_on) == (articles, generated, Severity.ERROR)


def test_the_schema_is_named_in_the_first_line() -> None:
    assert format_starter().splitlines()[0] == SCHEMA_LINE


def test_it_ends_its_sentences_and_lines() -> None:
    text = format_starter(HUGO, articles=STRANGE, generated=["/public/"])
    assert text.endswith("\n")
    assert not re.search(r"[ \t]$|\n\n\n", text, re.MULTILINE)


def test_the_comments_are_in_the_language_of_the_reader() -> None:
    english = format_starter(HUGO, articles=["/content/**/*.md"], generated=["/public/"])
    with speaking(load_catalogue("ja")):
        japanese = format_starter(HUGO, articles=["/content/**/*.md"], generated=["/public/"])
    assert yaml.safe_load(japanese) == yaml.safe_load(english)
    told = [line for line in japanese.splitlines()[1:] if re.search("[ぁ-ん]", line)]
    assert len(told) == 9
