from __future__ import annotations

import re
from importlib import import_module
from pkgutil import walk_packages
from typing import cast

import pytest

import endmark
from endmark.document.late_pattern import _LatePattern, compile_late


def test_it_finds_what_the_pattern_finds() -> None:
    late = compile_late("po.d", re.IGNORECASE | re.DOTALL)
    assert [found.span() for found in late.finditer("POND po\nd")] == [(0, 4), (5, 9)]
    assert late.sub("-", "a pond") == "a -"


def test_it_is_compiled_once_and_when_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_now = re.compile

    def compile_noted(source: str, flags: int) -> re.Pattern[str]:
        compiled.append(source)
        return compile_now(source, flags)

    monkeypatch.setattr(re, "compile", compile_noted)
    late = compile_late("pond")
    assert compiled == []
    assert all(late.search(text) for text in ("pond", "a pond"))
    assert compiled == ["pond"]


@pytest.mark.parametrize("name", [one.name for one in walk_packages(endmark.__path__, "endmark.")])
def test_every_late_pattern_is_one(name: str) -> None:
    if name != "endmark.__main__":  # runs
        for value in vars(import_module(name)).values():
            assert not isinstance(value, _LatePattern) or cast("re.Pattern[str]", value).groups >= 0
