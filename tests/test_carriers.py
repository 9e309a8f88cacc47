"""What is ready to paste is valid, and what the action runs does what it says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml

SNIPPET = re.compile(r"<!-- check: (?P<kind>\S+) -->\n```\w+\n(?P<text>[\s\S]*?)^```$", re.MULTILINE)
SCHEMAS = {
    "github-workflow": "vendor.github-workflows",
    "gitlab-ci": "vendor.gitlab-ci",
    "action": "vendor.github-actions",
}


def snippets(kind: str) -> Iterator[tuple[str, str]]:
    root = Path(__file__).parents[1]
    for page in (root / "README.md", *sorted((root / "docs").glob("*.md"))):
        for number, found in enumerate(SNIPPET.finditer(page.read_text("utf-8"))):
            if found["kind"] == kind:
                yield f"{page.stem}-{number}", found["text"]


def assert_valid(schema: str, path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", SCHEMAS[schema], str(path)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("kind", ["github-workflow", "gitlab-ci"])
def test_the_snippets_for_ci_are_valid(kind: str, tmp_path: Path) -> None:
    found = list(snippets(kind))
    assert found
    for name, text in found:
        path = tmp_path / f"{name}.yml"
        path.write_text(text, "utf-8")
        assert_valid(kind, path)


def test_the_workflow_of_the_project_is_valid(root: Path) -> None:
    assert_valid("github-workflow", root / ".github/workflows/ci.yml")


def test_the_workflow_tries_every_python_and_system_that_the_project_names(root: Path) -> None:
    workflow = yaml.safe_load((root / ".github/workflows/ci.yml").read_text("utf-8"))
    matrix = workflow["jobs"]["tests"]["strategy"]["matrix"]
    classifiers = re.findall(r"Python :: (3\.\d+)", (root / "pyproject.toml").read_text("utf-8"))
    assert matrix["python"] == classifiers
    assert [system.partition("-")[0] for system in matrix["os"]] == ["ubuntu", "macos", "windows"]


def test_the_action_is_valid(root: Path) -> None:
    assert_valid("action", root / "action.yml")


def test_the_hooks_and_the_snippets_for_them_are_valid(root: Path, tmp_path: Path) -> None:
    configs = [tmp_path / f"{name}.yaml" for name, _ in snippets("pre-commit-config")]
    for path, (_, text) in zip(configs, snippets("pre-commit-config"), strict=True):
        path.write_text(text, "utf-8")
    hooks = {hook["id"] for hook in yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    used = {
        hook["id"]
        for path in configs
        for repo in yaml.safe_load(path.read_text("utf-8"))["repos"]
        for hook in repo["hooks"]
    }
    assert configs
    assert used <= hooks
    for command, paths in (("validate-manifest", [root / ".pre-commit-hooks.yaml"]), ("validate-config", configs)):
        subprocess.run([sys.executable, "-m", "pre_commit", command, *map(str, paths)], check=True)


def test_the_problem_matcher_reads_what_endmark_writes(root: Path, plain_environment: Mapping[str, str]) -> None:
    ((_, text),) = snippets("json")
    pattern = json.loads(text)["tasks"][0]["problemMatcher"]["pattern"]
    done = subprocess.run(
        [sys.executable, "-m", "endmark", "check", "--format", "concise", "examples/ja/kissaten.md"],
        cwd=root,
        env=plain_environment,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    *findings, _summary = done.stdout.splitlines()
    matches = [re.fullmatch(pattern["regexp"], line) for line in findings]
    assert matches
    assert all(match and match[pattern["file"]] == "examples/ja/kissaten.md" for match in matches)
    assert {match[pattern["code"]] for match in matches if match} >= {"stray-end-marker", "truncated-sentence"}


@pytest.fixture
def step(root: Path, tmp_path: Path, plain_environment: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The script of the action's check, and the environment a runner gives it."""
    action = yaml.safe_load((root / "action.yml").read_text("utf-8"))
    (check,) = (step for step in action["runs"]["steps"] if step.get("id") == "check")
    inputs = action["inputs"]
    environment = {
        name: str(inputs[re.sub(r"\W*inputs\.([a-z-]+)\W*", r"\1", value).strip("${} ")].get("default", ""))
        for name, value in check["env"].items()
    }
    binaries = tmp_path / "runner/endmark/bin"
    binaries.mkdir(parents=True)
    for name, arguments in (("endmark", "-m endmark "), ("python", "")):
        (binaries / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments}"$@"\n', "utf-8")
        (binaries / name).chmod(0o755)
    environment |= {
        **plain_environment,
        "RUNNER_TEMP": str(tmp_path / "runner"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
    }
    return check["run"], environment


@pytest.mark.skipif(os.name == "nt", reason="the runner's shell is tried where it is at home")
@pytest.mark.parametrize(
    ("inputs", "code", "counts"),
    [
        ({"PATHS": "cut.md\nwith space.md"}, 1, "errors=2\nwarnings=0\ninfos=0\n"),
        ({"PATHS": "cut.md\r\n"}, 1, "errors=1\nwarnings=0\ninfos=0\n"),
        ({"PATHS": "whole.md"}, 0, "errors=0\nwarnings=0\ninfos=0\n"),
        ({}, 1, "errors=2\nwarnings=0\ninfos=0\n"),
        ({"FAIL_ON": "never", "SARIF_FILE": "out.sarif"}, 0, "errors=2\nwarnings=0\ninfos=0\n"),
        ({"PATHS": "$(touch hacked)\n; touch hacked\n--version"}, 2, "errors=0\nwarnings=0\ninfos=0\n"),
        ({"CONFIG": "gone.yaml"}, 2, "errors=0\nwarnings=0\ninfos=0\n"),
    ],
)
def test_the_action_checks_and_reports(
    step: tuple[str, dict[str, str]], tmp_path: Path, inputs: dict[str, str], code: int, counts: str
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "cut.md").write_text("Text.\n\n---END---\n", "utf-8")
    (site / "with space.md").write_text("Text.\n\n---END---\n", "utf-8")
    (site / "whole.md").write_text("Text.\n", "utf-8")
    script, environment = step
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
        cwd=site,
        env=environment | inputs,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert (tmp_path / "output").read_text("utf-8") == counts
    assert (tmp_path / "summary").read_text("utf-8").startswith("#")
    assert (site / "out.sarif").exists() is bool(inputs.get("SARIF_FILE"))
    assert not (site / "hacked").exists()
