"""Who decides in which language a person is spoken to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result

Endmark = Callable[..., Result]

ENGLISH, JAPANESE = "Stray end marker ---END---.", "終了マーカー ---END--- が残っています。"


@pytest.mark.parametrize(
    ("config", "arguments", "env", "said"),
    [
        ("", (), {}, ENGLISH),
        ("lang: ja\n", (), {}, JAPANESE),
        ("lang: ja\n", ("--lang", "en"), {}, ENGLISH),
        ("lang: ja\n", (), {"ENDMARK_LANG": "en"}, ENGLISH),
        ("lang: en\n", ("--lang", "ja"), {"ENDMARK_LANG": "en"}, JAPANESE),
        ("extends: base.yaml\n", (), {}, JAPANESE),
        ("extends: base.yaml\nlang: en\n", (), {}, ENGLISH),
    ],
)
def test_the_person_comes_before_the_config(
    endmark: Endmark, folder: Path, config: str, arguments: tuple[str, ...], env: Mapping[str, str], said: str
) -> None:
    (folder / "base.yaml").write_text("lang: ja\n", "utf-8")
    (folder / "endmark.yaml").write_text(config, "utf-8")
    for _ in "read", "kept":
        assert said in endmark("check", "cut.md", *arguments, env=env).stdout


def test_a_language_that_nobody_speaks_is_a_mistake_of_the_config(endmark: Endmark, folder: Path) -> None:
    (folder / "endmark.yaml").write_text("lang: tlh\n", "utf-8")
    result = endmark("check", "cut.md")
    assert (result.exit_code, result.stderr[:47]) == (2, "error: endmark.yaml:1:7: expected en, ja or zh,")


@pytest.mark.parametrize(
    "command", ["rules", "rules test .", "calibrate .", "blocks cut.md", "baseline create", "init"]
)
def test_each_command_can_be_asked(endmark: Endmark, folder: Path, command: str) -> None:
    (folder / "rules").mkdir()
    result = endmark(*command.split(), "--lang", "ja", "--help")
    assert (result.exit_code, result.stdout[:4]) == (0, "使い方:")
