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
    (text,) = {text for _, text in snippets("json")}  # the same in each language
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


STRANGE_MODULES = ("json", "venv", "pip", "endmark", "yaml", "click", "re2", "runpy", "contextlib", "sitecustomize")


def plant(site: Path, told: Path) -> None:
    """Put modules into a folder that write a file when they are imported."""
    for name in STRANGE_MODULES:
        (site / f"{name}.py").write_text(f"open({str(told)!r}, 'a').write({name!r} + ' ')\n", "utf-8")
    for name in ("pip", "endmark"):
        (site / name).mkdir()
        (site / name / "__init__.py").write_text((site / f"{name}.py").read_text("utf-8"), "utf-8")
        (site / name / "__main__.py").write_text("", "utf-8")


class Action:
    """The scripts of the action, run one after the other as a runner does, in a folder with articles.

    Installing is left out unless a test deletes `programs`: a script stands in for Python,
    notes how it is called, and becomes this Python when endmark is to run.
    """

    def __init__(self, root: Path, folder: Path, environment: Mapping[str, str]) -> None:
        action = yaml.safe_load((root / "action.yml").read_text("utf-8"))
        self.steps = {step["id"]: step for step in action["runs"]["steps"]}
        self.defaults = {name: str(given.get("default", "")) for name, given in action["inputs"].items()}
        self.folder, self.site = folder, folder / "site"
        self.site.mkdir()
        (folder / "runner").mkdir()
        self.environment = {
            **environment,
            "RUNNER_TEMP": str(folder / "runner"),
            "GITHUB_STEP_SUMMARY": str(folder / "summary"),
            "GITHUB_OUTPUT": str(folder / "output"),
        }
        self.place = "/action"
        programs = folder / "programs"
        programs.mkdir()
        (programs / "python3").write_text(_PYTHON.format(calls=folder / "calls", python=sys.executable), "utf-8")
        (programs / "python3").chmod(0o755)
        self.environment["PATH"] = os.pathsep.join((str(programs), self.environment["PATH"]))

    def use(self, **inputs: str) -> subprocess.CompletedProcess[str]:
        """Run both steps; inputs have their names in capital letters. What comes back is what the check said."""
        values = self.defaults | {name.lower().replace("_", "-"): value for name, value in inputs.items()}
        (self.folder / "output").write_text("", "utf-8")
        installed = self._run("install", values, {})
        assert installed.returncode == 0, installed.stdout + installed.stderr
        outputs = dict(line.split("=", 1) for line in self.output.splitlines())
        (self.folder / "output").write_text("", "utf-8")
        return self._run("check", values, outputs)

    def _run(
        self, name: str, inputs: Mapping[str, str], outputs: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        known = {f"inputs.{key}": value for key, value in inputs.items()}
        known |= {f"steps.install.outputs.{key}": value for key, value in outputs.items()}
        known["github.action_path"] = self.place
        given = {key: known[value.strip("${} ")] for key, value in self.steps[name]["env"].items()}
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", self.steps[name]["run"]],
            cwd=self.site,
            env=self.environment | given,
            check=False,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )

    @property
    def output(self) -> str:
        """What was written for the steps that follow."""
        return (self.folder / "output").read_text("utf-8")


_PYTHON = """\
#!/bin/bash
printf '%s\\n' "$*" >>"{calls}"
case "$*" in
  *" -m venv "*)
    for made; do :; done
    mkdir -p "$made/bin"
    cp "$0" "$made/bin/python";;
  *" -m pip "*) ;;
  *) exec "{python}" "$@";;
esac
"""


@pytest.fixture
def action(root: Path, tmp_path: Path, plain_environment: Mapping[str, str]) -> Action:
    made = Action(root, tmp_path, plain_environment)
    (made.site / "cut.md").write_text("Text.\n\n---END---\n", "utf-8")
    (made.site / "with space.md").write_text("Text.\n\n---END---\n", "utf-8")
    (made.site / "whole.md").write_text("Text.\n", "utf-8")
    return made


POSIX = pytest.mark.skipif(os.name == "nt", reason="the runner's shell is tried where it is at home")


@POSIX
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
def test_the_action_checks_and_reports(action: Action, inputs: dict[str, str], code: int, counts: str) -> None:
    done = action.use(**inputs)
    assert done.returncode == code, done.stdout + done.stderr
    assert action.output == counts
    assert (action.folder / "summary").read_text("utf-8").startswith("#")
    assert (action.site / "out.sarif").exists() is bool(inputs.get("SARIF_FILE"))
    assert not (action.site / "hacked").exists()


@POSIX
def test_the_action_runs_nothing_of_the_repository(action: Action) -> None:
    plant(action.site, action.folder / "told")
    # As a careless workflow may set it; so is an empty entry.
    action.environment["PYTHONPATH"] = os.pathsep.join((".", str(action.site)))
    done = action.use()
    assert (done.returncode, action.output) == (1, "errors=2\nwarnings=0\ninfos=0\n"), done.stderr
    assert not (action.folder / "told").exists()
    calls = (action.folder / "calls").read_text("utf-8").splitlines()
    assert [call.split()[0] for call in calls] == ["-I"] * 4


@POSIX
@pytest.mark.packaging
def test_installing_runs_nothing_of_the_repository(
    action: Action, clone: Path, stranger_environment: Mapping[str, str]
) -> None:
    plant(action.site, action.folder / "told")
    (action.folder / "programs/python3").unlink()
    action.environment |= stranger_environment
    action.place = str(clone)
    done = action.use()
    assert (done.returncode, action.output) == (1, "errors=2\nwarnings=0\ninfos=0\n"), done.stderr
    assert not (action.folder / "told").exists()


@POSIX
def test_the_action_reports_on_this_use_alone(action: Action) -> None:
    assert action.use().returncode == 1
    (action.folder / "summary").unlink()
    first = set((action.folder / "runner").iterdir())
    # The second use ends before it has written a report.
    action.environment["ENDMARK_JOBS"] = "none"
    assert action.use().returncode == 2
    assert action.output == ""
    assert not (action.folder / "summary").exists()
    assert len(set((action.folder / "runner").iterdir()) - first) == 1


@POSIX
@pytest.mark.parametrize("target", ["../elsewhere", "cut.md", "new.sarif"])
def test_the_action_writes_no_report_through_a_link(action: Action, target: str) -> None:
    (action.folder / "elsewhere").write_text("Mine.\n", "utf-8")
    (action.site / "out.sarif").symlink_to(target)
    done = action.use(SARIF_FILE="out.sarif")
    assert done.returncode == 2
    assert "::error" in done.stdout
    assert "sarif-file" in done.stdout
    assert (action.folder / "elsewhere").read_text("utf-8") == "Mine.\n"
    assert (action.site / "cut.md").read_text("utf-8") == "Text.\n\n---END---\n"
    assert not (action.site / "new.sarif").exists()
