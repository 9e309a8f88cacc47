from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

import endmark
from endmark.cli.main import cli

MARKED = "The garden is open.\n\n---END---\n"
CUT = "😀 It opens at nine.\n\nThe gate is open to every\n\n---END---\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with a config, an own rule, an override and a baseline."""
    site = tmp_path / "site"
    (site / "own").mkdir(parents=True)
    (site / "posts").mkdir()
    (site / "own/no-shouting.yaml").write_text(
        "id: no-shouting\ncheck: pattern\nseverity: warning\nsummary: No shouting.\nwhy: It is loud.\n"
        'message: "Shouted: {match}"\noptions: {words: [HURRY]}\n'
        'examples: {bad: ["{==HURRY==}\\n"], good: ["Hurry.\\n"]}\n'
    )
    (site / "endmark.yaml").write_text(
        'rule_paths: [own]\nfail_on: warning\noverrides: [{files: ["drafts/*"], rules: {stray-end-marker: "off"}}]\n'
    )
    return site


def command(*arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, "--no-cache"], prog_name="endmark")


def command_report(site: Path, path: str, text: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What the command says of the same text at the same place."""
    (site / path).parent.mkdir(exist_ok=True)
    (site / path).write_text(text, newline="")
    monkeypatch.chdir(site)
    done = command("check", path, "--format", "json")
    report: dict[str, object] = json.loads(done.stdout)
    return report


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("posts/a.md", MARKED),
        ("posts/a.md", CUT),
        ("posts/a.md", "HURRY up.\n"),
        ("drafts/a.md", MARKED),
        ("posts/a.html", "<p>---END---</p>"),
        ("posts/a.txt", "    ---END---"),
        ("posts/a.rst", MARKED),
        ("posts/a.md", "<!-- endmark-disable-next-line stray-end-marker -- shown -->\n---END---\n"),
        ("posts/a.md", "Open.\r\n\r\n---END---\r\n"),
        ("posts/a.md", "\ufeffOpen.\n\n---END---\n"),
        ("posts/a.md", ""),
    ],
    ids=[
        "marker",
        "cut",
        "own-rule",
        "override",
        "html",
        "text",
        "unread",
        "suppressed",
        "crlf",
        "byte-order-mark",
        "empty",
    ],
)
def test_the_library_answers_as_the_command(site: Path, path: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    result = endmark.Linter.from_config(site).check(text, path)
    assert json.loads(json.dumps(result.to_dict())) == command_report(site, path, text, monkeypatch)


def test_the_baseline_of_the_site_holds(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / "posts/a.md").write_text(MARKED)
    monkeypatch.chdir(site)
    assert command("baseline", "create").exit_code == 0
    known = endmark.Linter.from_config(site).check(MARKED, "posts/a.md")
    assert (known.violations, known.passed) == ((), True)
    assert [found.baselined for found in known.report.violations] == [True]
    assert endmark.Linter.from_config(site).check(MARKED, "posts/b.md").passed is False
    assert endmark.Linter.from_config(site, use_baseline=False).check(MARKED, "posts/a.md").passed is False


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        ({}, ["stray-end-marker"]),
        ({"select": ["empty-section"]}, []),
        ({"ignore": ["stray-end-marker"]}, []),
        ({"use_config": False, "fail_on": "never"}, ["stray-end-marker"]),
    ],
)
def test_the_options_are_those_of_the_command(site: Path, options: dict[str, object], rules: list[str]) -> None:
    result = endmark.Linter.from_config(site, **options).check(MARKED)  # type: ignore[arg-type]
    assert [found.rule for found in result.violations] == rules
    assert result.passed is (not rules or options.get("fail_on") == "never")


@pytest.mark.parametrize(("encoding", "column", "end_column"), [("utf-32", 3, 12), ("utf-16", 4, 13), ("utf-8", 6, 15)])
def test_columns_are_counted_as_asked(encoding: str, column: int, end_column: int) -> None:
    result = endmark.Linter.from_config(use_config=False).check("The garden is open.\n\n😀 ---END---\n")
    (found,) = result.violations
    assert result.locate(found.region.span, encoding) == ((3, column), (3, end_column))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("unsafe", "text", "left"),
    [
        (False, "The garden is open.\n\nThe gate is open to everyone.\n", []),
        (True, "The garden is open.\n\nThe gate is open to everyone.\n", []),
    ],
)
def test_a_text_is_repaired_in_hand(site: Path, unsafe: bool, text: str, left: list[str]) -> None:
    broken = "The garden is open.\n\nThe gate is open to everyone.\n\n---END---\n"
    fixed = endmark.Linter.from_config(site).fix(broken, "posts/a.md", unsafe=unsafe)
    assert (fixed.text, [found.rule for found in fixed.result.violations]) == (text, left)
    assert [fix.rule for fix in fixed.applied] == ["stray-end-marker"]
    assert not list((site / "posts").iterdir())


THREE = "Open.\n\n---END---\n\nIt is wide.\n\n---END---\n\nIt is old.\n\n---END---\n\nIt is near.\n"


@pytest.mark.parametrize(
    ("chosen", "lines"),
    [([], [3, 7, 11]), ([1], [3, 9]), ([0, 2], [5]), ([0, 1, 2], []), ([2, 2], [3, 7])],
)
@pytest.mark.parametrize("by_fingerprint", [False, True])
def test_only_what_is_chosen_is_repaired(chosen: list[int], lines: list[int], by_fingerprint: bool) -> None:
    linter = endmark.Linter.from_config(use_config=False)
    found = linter.check(THREE).violations
    only = [found[index].fingerprint if by_fingerprint else found[index] for index in chosen]
    fixed = linter.fix(THREE, only=only)
    assert [left.region.start.line for left in fixed.result.violations] == lines
    assert [fix.line for fix in fixed.applied] == sorted({found[index].region.start.line for index in chosen})


def test_what_is_chosen_and_has_no_repair_stays() -> None:
    linter = endmark.Linter.from_config(use_config=False)
    cut = next(found for found in linter.check(CUT).violations if found.fix is None)
    assert linter.fix(CUT, only=[cut]).text == CUT


def test_a_reading_time_is_not_chosen_before_its_text_is_whole() -> None:
    linter = endmark.Linter.from_config(use_config=False)
    text = f"---\nreading_time: 90 min\n---\n\n{THREE}"
    chosen = [found for found in linter.check(text).violations if found.rule == "reading-time-mismatch"]
    assert len(chosen) == 1
    assert linter.fix(text, only=chosen).text == text


@pytest.mark.parametrize("text", ["", "Open.\n", THREE.replace("wide", "wider") + "\n# New\n\n---END---\n"])
def test_what_is_chosen_must_be_found_in_the_text(text: str) -> None:
    linter = endmark.Linter.from_config(use_config=False)
    only = [found.fingerprint for found in linter.check(THREE, "posts/b.md").violations]
    with pytest.raises(endmark.InputError, match=f"article.md: .*{only[0]}.* Check the text as it is now"):
        linter.fix(text, only=only)


@pytest.mark.parametrize("text", ["The garden is open.\n", "\ufeffThe garden is open.\r\n", "a\ud800", ""])
def test_a_text_without_repairs_comes_back_as_it_was(text: str) -> None:
    fixed = endmark.Linter.from_config(use_config=False).fix(text)
    assert (fixed.text, fixed.applied, fixed.refused) == (text, (), ())


def test_what_is_no_text_never_passes() -> None:
    result = endmark.Linter.from_config(use_config=False).check("a\ud800", "draft.md")
    (problem,) = result.problems
    assert (problem.path, problem.line, problem.column, result.passed) == ("draft.md", 1, 2, False)
    with pytest.raises(ValueError, match="could not be read"):
        result.locate(endmark.Span(0, 1))


def test_a_check_that_fails_never_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    from endmark.checks.cuts import truncation

    monkeypatch.setattr(truncation, "find", lambda *_: 1 / 0)
    assert endmark.Linter.from_config(use_config=False).check("Text.\n").passed is False
    with pytest.raises(RuntimeError, match="truncated-sentence failed"):
        endmark.check_text("Text.\n")


def test_a_broken_config_is_said_at_once(site: Path) -> None:
    (site / "endmark.yaml").write_text("rulez: {}\n")
    with pytest.raises(endmark.InputError, match=r"endmark\.yaml:1:1: .*rulez"):
        endmark.Linter.from_config(site)


def test_check_text_finds_what_the_command_finds() -> None:
    (found,) = endmark.check_text(MARKED)
    assert (found.path, found.rule, found.region.start.line, found.excerpt) == (
        "article.md",
        "stray-end-marker",
        3,
        "---END---",
    )


def test_check_text_keeps_what_is_suppressed_with_its_reason() -> None:
    text = "<!-- endmark-disable-next-line stray-end-marker -- a quotation -->\n---END---\n"
    assert [found.suppressed for found in endmark.check_text(text)] == ["a quotation"]


def test_check_text_reads_a_text_as_its_name_says() -> None:
    assert [found.rule for found in endmark.check_text("    ---END---", "a.txt")] == ["stray-end-marker"]
    assert endmark.check_text("    ---END---", "a.md") == ()
    with pytest.raises(endmark.InputError, match=r"not a format endmark reads"):
        endmark.check_text("---END---", "a.rst")


def test_check_text_refuses_what_is_no_text() -> None:
    with pytest.raises(endmark.InputError, match=r"draft\.md:1:2"):
        endmark.check_text("a\ud800", "draft.md")


def test_every_public_name_is_there() -> None:
    assert all(getattr(endmark, name) for name in endmark.__all__)
    assert set(endmark.__all__) <= set(dir(endmark))
    with pytest.raises(AttributeError, match="nothing_like_it"):
        endmark.nothing_like_it  # noqa: B018


def test_importing_the_package_imports_no_parser() -> None:
    code = "import endmark, sys; print(*(n for n in ('click', 'yaml', 'pyromark', 're2') if n in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"


def test_the_pipeline_of_the_guide_runs(root: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = re.findall(r"```python\n((?:import|def) .*?)```", (root / "docs/library.md").read_text("utf-8"), re.DOTALL)
    monkeypatch.chdir(site.parent)
    names: dict[str, object] = {}
    exec("\n".join(blocks), names)  # noqa: S102 - what the guide shows
    take_out = cast("Callable[[str, str], str]", names["take_out_markers"])
    spaced = "##Hours\n\nIt opens at nine.\n"
    assert take_out(f"{spaced}\n---END---\n", "posts/a.md") == spaced
    assert endmark.Linter.from_config(site).fix(spaced).text != spaced
    publish = cast("Callable[[str, str], str]", names["publish"])
    assert publish("The garden is open.\n\n---END---\n", "posts/a.md") == "The garden is open.\n"
    with pytest.raises(ValueError, match=r"posts/a\.md:3: The text stops in the middle"):
        publish(CUT, "posts/a.md")


PASSAGES = (
    MARKED,
    CUT,
    "# The garden\n",
    "The old garden behind the mill opens again in spring, with forty new beds and two ponds.\n",
    "The old garden behind the mill opens again in spring, with forty new beds and two ponds, and a gate.\n",
    "Here is the continuation of the article:\n",
    "庭は春に開きました。常連のお客さんが、少しずつ戻ってきています。\n",
    "続きを書きます。\n",
    "[TODO: add the opening hours]\n",
    "- [ ] As an AI language model, I cannot visit gardens.\n",
)


@settings(max_examples=20)
@given(drafts=st.lists(st.lists(st.sampled_from(PASSAGES), max_size=9).map("\n".join), max_size=3))
def test_while_somebody_writes_the_same_is_found_without_fixes(drafts: list[str]) -> None:
    linter = endmark.Linter.from_config(use_config=False, use_baseline=False)
    for draft in (*drafts, *drafts):
        sooner, whole = linter.check(draft, fixes=False), linter.check(draft)
        assert [(one.rule, one.message, one.severity, one.region, one.related) for one in sooner.violations] == [
            (one.rule, one.message, one.severity, one.region, one.related) for one in whole.violations
        ]


def test_fixes_that_take_time_are_not_built_where_nobody_asks_for_them() -> None:
    garden = "The old garden behind the mill opens again in spring. Forty beds are new, and so are both of its ponds.\n"
    twice = f"{garden}\n---END---\n\n{garden}"
    linter = endmark.Linter.from_config(use_config=False, use_baseline=False)
    whole, sooner = (
        next(one for one in linter.check(twice, fixes=fixes).violations if one.rule == "duplicate-paragraph")
        for fixes in (True, False)
    )
    assert whole.fix
    assert not sooner.fix


def test_an_article_alone_is_compared_with_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("it is compared")

    monkeypatch.setattr("endmark.linting.checking.corpus.compare_documents", fail)
    linter = endmark.Linter.from_config(use_config=False, use_baseline=False)
    assert linter.check(f"---\ntitle: The garden\nreading_time: 1\n---\n\n{PASSAGES[3]}").problems == ()
