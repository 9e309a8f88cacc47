"""Configs and rules that nobody means well with: every mistake has a place, none ends the program."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.errors import InputError, Problem, limit_each_file
from endmark.phrase import phrase
from endmark.ruleset import rule_file
from endmark.ruleset.loading import load_settings
from endmark.ruleset.settings import Settings
from endmark.ruleset.settings_request import SettingsRequest

LONG = "n" * 5_000
MANY = range(3_000)
TABLE = "[tool.endmark]\n"

pytestmark = pytest.mark.usefixtures("shipped")


def load(folder: Path) -> Settings:
    return load_settings(SettingsRequest(cwd=folder))


def problems_in(folder: Path) -> tuple[Problem, ...]:
    """What is wrong with the config in a folder and what it names."""
    (folder / ".git").mkdir(exist_ok=True)
    with pytest.raises(InputError) as caught:
        load(folder)
    return caught.value.problems


YAML = {
    "a NUL": "rules: {}\0",
    "a NUL in extends": 'extends: "a\\0b"',
    "a NUL in a list of extends": 'extends: [endmark:recommended, "a\\0b"]',
    "a NUL in rule_paths": 'rule_paths: ["a\\0b"]',
    "a NUL in baseline": 'baseline: "a\\0b"',
    "a NUL in a glob": 'include: ["a\\0b"]',
    "a control character": "rules: \x07",
    "half a surrogate": 'extends: "\\ud800"',
    "long extends": f"extends: {LONG}",
    "long extends of ours": f"extends: endmark:{LONG}",
    "long rule_paths": f"rule_paths: [{LONG}]",
    "long key": f"{LONG}: 1",
    "long key twice": f"{LONG}: 1\n{LONG}: 2",
    "long key of words": f"{'a ' * 5_000}b: 1",
    "long rule": f"rules: {{{LONG}: off}}",
    "long level": f"rules: {{stray-marker: {LONG}}}",
    "long option": f"rules: {{stray-marker: {{options: {{{LONG}: 1}}}}}}",
    "long placeholder": f'rules: {{stray-marker: {{message: "{{{LONG}}}"}}}}',
    "long tag": f"rules: !{LONG} x",
    "long anchor": f"rules: &{LONG} x",
    "long alias": f"rules: *{LONG}",
    "long glob": f"include: [../{LONG}]",
    "open brackets": "rules: " + "[" * 3_000,
    "brackets in a glob": f'include: ["{"[" * 3_000}"]',
    "aliases of aliases": "a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]",
    "an alias of itself": "a: &a [*a]",
    "one key again and again": "".join("rules: {}\n" for _ in MANY),
    "many keys": "".join(f"k{number}: 1\n" for number in MANY),
    "many numbers": "".join(f"{number}: 1\n" for number in MANY),
    "a huge number": f"fail_on: {'9' * 5_000}",
    "no such day": "overrides: [{since: 2026-02-30, rules: {stray-marker: off}}]",
    "the year 0": "overrides: [{since: 0000-00-00, rules: {stray-marker: off}}]",
    "the year 99999": "overrides: [{since: 99999-01-01, rules: {stray-marker: off}}]",
    "itself": "extends: endmark.yaml",
    "a folder": "extends: .",
    "a device": "extends: /dev/zero",
    "rules everywhere": "rule_paths: [/]",
    "rules here": "rule_paths: [.]",
    "rules above": "rule_paths: [..]",
    "rules at home": "rule_paths: ['~']",
    "rules in a file": "rule_paths: [endmark.yaml]",
}
TOML = {
    "a NUL": TABLE + "\0",
    "open brackets": TABLE + "include = " + "[" * 3_000,
    "brackets": f"{TABLE}include = {'[' * 3_000}{']' * 3_000}",
    "brackets that are just read": f"{TABLE}include = {'[' * 450}{']' * 450}",
    "braces": TABLE + "rules = " + "{a=" * 3_000,
    "dots": TABLE + ".".join(["a"] * 3_000) + " = 1",
    "dots in a header": f"[tool.endmark.{'.'.join(['a'] * 3_000)}]",
    "a huge number": f"{TABLE}\nfail_on = {'9' * 5_000}",
    "a huge number in another base": f"{TABLE}fail_on = 0x{'f' * 5_000}",
    "a huge fraction": f"{TABLE}fail_on = 1e99999",
    "no such day": f"{TABLE}fail_on = 2026-02-30",
    "long key": f"{TABLE}{LONG} = 1",
    "many keys": TABLE + "".join(f"k{number} = 1\n" for number in MANY),
    "many tables": "".join("[[tool.endmark.overrides]]\n" for _ in MANY),
    "a NUL in extends": f'{TABLE}extends = "a\\u0000b"',
}
CASES = {f"yaml: {name}": ("endmark.yaml", text) for name, text in YAML.items()} | {
    f"toml: {name}": ("pyproject.toml", text) for name, text in TOML.items()
}


@pytest.mark.parametrize(("name", "text"), CASES.values(), ids=CASES)
def test_a_config_is_refused_with_a_place_in_few_words(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    problems = problems_in(tmp_path)
    first = problems[0]
    assert (Path(first.path or "").name, bool(first.line and first.column)) == (name, True)
    assert len(problems) <= 21
    assert all(len(str(problem)) < 1_500 and LONG[:200] not in str(problem) for problem in problems)


@pytest.mark.parametrize("data", [b"rules: \xff", "rules: {}".encode("utf-16"), b"\xef\xbb\xbf\xff"])
def test_bytes_that_are_no_text_have_a_place(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "endmark.yaml").write_bytes(data)
    (problem,) = problems_in(tmp_path)
    assert (problem.line, bool(problem.hint)) == (1, True)


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\xef\xbb\xbf# a\r\n", b"fail_on: never\r\n", b"---\n...\n"])
def test_dull_configs_are_sound(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "endmark.yaml").write_bytes(data)
    assert load(tmp_path).config_path == tmp_path / "endmark.yaml"


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("endmark.yaml", "rules: {}\nrule_paths: [/]", "endmark.yaml:2:14: the folder '/' holds this config"),
        ("endmark.yaml", "rule_paths: [.]", "endmark.yaml:1:14: the folder '.' holds this config"),
        (
            "pyproject.toml",
            f"{TABLE}\ninclude = {'[' * 3_000}",
            "pyproject.toml:3:111: this cannot be read as TOML: it is nested",
        ),
        ("pyproject.toml", f"{TABLE}fail_on = {'9' * 5_000}", "pyproject.toml:2:11: this number has too many digits."),
    ],
)
def test_where_it_is(tmp_path: Path, name: str, text: str, place: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    assert str(problems_in(tmp_path)[0]).removeprefix(f"{tmp_path.as_posix()}/").startswith(place)


def test_a_chain_of_configs_has_an_end(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number}.yaml").write_text(f"extends: {number + 1}.yaml\n", "utf-8")
    (tmp_path / "endmark.yaml").write_text("extends: 0.yaml\n", "utf-8")
    (problem,) = problems_in(tmp_path)
    assert problem.message == "too many configs extend each other."


def test_a_folder_with_far_more_than_rules_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_file, "_MOST_ENTRIES", 9)
    (tmp_path / "own/deep").mkdir(parents=True)
    for number in range(5):
        (tmp_path / f"own/{number}.txt").touch()
        (tmp_path / f"own/deep/{number}.txt").touch()
    (tmp_path / "endmark.yaml").write_text("rule_paths: [own]\n", "utf-8")
    (problem,) = problems_in(tmp_path)
    assert str(problem).startswith("endmark.yaml:1:14: this folder holds more than 9 files, and not rules alone. Give")


def test_a_folder_of_rules_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "own").mkdir()
    (tmp_path / "endmark.yaml").write_text("rule_paths: [own]\n", "utf-8")
    monkeypatch.setattr(os, "scandir", fail)
    (problem,) = problems_in(tmp_path)
    assert str(problem).startswith("endmark.yaml:1:14: this folder of rules cannot be read: Permission denied.")


@pytest.mark.skipif(os.name == "nt", reason="needs links and pipes")
@pytest.mark.parametrize("make", [lambda path: path.symlink_to("gone"), lambda path: path.symlink_to("own"), os.mkfifo])
@pytest.mark.parametrize("text", ["rule_paths: [own]", "extends: own", "extends: own/a.yaml", "rule_paths: [own/a]"])
def test_a_name_that_leads_nowhere(tmp_path: Path, make: Callable[[Path], None], text: str) -> None:
    make(tmp_path / "own")
    (tmp_path / "endmark.yaml").write_text(text, "utf-8")
    (problem,) = problems_in(tmp_path)
    assert problem.message.startswith("there is no f")


@pytest.mark.skipif(os.name == "nt", reason="needs pipes")
def test_a_config_that_is_a_pipe_is_no_config(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "endmark.yaml")
    os.mkfifo(tmp_path / "pyproject.toml")
    (tmp_path / ".git").mkdir()
    assert load(tmp_path).config_path is None


def test_a_rule_is_told_about_in_few_lines_too(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    for name in ("a", "b"):
        (tmp_path / f"own/{name}.yaml").write_text("".join(f"k{number}: 1\n" for number in MANY), "utf-8")
    (tmp_path / "endmark.yaml").write_text("rule_paths: [own]\n", "utf-8")
    problems = problems_in(tmp_path)
    assert [problem.path for problem in problems] == ["own/a.yaml"] * 21 + ["own/b.yaml"] * 21
    assert str(problems[20]) == "own/a.yaml: and 2,986 more. Mend those above first."


@pytest.mark.parametrize(("count", "told"), [(0, 0), (20, 20), (21, 21), (133, 21)])
def test_the_first_of_each_file(count: int, told: int) -> None:
    problems = [Problem(phrase("a"), "b.yaml", line) for line in range(count)]
    result = limit_each_file([*problems, Problem(phrase("c"))])
    assert len(result) == told + 1
    assert result[: min(count, 20)] == problems[:20]
    assert count <= 20 or result[20].message == f"and {count - 20} more."


def test_a_name_that_no_file_has_is_shortened() -> None:
    assert (
        str(Problem(phrase("there is no such baseline."), f"a/{LONG}")) == f"a/{LONG[:60]}…: there is no such baseline."
    )
    whole = "/".join(["n" * 255] * 10)
    assert str(Problem(phrase("a"), whole)) == f"{whole}: a"


KEYS = st.sampled_from(
    [
        "extends",
        "rules",
        "rule_paths",
        "overrides",
        "include",
        "exclude",
        "fail_on",
        "baseline",
        "stray-marker",
        "since",
        "options",
        "message",
        "words",
        "severity",
        "id",
        "check",
        "sample",
        "why",
        "summary",
        "examples",
        "bad",
        "own",
        "off",
    ]
)
SIGNS = st.sampled_from(
    [*list("{}[]:,-?&*!|>'\"%@`#~<= \n\t\r\x00.\\"), "\n  ", ": ", "- ", "=", "\ufeff", "\u2028", "é"]
)
PIECES = KEYS | SIGNS | st.integers().map(str) | st.dates().map(str) | st.text(max_size=4)
TEXTS = st.lists(PIECES, max_size=40).map("".join)
FILES = st.binary(max_size=200) | TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass"))


@given(
    data=FILES,
    place=st.sampled_from(["endmark.yaml", "pyproject.toml", "own/own-rule.yaml"]),
    beginning=st.sampled_from(
        [b"", b"rules:\n", b"[tool.endmark]\n", b"extends: ", b"rule_paths: [", b"overrides: [{"]
    ),
)
def test_whatever_is_in_a_file_it_is_sound_or_said_why_not(data: bytes, place: str, beginning: bytes) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / ".git").mkdir()
        (folder / "own").mkdir()
        if place.startswith("own"):
            (folder / "endmark.yaml").write_text("rule_paths: [own]\n", "utf-8")
        (folder / place).write_bytes(beginning + data)
        try:
            outcome: object = load(folder)
        except InputError as error:
            outcome = error.problems
        assert outcome
