"""endmark beside other linters at the desk of an editor: what each has, as it was seen when it was run.

    python benchmarks/peers.py [--tools TOOLS] [--runs 5]

A linter that is neither in TOOLS nor on the PATH is left out. README.md says how to fill
TOOLS. It prints a table in Markdown: every cell is measured, or read from what was printed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATIENCE = 60.0
"""Seconds after which a program has no answer."""

ARTICLE = """\
# The pond

The heron waits at the pond until noon, and nobody has seen it catch a fish yet. Visitors ask about it at the gate, and
the wardens tell them what their grandparents were told about a heron at this pond

---END---

The heron waits at the pond until noon, and nobody has seen it catch a fish yet. Visitors ask about it at the gate, and
"""

CLEAN = "# The pond\n\nThe pond is old.\n"

NO = "no"


@dataclass(frozen=True)
class Peer:
    """How a linter is asked for what the rows are about; what it does not have is missing.

    `mistake` is a config with the name of a rule that there is not, as (file name, text).
    """

    name: str
    check: Sequence[str] = ()
    mistake: tuple[str, str] = ("", "")
    explain: Sequence[str] = ()
    server: Sequence[str] = ()
    page: Sequence[str] = ()
    watch: Sequence[str] = ()


PEERS = (
    Peer(
        "endmark",
        check=["check"],
        mistake=("endmark.yaml", "rules:\n  duplicate-paragraf: off\n"),
        explain=["explain", "stray-end-marker"],
        server=["lsp"],
        page=["report", "-o", "report-of-endmark", "pond.md"],
        watch=["check", "--help"],
    ),
    Peer(
        "ruff",
        check=["check"],
        mistake=("ruff.toml", '[lint]\nselect = ["E9999"]\n'),
        explain=["rule", "F401"],
        server=["server"],
        watch=["check", "--help"],
    ),
    Peer(
        "rumdl",
        check=["check"],
        mistake=(".rumdl.toml", "[global]\ndisable = ['MD9999']\n"),
        explain=["rule", "MD001"],
        server=["server", "--stdio"],
        watch=["check", "--help"],
    ),
    Peer("vale", mistake=(".vale.ini", "[*.md]\nBasedOnStyles = Vale\nVale.Repetitionn = YES\n")),
    Peer("textlint", mistake=(".textlintrc.json", '{"rules": {"no-such-rule": true}}')),
    Peer(
        "jscpd",
        check=["--min-tokens", "20", "--min-lines", "1", "--format", "markdown"],
        mistake=(".jscpd.json", '{"formatt": ["markdown"]}'),
        page=[
            "--min-tokens",
            "20",
            "--min-lines",
            "1",
            "--reporters",
            "html",
            "--output",
            "report-of-jscpd",
            "pond.md",
        ],
    ),
)


@dataclass(frozen=True)
class Tool:
    """A linter that is there, and an empty folder with an article for it."""

    peer: Peer
    program: str
    folder: Path

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run it in its folder; what takes too long ends with 124."""
        command = [self.program, *arguments]
        environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100", **variables}
        try:
            return subprocess.run(
                command,
                cwd=self.folder,
                env=environment,
                check=False,
                capture_output=True,
                text=True,
                timeout=PATIENCE,
                stdin=subprocess.DEVNULL,
            )
        except subprocess.TimeoutExpired:
            return subprocess.CompletedProcess(command, 124, "", "")


def tell_version(tool: Tool, _runs: int) -> str:
    """The first number with a dot that it calls its version; where it knows none, that of the module Go made it of."""
    done = tool.run("--version")
    said = done.stdout + done.stderr
    if not (found := _NUMBER.search(said)) and (go := shutil.which("go")):
        made = subprocess.run([go, "version", "-m", tool.program], check=False, capture_output=True, text=True)
        found = _NUMBER.search(made.stdout.partition("\tmod\t")[2])
    return found[0] if found else "?"


_NUMBER = re.compile(r"\d+\.\d+[\w.]*")


def time_start(tool: Tool, runs: int) -> str:
    """How much time of a processor it takes to say its version: the median of the runs."""
    taken = []
    for _ in range(runs):
        begin = _count_seconds()
        tool.run("--version")
        taken.append(_count_seconds() - begin)
    return f"{1000 * statistics.median(taken):.0f} ms"


def _count_seconds() -> float:
    """Seconds of processors that all programs took which were run and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure_help(tool: Tool, _runs: int) -> str:
    """How long its help is, and whether it shows how to use it."""
    done = tool.run("--help")
    text = done.stdout or done.stderr
    examples = ", examples" if re.search(r"(?i)\bexamples?:", text) else ""
    return f"{len(text.splitlines())} lines{examples}"


def check_article(tool: Tool, _runs: int) -> str:
    """What it says without a config of an article that is cut, has a marker, and begins again."""
    done = tool.run(*tool.peer.check, "pond.md")
    text = done.stdout + done.stderr
    places = len(set(re.findall(r"pond\.md[:\[ ]+(\d+:\d+)", text)))
    return f"exit {done.returncode}, {places} {'place' if places == 1 else 'places'}"


def judge_mistake(tool: Tool, _runs: int) -> str:
    """What becomes of the name of a rule that there is not, in its config, when nothing is wrong with the article."""
    name, text = tool.peer.mistake
    (tool.folder / name).write_text(text, encoding="utf-8")
    (tool.folder / "clean.md").write_text(CLEAN, encoding="utf-8")
    done = tool.run(*tool.peer.check, "clean.md")
    (tool.folder / name).unlink()
    said = done.stdout + done.stderr
    line = re.search(rf"{re.escape(name)}:\d+|{re.escape(name)} line \d+|-->.*{re.escape(name)}:\d+", said)
    parts = [f"exit {done.returncode}", "with line" if line else "without line"]
    parts += ["names the nearest"] if re.search(r"(?i)did you mean", said) else []
    return ", ".join(parts)


def measure_explanation(tool: Tool, _runs: int) -> str:
    """How much it says of a rule in the terminal."""
    if not tool.peer.explain:
        return NO
    done = tool.run(*tool.peer.explain)
    return f"{len(done.stdout.splitlines())} lines" if done.returncode == 0 else NO


def time_server(tool: Tool, runs: int) -> str:
    """How long its language server computes until it answers `initialize`: the median of the runs."""
    if not tool.peer.server:
        return NO
    taken = [_initialize(tool) for _ in range(runs)]
    return NO if None in taken else f"{statistics.median(filter(None, taken)):.0f} ms"


def _initialize(tool: Tool) -> float | None:
    """The milliseconds of a processor that a server took until its first answer; None without one."""
    parameters: dict[str, Any] = {"processId": None, "rootUri": tool.folder.as_uri(), "capabilities": {}}
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": parameters}).encode()
    with subprocess.Popen(
        [tool.program, *tool.peer.server],
        cwd=tool.folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as server:
        if server.stdin is None or server.stdout is None:
            return None
        server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        server.stdin.flush()
        answered = server.stdout.readline().startswith(b"Content-Length")
        threads = Path(f"/proc/{server.pid}/task").glob("*/schedstat")
        taken = sum(int(thread.read_text("ascii").split()[0]) for thread in threads) / 1e6
        server.kill()
    return taken if answered else None


def find_page(tool: Tool, _runs: int) -> str:
    """Whether it writes its findings as a page, and how large that is for one article."""
    if not tool.peer.page:
        return NO
    tool.run(*tool.peer.page)
    pages = list(tool.folder.glob("report-of-*/**/*.*"))
    return f"{sum(one.stat().st_size for one in pages) / 1000:.0f} kB" if pages else NO


def find_watch(tool: Tool, _runs: int) -> str:
    """Whether its help knows of an option to check again when something changes."""
    done = tool.run(*(tool.peer.watch or ["--help"]))
    return "yes" if re.search(r"--watch\b", done.stdout + done.stderr) else NO


LANGUAGES = {
    "de": (r"\b(?:der|die|das|und|ist)\b", "de_DE.UTF-8"),
    "ja": ("[ぁ-ん]", "ja_JP.UTF-8"),
    "zh": ("[的是在]", "zh_CN.UTF-8"),
}
"""Languages, each with what shows it, and the locale of a system that speaks it."""


def list_languages(tool: Tool, _runs: int) -> str:
    """Which languages its help and its findings are in where the system speaks them."""
    spoken = []
    for language, (letters, locale) in LANGUAGES.items():
        system = {"LANG": locale, "LC_ALL": locale}
        findings = tool.run(*tool.peer.check, "pond.md", **system)
        if re.search(letters, findings.stdout + findings.stderr):
            help_too = re.search(letters, tool.run("--help", **system).stdout)
            spoken.append(language if help_too else f"{language} (findings)")
    return ", ".join(spoken) or NO


ROWS: Mapping[str, Callable[[Tool, int], str]] = {
    "version": tell_version,
    "start (`--version`)": time_start,
    "`--help`": measure_help,
    "first run, no config": check_article,
    "a rule that is not there": judge_mistake,
    "explains a rule": measure_explanation,
    "language server, `initialize`": time_server,
    "findings as a page": find_page,
    "`--watch`": find_watch,
    "other languages": list_languages,
}


def find_tools(tools: Path, workspace: Path) -> list[Tool]:
    """The linters that are there, endmark in this Python first."""
    places = os.pathsep.join([str(Path(sys.executable).parent), *(str(tools / name) for name in FOLDERS)])
    found = []
    for peer in PEERS:
        if program := shutil.which(peer.name, path=f"{places}{os.pathsep}{os.environ['PATH']}"):
            folder = workspace / peer.name
            folder.mkdir()
            (folder / "pond.md").write_text(ARTICLE, encoding="utf-8")
            found.append(Tool(peer, program, folder))
    return found


FOLDERS = ("bin", "node_modules/.bin")
"""Where in TOOLS programs lie."""


def main() -> None:
    """Run all of them, and print the table."""
    parser = argparse.ArgumentParser(description="What endmark and other linters have for an editor.")
    parser.add_argument("--tools", type=Path, default=Path("tools"), help="where other linters are (%(default)s)")
    parser.add_argument("--runs", type=int, default=5, help="runs of what is timed (%(default)s)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        tools = find_tools(asked.tools.resolve(), Path(name).resolve())
        print(f"| | {' | '.join(tool.peer.name for tool in tools)} |")
        print(f"|---|{'---|' * len(tools)}")
        for title, ask in ROWS.items():
            print(f"| {title} | {' | '.join(ask(tool, asked.runs) for tool in tools)} |")


if __name__ == "__main__":
    main()
