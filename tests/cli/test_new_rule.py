from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from endmark.ruleset.rule_template import TEMPLATED_CHECKS

Endmark = Callable[..., Result]

STEPS = """\
Make it yours, examples first, and see whether it keeps its word:

  endmark rules test {folder}

See what it finds in your articles:

  endmark check --select draft-note
"""


def write(folder: Path, name: str, text: str = "") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def rules_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("draft-note*")}


@pytest.mark.parametrize("check", TEMPLATED_CHECKS)
def test_a_new_rule_passes_its_tests_and_runs(endmark: Endmark, folder: Path, check: str) -> None:
    write(folder, "endmark.yaml", "rule_paths: [house-rules]\n")
    result = endmark("rules", "new", "draft-note", "--check", check)
    wrote = f"Wrote house-rules/draft-note.yaml, a rule with the check `{check}` and with examples.\n\n"
    assert (result.exit_code, result.stdout) == (0, wrote + STEPS.format(folder="house-rules"))
    assert endmark("rules", "test", "house-rules").stdout.endswith(" of 1 rule: all passed.\n")
    assert endmark("check", "--select", "draft-note").exit_code == 0


@pytest.mark.parametrize("language", ["en", "zh-Hant", "any-language"])
def test_a_new_rule_may_be_a_folder(endmark: Endmark, folder: Path, language: str) -> None:
    write(folder, "endmark.yaml", "rule_paths: [house-rules]\n")
    result = endmark("rules", "new", "draft-note", "--language", language)
    wrote = f"Wrote house-rules/draft-note, a rule with patterns in {language}.yaml and with examples.\n\n"
    assert (result.exit_code, result.stdout) == (0, wrote + STEPS.format(folder="house-rules"))
    files = {path.relative_to(folder).as_posix() for path in (folder / "house-rules").rglob("*.yaml")}
    assert files == {"house-rules/draft-note/rule.yaml", f"house-rules/draft-note/{language}.yaml"}
    assert endmark("rules", "test", "house-rules").stdout == "Ran 3 examples of 1 rule: all passed.\n"
    assert endmark("check", "--select", "draft-note").exit_code == 0


@pytest.mark.parametrize(
    ("config", "text", "missing"),
    [
        ("", "", "write into endmark.yaml:\n\n  rule_paths: [rules]\n"),
        ("endmark.yml", "fail_on: never\n", "add to endmark.yml:\n\n  rule_paths: [rules]\n"),
        (
            "pyproject.toml",
            "[tool.endmark]\n",
            'add to pyproject.toml, under [tool.endmark]:\n\n  rule_paths = ["rules"]\n',
        ),
        ("endmark.yaml", "extends: shared/base.yaml\n", "add to endmark.yaml:\n\n  rule_paths: [rules]\n"),
    ],
)
def test_it_is_said_what_a_config_must_say(
    endmark: Endmark, folder: Path, config: str, text: str, missing: str
) -> None:
    write(folder, "shared/base.yaml", "rule_paths: [theirs]\n")
    if config:
        write(folder, config, text)
    result = endmark("rules", "new", "draft-note")
    assert f".\n\nSo that it runs, {missing}\n{STEPS.format(folder='rules')}" in result.stdout
    assert rules_in(folder) == {"rules/draft-note.yaml"}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "house/draft-note.yaml"),
        (["--category", "tone"], "house/tone/draft-note.yaml"),
    ],
)
def test_the_first_of_the_rule_paths_gets_it(
    endmark: Endmark, folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], expected: str
) -> None:
    write(folder, "endmark.yaml", "rule_paths: [house, others]\n")
    (folder / "posts").mkdir()
    monkeypatch.chdir(folder / "posts")
    result = endmark("rules", "new", "draft-note", *arguments)
    assert result.stdout.startswith(f"Wrote ../{expected}, a rule ")
    assert rules_in(folder) == {expected}


def test_a_config_that_is_named_counts_and_one_that_is_not_wanted_does_not(endmark: Endmark, folder: Path) -> None:
    write(folder, "endmark.yaml", "rule_paths: [one]\n")
    write(folder, "other/config.yaml", "rule_paths: [two]\n")
    result = endmark("rules", "--config", "other/config.yaml", "new", "draft-note")
    assert "  endmark check --config other/config.yaml --select draft-note\n" in result.stdout
    assert endmark("rules", "--no-config", "new", "draft-note").exit_code == 0
    assert rules_in(folder) == {"other/two/draft-note.yaml", "rules/draft-note.yaml"}


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["Draft"], "the id 'Draft' is not in kebab case. Use small letters"),
        (["../draft"], "the id '../draft' is not in kebab case."),
        (["stray-end-marker"], "endmark ships a rule with the id 'stray-end-marker'."),
        (["draft", "--category", "a/b"], "the category 'a/b' is not the name of a folder."),
        (["draft", "--category", ".."], "the category '..' is not the name of a folder."),
        (["old"], "others/tone/old.yaml: this rule is there already, and nothing was written. Choose another id."),
        (["draft", "--category", "file"], "house/file: this folder cannot be made: "),
        (["tone", "--language", "en"], "house/tone: this folder is there already. Choose another id."),
        (["draft", "--language", "english"], "unknown language 'english'. Write its tag as in `en` or `zh-Hant`"),
        (["draft", "--language", "en", "--check", "length"], "the check 'length' looks for no patterns."),
    ],
)
def test_what_goes_wrong(endmark: Endmark, folder: Path, arguments: list[str], problem: str) -> None:
    write(folder, "endmark.yaml", "rule_paths: [house, others]\n")
    write(folder, "house/tone/other.txt")
    write(folder, "house/file")
    old = write(folder, "others/tone/old.yaml", "id: old\n")
    result = endmark("rules", "new", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"error: {problem}")
    assert old.read_text("utf-8") == "id: old\n"
    assert rules_in(folder) == set()


def test_a_wrong_config_is_a_mistake(endmark: Endmark, folder: Path) -> None:
    write(folder, "endmark.yaml", "rulez: {}\n")
    result = endmark("rules", "new", "draft-note")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: endmark.yaml:1:1: unknown key 'rulez'.")
    assert rules_in(folder) == set()
