"""Tests of this layer bring their own check and their own shipped rules."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from endmark import checks
from endmark.errors import InputError
from endmark.ruleset import loading
from endmark.ruleset.json_schema import Schema
from endmark.ruleset.rule import Rule
from endmark.ruleset.rule_file import load_folder
from endmark.ruleset.rule_set import make_search
from endmark.ruleset.rule_table import RuleTable

RULE = """\
id: {id}
check: sample
severity: warning
summary: A summary.
why: A reason.
message: "Found {{match}}."
"""

Write = Callable[..., Path]


class _EditorLoader(yaml.SafeLoader):
    """YAML as programs that know JSON Schema read it: a date is text."""


_EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in entries if tag != "tag:yaml.org,2002:timestamp"]
    for first, entries in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.fixture(scope="session")
def accepts() -> Callable[[Schema, str], bool]:
    """Whether a schema accepts a YAML text; formats count."""

    def accepts(schema: Schema, text: str) -> bool:
        validator = Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)
        return bool(validator.is_valid(yaml.load(text, _EditorLoader)))  # noqa: S506 - a safe loader

    return accepts


@pytest.fixture(scope="session")
def sample_check() -> Iterator[ModuleType]:
    """The module of the check `sample`."""
    name = "endmark.checks.sample_check"
    spec = spec_from_file_location(name, Path(__file__).with_name("sample_check.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    checks.load.cache_clear()
    yield module
    del sys.modules[name]


@pytest.fixture(autouse=True)
def only_sample_check(monkeypatch: pytest.MonkeyPatch, sample_check: ModuleType) -> None:
    monkeypatch.setattr(checks, "CHECKS", {"sample": sample_check.__name__})


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file below the folder of the test."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return path

    return write


@pytest.fixture
def write_rule(write: Write) -> Write:
    """Write a sound rule, with more lines at its end."""

    def write_rule(name: str, more: str = "") -> Path:
        return write(name, RULE.format(id=Path(name).stem) + more)

    return write_rule


@pytest.fixture
def shipped(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> tuple[Rule, ...]:
    """Three rules stand in for the shipped ones: stray-marker and dull-marker (off) in `traces`, cut-end in `shape`."""
    folder = tmp_path_factory.mktemp("shipped") / "rules"
    for name, more in (
        (
            "traces/stray-marker",
            "options: {word: stop, words: [a, b], least: 2}\nscope: [paragraph]\nlanguages: [ja]\n",
        ),
        ("traces/dull-marker", "enabled: false\n"),
        ("shape/cut-end", ""),
    ):
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(RULE.format(id=path.stem) + more, encoding="utf-8")
    rules = load_folder(folder, base=folder.parent)
    monkeypatch.setattr(loading, "load_builtin_table", lambda: RuleTable(b"", rules, make_search(rules)))
    return rules


@pytest.fixture
def problems_of() -> Callable[..., list[str]]:
    """What is said about the mistakes that a call finds, problem by problem."""

    def problems_of(call: Callable[..., Any], *arguments: Any, **named: Any) -> list[str]:
        with pytest.raises(InputError) as caught:
            call(*arguments, **named)
        return [str(problem) for problem in caught.value.problems]

    return problems_of
