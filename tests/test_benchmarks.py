"""The scripts in benchmarks/ as far as no clock is needed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from endmark.document.dialect import DIALECTS

ROOT = Path(__file__).parents[1]
Run = Callable[..., str]


@pytest.fixture
def script(tmp_path: Path, plain_environment: Mapping[str, str]) -> Run:
    """Run one of the scripts in an empty folder; what it prints."""

    def run(name: str, *arguments: str) -> str:
        return subprocess.run(
            [sys.executable, str(ROOT / "benchmarks" / name), *arguments],
            cwd=tmp_path,
            env=dict(plain_environment) | {"PYTHONUTF8": "1"},
            check=True,
            capture_output=True,
            text=True,
            encoding="utf-8",
        ).stdout

    return run


@pytest.mark.parametrize(
    "name",
    [
        "against",
        "corpus",
        "dialect_damage",
        "fuzz",
        "growth",
        "harm",
        "hostile",
        "memory",
        "mutate_rules",
        "repair",
        "speed",
        "table",
        "whole_site",
    ],
)
def test_every_script_explains_itself(script: Run, name: str) -> None:
    assert script(f"{name}.py", "--help").startswith("usage:")


def test_damage_is_looked_for_in_each_dialect(script: Run) -> None:
    lines = [line for line in script("dialect_damage.py").splitlines() if not line.startswith(" ")]
    assert [line.partition(":")[0] for line in lines] == list(DIALECTS)
    assert all(" of 20 damaged found" in line for line in lines)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.md")}


def test_a_corpus_is_repeatable_and_no_two_files_in_it_are_equal(script: Run, tmp_path: Path) -> None:
    for target, seed in (("one", "7"), ("two", "7"), ("three", "8")):
        script("corpus.py", str(ROOT / "examples"), target, "--megabytes", "0.05", "--seed", seed)
    one = contents(tmp_path / "one")
    assert one == contents(tmp_path / "two")
    assert sum(map(len, one.values())) >= 50_000
    assert len(set(one.values())) == len(one) > len(list((ROOT / "examples").rglob("*.md")))
    assert set(one.values()).isdisjoint(contents(tmp_path / "three").values())


def test_a_corpus_keeps_everything_but_one_word_in_a_line(script: Run, tmp_path: Path) -> None:
    text = (
        "---\ntitle: The old gate\n---\n\n# 古い、門の話\n\nOne gate, and one key.\n\n---END---\n\n"
        "One gate, and one key.\n\n```\nlet it be\n```\n\nWord\n"
    )
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "a.md").write_text(text, "utf-8")
    script("corpus.py", "posts", "out", "--megabytes", "0.0001")
    copy = (tmp_path / "out" / "copy-0000" / "a.md").read_text("utf-8").splitlines()
    lines = text.splitlines()
    changed = [number for number, line in enumerate(lines) if copy[number] != line]
    assert changed == [lines.index("# 古い、門の話"), 6, 10]
    assert copy[6] == copy[10]
    assert len(copy[6].split()) == len(lines[6].split()) + 1


FIGURES = [
    {"measure": "start", "value": 90.0, "unit": "ms", "target": None, "direction": "at most"},
    {"measure": "slope", "value": 1.2, "unit": "", "target": 1.1, "direction": "at most"},
    {"measure": "checking", "value": 31.0, "unit": "MB/s", "target": 30.0, "direction": "at least"},
    {"measure": "en, 0.01 MB", "value": 2.5, "unit": "ms", "target": None, "direction": "at most"},
    {"measure": "en, 10 MB", "value": 2500.0, "unit": "ms", "target": None, "direction": "at most"},
]


def test_the_figures_become_tables_and_a_drawing(script: Run, tmp_path: Path) -> None:
    result = {
        "benchmark": "growth",
        "about": ["Medians of 3 runs."],
        "machine": {"processor": "Some CPU", "cores": 2, "system": "Linux"},
        "versions": {"endmark": "1.0"},
        "figures": FIGURES,
        "times": {},
        "commands": {},
    }
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "growth.json").write_text(json.dumps(result), "utf-8")
    page = tmp_path / "page.md"
    page.write_text("Before.\n\n<!-- figures -->\nold\n<!-- end -->\n\nAfter.\n", "utf-8")
    script("table.py", "figures", "--write", "page.md", "--plot", "growth.svg")
    text = page.read_text("utf-8")
    assert text.startswith("Before.\n")
    assert text.endswith("\n<!-- end -->\n\nAfter.\n")
    assert "old" not in text
    assert "2 cores of Some CPU, Linux; endmark 1.0.\n" in text
    assert "| start | 90.00 ms | | |\n" in text
    assert "| slope | 1.20 | at most 1.10 | **no** |\n" in text
    assert "| checking | 31.00 MB/s | at least 30.00 MB/s | yes |\n" in text
    drawing = (tmp_path / "growth.svg").read_text("utf-8")
    assert '<polyline points="60.0,330.2 580.0,105.2"' in drawing
    assert drawing.endswith("</g></svg>\n")


def test_repairs_are_counted_by_kind_of_damage_and_nothing_is_lost(script: Run, tmp_path: Path) -> None:
    script("repair.py", "--number", "1", "--seed", "7", "--into", "figures")
    result = json.loads((tmp_path / "figures" / "repair.json").read_text("utf-8"))
    shares = {figure["measure"]: figure["value"] for figure in result["figures"]}
    assert shares["wrong reading time: back exactly"] == 100
    assert {share for measure, share in shares.items() if measure.endswith("something lost")} == {0}
    assert "yes" in script("table.py", "figures")


def test_a_folder_is_repaired_in_memory_only(script: Run, tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    posts.mkdir()
    (posts / "whole.md").write_text("The gate opens at dawn.\n", "utf-8")
    (posts / "marked.md").write_text("The gate opens at dawn.\n\n---END---\n", "utf-8")
    (posts / "cut.md").write_text("The gate opens at dawn, and the\n\n---END---\n", "utf-8")
    before = contents(posts)
    lines = [" ".join(line.split()) for line in script("repair.py", "posts").splitlines()]
    assert contents(posts) == before
    assert lines[:4] == ["3 files", "2 files changed", "1 files clean before", "2 files clean after"]
    assert "stray-end-marker: 2 found before, 0 after" in lines
    assert any(line.startswith("1 truncated-sentence: no rest of the sentence was found") for line in lines)


def test_no_pattern_can_be_taken_out_unnoticed(script: Run) -> None:
    assert script("mutate_rules.py", "tracking-parameter", "replacement-character") == (
        "patterns: 0 of 3 changes unnoticed (0.0%)\nexceptions: 0 of 2 changes unnoticed (0.0%)\n"
    )


GATE = "The old gate in the northern wall opens at dawn in summer."
WELL = "Nobody has drawn water from the well since then."
TALE = "An old woman tells how it was built in a single night."
BRIDGE = "The bridge behind the mill is closed from October to March."
FULLER = GATE.replace("dawn in summer", "dawn in high summer")
TITLE = "What the northern wall hides"
TOOLS = "庭の小屋には、古い「鍬」や「鋤」といった、今では見かけない道具が並んでいます。"
MORE_TOOLS = "庭の小屋には、古い「鍬」「鋤」「草刈り鎌」といった、今では見かけない道具が並んでいます。"
CHANCE = "雨の日には、庭の門は朝から夕方まで閉まったままです。"
MARK = "---END---"


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ((GATE, WELL, MARK, GATE), (WELL, GATE), "order"),
        ((GATE, WELL, TALE, MARK, BRIDGE, TALE), (GATE, BRIDGE, TALE, WELL), "order"),
        (("The keeper of the", MARK, "gate sleeps by day."), ("gate sleeps by day.",), "heads"),
        (("## A well", WELL, MARK, "## A wall", WELL), ("## A well", WELL, "## A wall"), "titles"),
        (("They carried wa", MARK, "ter to the water wheel."), ("They carried wa ter to the water wheel.",), "joins"),
        ((GATE, MARK, WELL), (GATE,), "lost"),
        ((GATE, MARK, GATE.replace("opens", "never opens")), (GATE,), "lost"),
        ((GATE, MARK, GATE), (GATE, GATE), "hidden"),
        (("The keeper of the", MARK, WELL), ("The keeper of the", WELL), "hidden"),
        ((GATE, MARK, GATE, WELL), (GATE, WELL), None),
        # What is added to a sentence stands behind it, wherever that is.
        ((GATE, WELL, MARK, f"{GATE} {TALE}"), (f"{GATE} {TALE}", WELL), None),
        ((f"{GATE} {WELL}", BRIDGE, MARK, f"{GATE} {TALE}"), (f"{GATE} {WELL} {TALE}", BRIDGE), None),
        ((GATE, WELL, BRIDGE, MARK, TALE, GATE), (GATE, TALE, WELL, BRIDGE), "order"),
        # What the article ends with stands there still, behind what was told in between.
        ((GATE, WELL, TALE, MARK, BRIDGE, TALE), (GATE, WELL, BRIDGE, TALE), None),
        # So does what follows the rest of a broken sentence, or the same one with a word more.
        ((GATE, WELL, MARK, GATE[16:], TALE), (GATE, TALE, WELL), None),
        (
            (f"Also, {GATE} {WELL}", BRIDGE, MARK, f"{GATE} {TALE} {WELL}"),
            (f"Also, {GATE} {TALE} {WELL}", BRIDGE),
            None,
        ),
        (
            (f"{GATE} {WELL}", BRIDGE, MARK, f"{GATE} {TALE[:30]}", MARK, TALE[30:]),
            (f"{GATE} {TALE} {WELL}", BRIDGE),
            None,
        ),
        ((GATE, WELL, MARK, "in summer.", TALE), (GATE, TALE, WELL), "order"),
        # A fuller wording stands where the first one did.
        ((GATE, WELL, BRIDGE, MARK, FULLER), (FULLER, WELL, BRIDGE), None),
        ((BRIDGE, GATE, WELL, MARK, FULLER), (FULLER, BRIDGE, WELL), "order"),
        # Nor does a numeral that counts nothing.
        ((CHANCE.replace("雨", "万が一の雨"), MARK, CHANCE), (CHANCE,), None),
        # A word more in the midst of it loses nothing.
        ((TOOLS, MARK, MORE_TOOLS), (MORE_TOOLS,), None),
        # Nor does a clause of nearly its length, in one or two places.
        (
            (CHANCE, MARK, CHANCE.replace("は、", "は、誰が来ても誰も来なくても、")),
            (CHANCE.replace("は、", "は、誰が来ても誰も来なくても、"),),
            None,
        ),
        # A pass that had the article as one line says its title with its first sentence.
        ((f"# {TITLE}", GATE, MARK, f"{TITLE} {GATE}"), (f"# {TITLE}", GATE), None),
        # What stood below the same line before is the rest of nothing.
        ((WELL, "…and so on.", MARK, "The keeper of the", MARK, "…and so on."), (WELL, "…and so on."), None),
        (("鍵は古い門に", MARK, "掛かっています。"), ("鍵は古い門に掛かっています。",), None),
        (("この町は水が豊富", MARK, "な土地です。"), ("この町は水が豊富な土地です。",), None),
        (("この町は水が豊富", MARK, "なので、井戸が多い。"), ("この町は水が豊富なので、井戸が多い。",), "joins"),
    ],
)
def test_harm_is_told_by_kind(
    script: Run, tmp_path: Path, before: tuple[str, ...], after: tuple[str, ...], kind: str | None
) -> None:
    for folder, lines in (("before", before), ("after", after)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.md").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    found = {line.split(":")[0].strip(): line.split()[1] for line in script("harm.py", "before", "after").splitlines()}
    kinds = ("order", "heads", "titles", "joins", "lost", "hidden")
    assert [name for name in kinds if found[name] != "0"] == ([kind] if kind else [])


def test_what_a_report_names_is_not_hidden(script: Run, tmp_path: Path) -> None:
    for folder, lines in (("before", ("The keeper of the", MARK, WELL)), ("after", ("The keeper of the", WELL))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.md").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    for severity, harmed in (("error", 0), ("warning", 1)):
        found = {"path": "a.md", "severity": severity, "line": 1, "end_line": 1}
        (tmp_path / "report.json").write_text(json.dumps({"violations": [found]}), encoding="utf-8")
        assert f"1 changed, {harmed} harmed" in script("harm.py", "before", "after", "--report", "report.json")
