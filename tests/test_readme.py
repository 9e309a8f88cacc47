"""What the documents show is what endmark does: outputs, excerpts, the files of the walk-through.

A comment says what the block below it holds; `pytest tests/test_readme.py --update-readme` fills the blocks:

    <!-- output: endmark check a.md -->           a command and what it prints
    <!-- shortened: endmark check a.md -->        the same, with only the ends of long lines
    <!-- output in folder: endmark check a.md --> the same, run in a folder
    <!-- excerpt: a.md 3-7 -->                    lines of a file, the long ones shortened in the middle
    <!-- fixes -->                                the kinds of fixes, and what each must prove
    <!-- end -->                                  the end of each of these

    <!-- file: folder/a.md -->                    the fenced block that follows is laid out as this file
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from endmark.linting.repair.proof import KINDS, PROOFS

ROOT = Path(__file__).parents[1]
DOCUMENTS = [path.relative_to(ROOT).as_posix() for path in sorted([*ROOT.glob("README*.md"), *ROOT.glob("docs/*.md")])]
BLOCK = re.compile(r"(?P<open><!-- (?P<what>[^\n]+?) -->\n)(?P<body>(?:(?!<!-- )[\s\S])*?)(?P<close><!-- end -->)")
FILE = re.compile(r"<!-- file: (?P<name>\S+) -->\n+(?P<fence>`{3,})\w*\n(?P<text>[\s\S]*?)^(?P=fence)$", re.MULTILINE)
SETUP = re.compile(r"^python3 -m venv [^\n]+$", re.MULTILINE)
LONGEST_LINE = 96


def fenced(language: str, text: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```\n"


def fix_table() -> str:
    """The kinds of fixes, and which proof each must hold."""
    what = [f"- `{kind}` {does};" for kind, does in KINDS.items()]
    rows = [
        "| afterwards | " + " | ".join(f"`{kind}`" for kind in KINDS) + " |",
        "|---|" + ":-:|" * len(KINDS),
        *(
            f"| {proof.says} | " + " | ".join("×" if kind in proof.kinds else " " for kind in KINDS) + " |"
            for proof in PROOFS
        ),
    ]
    return "\n".join([*what, "", *rows, ""])


def excerpt(path: Path, first: int, last: int) -> str:
    return shortened("\n".join(path.read_text(encoding="utf-8").split("\n")[first - 1 : last]))


def shortened(text: str) -> str:
    half = LONGEST_LINE // 2 - 4
    lines = text.split("\n")
    return "\n".join(line if len(line) <= LONGEST_LINE else f"{line[:half]} […] {line[-half:]}" for line in lines)


def output(command: str, folder: Path, environment: Mapping[str, str]) -> str:
    program, *arguments = shlex.split(command)
    assert program == "endmark"
    done = subprocess.run(
        [sys.executable, "-m", "endmark", *arguments],
        cwd=folder,
        env=dict(environment) | {"PYTHONUTF8": "1"},
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode in (0, 1), done.stderr
    return "\n".join(line.rstrip() for line in (done.stdout + done.stderr).splitlines())


def rendered(document: str, workspace: Path, environment: Mapping[str, str]) -> str:
    """The document with every block as it should be."""

    def fill(block: re.Match[str]) -> str:
        what, _, argument = block["what"].partition(": ")
        if what == "fixes":
            body = fix_table()
        elif what == "excerpt":
            name, _, lines = argument.rpartition(" ")
            first, last = map(int, lines.split("-"))
            body = fenced("markdown", excerpt(workspace / name, first, last))
        elif what == "shortened":
            body = fenced("diff", f"$ {argument}\n{shortened(output(argument, workspace, environment))}")
        elif what.startswith("output"):
            folder = workspace / what.removeprefix("output").removeprefix(" in ")
            body = fenced("console", f"$ {argument}\n{output(argument, folder, environment)}")
        else:
            pytest.fail(f"unknown block: {block['what']}")
        return block["open"] + body + block["close"]

    return BLOCK.sub(fill, document)


@pytest.fixture
def workspace(root: Path, tmp_path: Path) -> Path:
    """A folder as a reader would have it: the examples, and the files the documents tell to write."""
    shutil.copytree(root / "examples", tmp_path / "examples")
    for name in DOCUMENTS:
        for file in FILE.finditer((root / name).read_text(encoding="utf-8")):
            path = tmp_path / file["name"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file["text"], encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", DOCUMENTS)
def test_document_shows_what_endmark_does(
    name: str, root: Path, workspace: Path, plain_environment: Mapping[str, str], request: pytest.FixtureRequest
) -> None:
    path = root / name
    written = path.read_text(encoding="utf-8")
    true = rendered(written, workspace, plain_environment)
    if request.config.getoption("--update-readme"):
        path.write_text(true, encoding="utf-8")
    else:
        assert written == true


def test_readme_is_filled(root: Path) -> None:
    blocks = [block["what"] for block in BLOCK.finditer((root / "README.md").read_text(encoding="utf-8"))]
    assert any(what.startswith("output") for what in blocks)


@pytest.mark.packaging
@pytest.mark.parametrize(("program", "status"), [("endmark check", 1), ("pytest", 0)])
def test_command_of_the_readme_works_in_a_fresh_clone(
    program: str, status: int, clone: Path, stranger_environment: Mapping[str, str], tmp_path: Path
) -> None:
    readme = (clone / "README.md").read_text(encoding="utf-8")
    command = next(line for line in SETUP.findall(readme) if f"/{program}" in line)
    place = tmp_path / "endmark"
    shutil.copytree(clone, place)
    done = subprocess.run(
        ["bash", "-c", command], cwd=place, env=stranger_environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == status, done.stdout + done.stderr
