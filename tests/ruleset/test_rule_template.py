from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from endmark import checks
from endmark.linting.examples import run_examples
from endmark.messages.catalogue import speaking
from endmark.messages.languages import load_catalogue
from endmark.ruleset.rule_file import load_rule
from endmark.ruleset.rule_template import TEMPLATED_CHECKS, format_folder_rule, format_rule

Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def only_sample_check() -> None:
    """Here the checks are the real ones."""


@pytest.mark.parametrize("check", TEMPLATED_CHECKS)
def test_it_is_a_rule_that_keeps_its_word(write: Write, check: str) -> None:
    rule = load_rule(write("house/my-rule.yaml", format_rule("my-rule", check)), "my-rule.yaml")
    assert (rule.id, rule.check, rule.category, rule.enabled) == ("my-rule", check, "house", True)
    assert rule.examples.bad
    assert rule.examples.good
    assert run_examples((rule,), ()) == ()


@pytest.mark.parametrize("check", TEMPLATED_CHECKS)
def test_who_is_spoken_to_in_japanese_has_it_explained_so(write: Write, check: str) -> None:
    with speaking(load_catalogue("ja")):
        text = format_rule("my-rule", check)
        head, patterns = format_folder_rule("my-rule")
    rule = load_rule(write("house/my-rule.yaml", text), "my-rule.yaml")
    assert run_examples((rule,), ()) == ()
    comments = re.findall(r"^ *# (.*)$", f"{text}\n{head}\n{patterns}", re.MULTILINE)
    assert [comment for comment in comments if not re.search("[ぁ-ん]", comment)] == []
    assert re.search("[ぁ-ん]", rule.summary + rule.why)


@pytest.mark.parametrize("check", TEMPLATED_CHECKS)
def test_it_explains_the_braces_of_its_message_and_every_option(check: str) -> None:
    text = format_rule("my-rule", check)
    message, comment = (re.search(pattern, text) for pattern in (r"\nmessage: (.*)\n", r"# What a report says; (.*)"))
    assert message
    assert comment
    assert set(re.findall(r"{\w+}", message[1])) == set(re.findall(r"{\w+}", comment[1]))
    assert set(re.findall(r"{(\w+)}", message[1])) <= checks.load(check).VALUES
    assert not re.search(r"[ \t]$|\n\n", text, re.MULTILINE)


@pytest.mark.parametrize("name", ["no", "on", "null", "true", "a-1"])
def test_an_id_is_text_whatever_yaml_takes_it_for(write: Write, name: str) -> None:
    path = write(f"{name}.yaml", format_rule(name, "pattern"))
    assert load_rule(path, path.name).id == name


def test_a_check_without_a_file_to_start_from() -> None:
    with pytest.raises(KeyError):
        format_rule("my-rule", "suppression")
