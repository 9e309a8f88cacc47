"""Input nobody writes by hand gets a sensible answer.

An algorithm that is quadratic in one of these would need minutes: the time limit
of a test then ends it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from endmark.linting.checking.run import run
from endmark.linting.files.discovery import FoundFile
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.loading import load_settings
from endmark.ruleset.settings_request import SettingsRequest

CASES = {
    "empty": b"",
    "blank": b"\n \n\t\n",
    "one-line-of-1-MB": "雨の日に歩く。".encode() * 48_000,
    "one-word-of-1-MB": b"a" * 1_000_000,
    "quotes-10000-deep": b">" * 10_000 + b" deep",
    "lists-500-deep": b"".join(b"  " * depth + b"- x\n" for depth in range(500)),
    "open-brackets": b"[" * 50_000 + b"(" * 50_000,
    "emphasis": b"*a **b " * 20_000,
    "backticks": b"`" * 50_000 + b"a" + b"``b" * 20_000,
    "macros-never-closed": b"{{ {% {/* " * 20_000,
    "comments-never-closed": b"<!-- a\n\n" * 20_000,
    "dashes": b"-" * 200_000 + b"\nEND\n" + b"=" * 200_000,
    "many-markers": b"a\n\n---END---\n\n" * 5_000,
    "equal-paragraphs": b"The same paragraph stands here again and again, word for word.\n\n" * 2_000,
    "quotation-marks": "「".encode() * 100_000,
    "table": b"| a " * 2_000 + b"|\n" + b"|---" * 2_000 + b"|\n" + b"| b " * 2_000 + b"|\n",
    "near-copies": b"".join(
        b"%s number %d of them.\n\n" % (b"said again and again " * 14, n * 7919) for n in range(4_000)
    ),
    "near-copies-with-code": b"".join(
        b"It gives back the `name%d` of the thing when called with an argument.\n\n" % n for n in range(3_000)
    ),
    "cut-before-markers": b"".join(
        b"What %d people said is the %d of the\n\n---END---\n\n" % (n, n) for n in range(4_000)
    ),
    "markers-in-one-paragraph": b"a ---END---\n" * 8_000,
    "markers-on-one-line": b"a ---END--- b " * 8_000,
    "equal-list-items": b"- one of many\n" * 20_000,
    "equal-headings": b"# The same again\n\n" * 20_000,
    "line-breaks-in-one-paragraph": b"a line\n" * 50_000,
    "macros-on-one-line": b"{{ x }} " * 50_000,
    "suppressions-never-enabled": b"<!-- endmark-disable duplicate-heading -->\n\na\n\n" * 4_000,
    "toml-list": b"+++\na = [\n" + b'"b", # ]\n' * 8_000 + b"]\n+++\n\nText.\n",
    "reading-time-of-numbers": b"---\nreading_time: " + b"1 " * 500_000 + b"\n---\n\nText.\n",
    "colons": b"---\n" + b"a: " * 20_000 + b"\n---\n",
    "emphasis-that-shows": "**「a」**だ".encode() * 20_000,
    "emphasis-of-stops": "**{}**だ".format("。" * 100_000).encode(),
    "halves-of-emphasis": "だ **雨\n\n".encode() * 20_000,
    "links-with-a-slip": b"[the map] (https://a.example/m) " * 10_000,
    "links-to-nowhere": b"`a` [b]() " * 30_000,
    "brackets-and-addresses": b"[ab](https://a" * 20_000,
    "headings-without-space": b"##Beans\n" * 40_000,
    "fences-never-closed": b"- ```a\n\n" * 20_000,
    "wrapped": b"```md\n" + b"It rained.\n\n" * 20_000,
    "very-very": b"very " * 10_000 + b"\n\n" + b"in order to. " * 5_000 + b"\n\n" + b"e-mail email " * 5_000,
    "keys": b"---\n" + b"".join(b"key%d: %d\n" % (n, n) for n in range(20_000)) + b"---\n",
}


@pytest.mark.parametrize("data", CASES.values(), ids=CASES.keys())
def test_it_is_checked_like_any_other(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(data)
    rules_that_are_off = {rule.id: "info" for rule in load_builtin_rules() if not rule.enabled}
    settings = load_settings(SettingsRequest(use_config=False, cwd=tmp_path, severities=rules_that_are_off))
    report = run([FoundFile(str(path), "a.md")], settings)
    assert report.problems == ()
    assert report.file_count == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a\n\xed\xa0\x80", "a.md:2:1: the byte 0xed is not valid UTF-8."),
        (b"\xff\xfea\x00", "a.md:1:1: this is a UTF-16 file, not UTF-8."),
    ],
    ids=["lone-surrogate", "utf-16"],
)
def test_what_is_no_text_is_a_problem_with_its_place(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(data)
    report = run([FoundFile(str(path), "a.md")], load_settings(SettingsRequest(use_config=False, cwd=tmp_path)))
    (problem,) = report.problems
    assert str(problem).startswith(message)
    assert report.exit_code == 2


NUL = b"---\ntitle: A gate\n---\n\nThe gate\0 opens.\n\n```\n\0\n```\n\n---END---\n"


def test_a_nul_is_a_finding_and_everything_else_is_found_as_without_it(tmp_path: Path) -> None:
    files = []
    for name, data in (("a.md", NUL), ("b.md", NUL.replace(b"\0", b"x"))):
        (tmp_path / name).write_bytes(data)
        files.append(FoundFile(str(tmp_path / name), name))
    report = run(files, load_settings(SettingsRequest(use_config=False, cwd=tmp_path)))
    assert (report.problems, report.exit_code) == ((), 1)
    found = [(one.path, one.rule, *one.region.start, one.excerpt) for one in report.violations]
    assert found == [
        ("a.md", "control-character", 5, 9, "\0"),
        ("a.md", "stray-end-marker", 11, 1, "---END---"),
        ("b.md", "stray-end-marker", 11, 1, "---END---"),
    ]
