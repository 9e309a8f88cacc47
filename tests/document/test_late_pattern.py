from __future__ import annotations

import re

import pytest

from endmark.document.late_pattern import compile_late


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
