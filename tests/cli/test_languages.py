"""The languages that a rule judges, in a config and in rules of one's own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Endmark = Callable[..., Result]

JAPANESE = "夜明けに門が開いた。最初の船がゆっくりと港を出た。\n\n# 始まり\n"
TRADITIONAL = "天亮時大門開了。第一艘船緩緩離開了港口。\n\n# 開始\n"
SIMPLIFIED = "天亮时大门开了。第一艘船缓缓离开了港口。\n\n# 开始\n"
ENGLISH = "The gate opened at dawn and the boats left.\n\n# This is the start\n"
GERMAN = "Das Tor ging auf und die Boote fuhren mit der Flut.\n\n# Das ist der Anfang\n"


def found(endmark: Endmark, folder: Path, config: str, article: str) -> bool:
    (folder / "endmark.yaml").write_text(config, "utf-8")
    (folder / "a.md").write_text(article, "utf-8")
    result = endmark("check", "a.md", "--select", "empty-section", "--format", "concise")
    assert result.exit_code in {0, 1}, result.output
    return "[empty-section]" in result.stdout


@pytest.mark.parametrize(
    ("languages", "article", "judged"),
    [
        ("ja", JAPANESE, True),
        ("JA", JAPANESE, True),
        ("jpn", JAPANESE, True),
        ("ja-JP", JAPANESE, True),
        ("ja_JP", JAPANESE, True),
        ("ja-JP", f"---\nlang: ja\n---\n{JAPANESE}", True),
        ("ja", f"---\nlang: ja_JP.UTF-8\n---\n{JAPANESE}", True),
        ("ja", f"---\nlang: jp\n---\n{JAPANESE}", True),  # no language, so the text tells
        ("ja", f"---\nlanguage: Japanese\nlocale: ja\n---\n{JAPANESE}", True),
        ("ja", SIMPLIFIED, False),
        ("en, ja-JP", ENGLISH, True),
        ("en, ja-JP", GERMAN, False),
        ("zh", TRADITIONAL, True),
        ("cmn", SIMPLIFIED, True),
        ("zh-Hant", TRADITIONAL, True),
        ("zh-TW", TRADITIONAL, True),
        ("zh-Hant", SIMPLIFIED, False),
        ("zh-CN", SIMPLIFIED, True),
        ("zh-CN", TRADITIONAL, False),
        ("zh-Hant", f"---\nlang: zh-HK\n---\n{TRADITIONAL}", True),
        ("zh-Hans", f"---\nlang: zh-HK\n---\n{TRADITIONAL}", False),
        ("en-GB", ENGLISH, False),
        ("en-GB", f"---\nlang: en-gb\n---\n{ENGLISH}", True),
        ("en-GB", f"---\nlang: en-US\n---\n{ENGLISH}", False),
        ("en", f"---\nlang: en-US\n---\n{ENGLISH}", True),
        # Another language than that of the document is taken for the commonest of its kind.
        ("en-US", f"---\nlang: ja-JP\n---\n{JAPANESE}{ENGLISH}", True),
        ("en-GB", f"---\nlang: ja-JP\n---\n{JAPANESE}{ENGLISH}", False),
    ],
)
def test_a_rule_runs_on_the_languages_it_names(
    endmark: Endmark, folder: Path, languages: str, article: str, judged: bool
) -> None:
    assert found(endmark, folder, f"rules: {{empty-section: {{languages: [{languages}]}}}}", article) == judged


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("rules: {empty-section: {languages: [en, jp]}}", "1:41: unknown language 'jp'. Did you mean 'ja'?"),
        (
            "rules: {empty-section: {languages: [Japanese]}}",
            "1:37: unknown language 'Japanese'. Did you mean 'ja'?",
        ),
        (
            "rules: {empty-section: {languages: [xx]}}",
            "1:37: unknown language 'xx'. Write its BCP 47 tag, such as `ja`, `zh-Hant` or `en-GB`.",
        ),
        (
            "overrides: [{files: [a.md], rules: {empty-section: {languages: [kr]}}}]",
            "1:65: unknown language 'kr'. Did you mean 'ko'?",
        ),
        (
            "rules: {empty-section: {languages: [ja, JA]}}",
            "1:41: the text 'JA' stands twice in this list. Keep one.",
        ),
        (
            "rules: {truncated-sentence: {options: {last_words: {cz: [a]}}}}",
            "1:53: unknown language 'cz'. Did you mean 'cs'?",
        ),
        (
            "rules: {truncated-sentence: {options: {last_words: {zh-Hant: [a]}}}}",
            "1:53: the language 'zh-Hant' has more than one part, which are not told apart here. Write `zh`.",
        ),
        (
            "rules: {truncated-sentence: {options: {last_words: {en: [a], eng: [b]}}}}",
            "1:62: the key 'eng' says the same as one above it. Keep one.",
        ),
    ],
)
def test_a_language_that_there_is_not_is_an_error(endmark: Endmark, folder: Path, config: str, message: str) -> None:
    (folder / "endmark.yaml").write_text(config, "utf-8")
    (folder / "a.md").write_text(ENGLISH, "utf-8")
    result = endmark("check", "a.md")
    assert result.exit_code == 2
    assert f"endmark.yaml:{message}" in result.stderr


def test_a_rule_of_ones_own_names_languages_as_a_config_does(endmark: Endmark, folder: Path) -> None:
    (folder / "own").mkdir()
    rule = (
        "id: no-dawn\ncheck: pattern\nseverity: error\nsummary: s\nwhy: w\nmessage: m\nlanguages: [{}]\n"
        "options: {{anywhere: [dawn]}}\n"
    )
    (folder / "endmark.yaml").write_text("rule_paths: [own]", "utf-8")
    (folder / "a.md").write_text(ENGLISH, "utf-8")
    for languages, code, said in (("EN", 1, "[no-dawn]"), ("de", 0, ""), ("english", 2, "Did you mean 'en'?")):
        (folder / "own/no-dawn.yaml").write_text(rule.format(languages), "utf-8")
        result = endmark("check", "a.md", "--select", "no-dawn")
        assert (result.exit_code, said in result.output) == (code, True)


def test_a_config_shows_languages_in_their_normal_form(endmark: Endmark, folder: Path) -> None:
    (folder / "endmark.yaml").write_text("rules: {empty-section: {languages: [ZH_hant, JPN]}}", "utf-8")
    assert 'languages: ["ja", "zh-Hant"]' in endmark("config", "show").stdout


def test_an_ordinary_article_needs_no_library_of_languages(folder: Path) -> None:
    (folder / "a.md").write_text(f"---\nlang: en-US\n---\n{ENGLISH}", "utf-8")
    code = (
        "import sys\nfrom endmark.cli.main import main\n"
        "sys.argv = ['endmark', 'check', 'a.md', '--no-cache']\n"
        "try:\n    main()\nexcept SystemExit as end:\n    print(end.code, 'langcodes' in sys.modules)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=folder, check=True, capture_output=True, text=True)
    assert run.stdout.splitlines()[-1] == "0 False"
