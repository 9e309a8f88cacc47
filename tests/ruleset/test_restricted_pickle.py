"""Only rules and their parts come out of the store."""

from __future__ import annotations

import os
import pickle
import subprocess
import zlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from endmark.checks.text.regex import Pattern
from endmark.ruleset import restricted_pickle
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.restricted_pickle import load
from endmark.ruleset.rule import RulePatterns
from endmark.ruleset.sharing_pickle import dump
from endmark.storage.store import Store
from endmark.violation import Severity


@pytest.fixture(autouse=True)
def only_sample_check() -> None:
    """Here all checks are what they are."""


class Calls:
    """Pickles as a call of some function."""

    def __init__(self, function: Any, *arguments: Any) -> None:
        self.call = function, arguments

    def __reduce__(self) -> Any:
        return self.call


@pytest.mark.parametrize(
    "value", [load_builtin_rules(), Severity.INFO, Pattern("a+"), date(2026, 1, 31), Path("a/b"), frozenset({"a"})]
)
def test_what_settings_hold_comes_out(value: object) -> None:
    assert load(pickle.dumps(value)) == value


@pytest.mark.parametrize(
    "value",
    [
        Calls(os.system, "exit 1"),
        Calls(eval, "1 + 1"),
        Calls(subprocess.run, ["true"]),
        Calls(getattr, "", "join"),
        Calls(Store, "a", b""),
        Calls(load_builtin_rules),
    ],
)
def test_a_call_of_anything_else_does_not(value: object) -> None:
    with pytest.raises(pickle.UnpicklingError, match="is no part of settings"):
        load(pickle.dumps(value))


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("endmark.checks.text.regex", "copyreg.sys.exit"),
        ("endmark.ruleset.rule", "Any"),
        ("endmark.ruleset.binding", "bind"),
        ("endmark.ruleset.rule", "nothing"),
    ],
)
def test_no_name_leads_out_of_a_module(module: str, name: str) -> None:
    frozen = b"\x80\x04" + b"".join(b"\x8c" + bytes([len(word)]) + word.encode() for word in (module, name)) + b"\x93."
    with pytest.raises(pickle.UnpicklingError, match="is no part of settings"):
        load(frozen)


def test_what_is_said_about_patterns_is_read_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    (rule,) = (rule for rule in load_builtin_rules() if rule.id == "refusal")
    assert rule.patterns[0].id  # these are read
    reads: list[bytes] = []

    def load_noted(data: bytes, **others: Any) -> Any:
        reads.append(data)
        return load(data, **others)

    monkeypatch.setattr(restricted_pickle, "load", load_noted)
    thawed = load(pickle.dumps(load(pickle.dumps(rule.patterns))))  # handed on as it is
    assert reads == []
    assert (len(thawed), thawed[0], thawed[1:3]) == (len(rule.patterns), rule.patterns[0], rule.patterns[1:3])
    assert len(reads) == 1
    assert thawed == rule.patterns
    assert hash(thawed) == hash(rule.patterns)
    assert thawed != tuple(rule.patterns)


def test_what_is_said_about_patterns_calls_nothing(tmp_path: Path) -> None:
    hostile = RulePatterns(frozen=(zlib.compress(pickle.dumps(Calls(os.mkdir, str(tmp_path / "made")))),))
    with pytest.raises(pickle.UnpicklingError):
        len(load(pickle.dumps(hostile)))
    assert not (tmp_path / "made").exists()


def test_what_is_shared_is_not_written() -> None:
    rules = load_builtin_rules()
    frozen = dump((rules[0], rules[1].options), {"first": rules[0], "second": rules[1].options})
    assert len(frozen) < 100
    assert load(frozen, {"first": "a", "second": "b"}) == ("a", "b")
    with pytest.raises(KeyError):
        load(frozen)
