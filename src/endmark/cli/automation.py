"""What to write into other programs' files, so that they run endmark."""

from __future__ import annotations

import shlex

ADDRESS = "https://github.com/endmark/endmark"
"""Where endmark's releases are: the Repository among the URLs of the project."""

_PRE_COMMIT = """\
repos:
  - repo: {address}
    rev: v{version}
    hooks:
      - id: endmark
"""

_GITHUB = """\
name: Articles
on: [pull_request, push]
jobs:
  articles:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.13"
      - run: pip install "git+{address}@v{version}"
      - run: {check}
"""

_GITLAB = """\
articles:
  image: python:3.13
  script:
    - pip install "git+{address}@v{version}"
    - {check}
"""


def format_check_command(paths: str = "", *, config: str = "", output_format: str = "") -> str:
    """The command that checks some paths, all of them texts as they are typed; "" leaves a part out."""
    return _format_command("check", paths, config, output_format)


def format_baseline_command(paths: str = "", *, config: str = "") -> str:
    """The command that takes stock of the same paths."""
    return _format_command("baseline create", paths, config, "")


def _format_command(name: str, paths: str, config: str, output_format: str) -> str:
    words = ["endmark", *name.split()]
    words += ["--config", config] if config else []
    words += ["--format", output_format] if output_format else []
    return shlex.join([*words, paths] if paths else words)


def format_pre_commit(version: str, *, config: str = "") -> str:
    """The entry of `.pre-commit-config.yaml`; `config` is the file to read, "" when endmark finds it itself."""
    arguments = f"        args: {_to_yaml(['--config', config])}\n" if config else ""
    return _PRE_COMMIT.format(address=ADDRESS, version=version) + arguments


def format_github(version: str, paths: str = "", *, config: str = "") -> str:
    """A workflow that notes findings at the lines of a pull request."""
    check = format_check_command(paths, config=config, output_format="github")
    return _GITHUB.format(address=ADDRESS, version=version, check=_to_yaml(check))


def format_gitlab(version: str, paths: str = "", *, config: str = "") -> str:
    """A job for `.gitlab-ci.yml`."""
    check = format_check_command(paths, config=config, output_format="concise")
    return _GITLAB.format(address=ADDRESS, version=version, check=_to_yaml(check))


def _to_yaml(value: str | list[str]) -> str:
    """A text or a list as YAML on one line, with quotes where they are needed."""
    import yaml

    text: str = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=float("inf"))
    return text.removesuffix("...\n").rstrip("\n")
