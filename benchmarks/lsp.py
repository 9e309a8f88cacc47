"""How fast a language server answers: from the start of its process to the first findings, and after each edit.

    python benchmarks/lsp.py POST [--beside "rumdl server --stdio"] [--runs 11] [--pause 0.2]
    python benchmarks/lsp.py --equal FOLDER

POST is the article that an editor opens, best one of 45 kilobytes. Servers take turns, and medians count. Each is a
process of its own, to which the messages of an editor are sent without a pause, as editors do with the article that
they are started for, or with a `--pause` before the article is opened, as with all after that. Each run opens the
article twice: as the server may know it from an earlier run, and with a line that nobody has seen. With `--equal` every
article of a folder is opened in one server instead, and what it shows is compared with what `check --format json` says.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, cast

OWN = (sys.executable, "-m", "endmark", "lsp")
EDITS = 10
MEASURES = (
    "initialize, ms",
    "first findings, ms since it was opened",
    "first findings, ms since the start",
    "CPU until then, ms",
    "an edit, ms",
    "its CPU, ms",
    "memory, MB",
)


class Server:
    """A server that was started in a folder, and what an editor would say to it."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._input, self._output = cast("IO[bytes]", self.process.stdin), cast("IO[bytes]", self.process.stdout)

    def send(self, **message: Any) -> None:
        """Send a message."""
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._input.write(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))
        self._input.flush()

    def open(self, post: Path, text: str) -> None:
        """Have it check an article."""
        document = {"uri": post.as_uri(), "languageId": "markdown", "version": 1, "text": text}
        self.send(method="textDocument/didOpen", params={"textDocument": document})

    def hear(self, **wanted: Any) -> Mapping[str, Any]:
        """The next message that has all of this; requests of the server are answered with nothing."""
        while True:
            length = 0
            while line := self._output.readline().strip():
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            message: Mapping[str, Any] = json.loads(self._output.read(length))
            if "id" in message and "method" in message:
                self.send(id=message["id"], result=None)
            if all(message.get(key) == value for key, value in wanted.items()):
                return message

    def spend(self) -> float:
        """Seconds since it was started."""
        return time.perf_counter() - self.began

    def read_cpu(self) -> float:
        """Seconds that its threads computed, and those that the system did for them."""
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text("ascii").split()[0]) for thread in threads) / 1e9

    def read_memory(self) -> float:
        """The most megabytes that it held."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1e3

    def stop(self) -> None:
        """Have it end."""
        self.send(id=99, method="shutdown")
        self.hear(id=99)
        self.send(method="exit")
        self._input.close()
        try:
            self.process.wait(1)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def measure(command: Sequence[str], text: str, post: Path, pause: float = 0) -> list[float]:
    """Each of `MEASURES` of one process, in which this post is opened after a pause of some seconds."""
    folder = post.parent
    server = Server(command, folder)
    server.send(id=1, method="initialize", params={"processId": None, "rootUri": folder.as_uri(), "capabilities": {}})
    server.hear(id=1)
    initialize = server.spend()
    server.send(method="initialized", params={})
    time.sleep(pause)
    opened = server.spend()
    server.open(post, text)
    server.hear(method="textDocument/publishDiagnostics")
    first, cpu = server.spend(), server.read_cpu()
    edits, before = [], server.read_cpu()
    middle = {"line": text.count("\n") // 2, "character": 0}
    for number in range(EDITS):
        change = {"range": {"start": middle, "end": middle}, "text": "a"}
        about = {"uri": post.as_uri(), "version": number + 2}
        began = time.perf_counter()
        server.send(method="textDocument/didChange", params={"textDocument": about, "contentChanges": [change]})
        server.hear(method="textDocument/publishDiagnostics")
        edits.append(time.perf_counter() - began)
    memory, of_edits = server.read_memory(), (server.read_cpu() - before) / EDITS
    server.stop()
    taken = (initialize, first - opened, first, cpu, statistics.median(edits), of_edits)
    return [*(seconds * 1e3 for seconds in taken), memory]


def compare(folder: Path) -> None:
    """Print of how many articles of a folder the server shows just what the command says of each alone."""
    server = Server(OWN, folder)
    server.send(id=1, method="initialize", params={"processId": None, "rootUri": folder.as_uri(), "capabilities": {}})
    server.hear(id=1)
    server.send(method="initialized", params={})
    equal = findings = 0
    posts = sorted(folder.glob("**/*.md"))
    for post in posts:
        server.open(post, post.read_bytes().decode())
        shown = server.hear(method="textDocument/publishDiagnostics")["params"]["diagnostics"]
        about = [
            (one["code"], one["message"], one["data"]["fingerprint"], one["range"]["start"]["line"] + 1)
            for one in shown
        ]
        equal += about == ask_command(post, folder)
        findings += len(about)
    server.stop()
    print(f"equal in {equal} of {len(posts)} articles with {findings} findings")


def ask_command(post: Path, folder: Path) -> list[tuple[str, str, str, int]]:
    """What the command says of an article: rule, message, fingerprint and line of each finding."""
    command = [sys.executable, "-m", "endmark", "check", "--exit-zero", "--format", "json", "--no-cache"]
    path = post.relative_to(folder).as_posix()
    report = json.loads(subprocess.run([*command, path], cwd=folder, check=True, capture_output=True).stdout)
    return [(one["rule"], one["message"], one["fingerprint"], one["line"]) for one in report["violations"]]


def main() -> None:
    """Measure, and print medians."""
    parser = argparse.ArgumentParser(description="Measure how fast language servers answer.")
    parser.add_argument("post", type=Path, nargs="?")
    parser.add_argument("--equal", type=Path, metavar="FOLDER", help="Compare with the command instead.")
    parser.add_argument("--beside", action="append", default=[], help="Another server's command line.")
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--pause", type=float, default=0, metavar="SECONDS", help="Open the article so much later.")
    asked = parser.parse_args()
    if asked.equal:
        compare(asked.equal.resolve())
        return
    if asked.post is None:
        parser.error("name a post, or a folder with --equal")
    text = asked.post.read_text("utf-8")
    commands = {"endmark lsp": OWN, **{command: shlex.split(command) for command in asked.beside}}
    texts = {"known": text, "new": text}
    found: dict[tuple[str, str], list[list[float]]] = {(name, kind): [] for name in commands for kind in texts}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        for kind in texts:
            (folder / f"{kind}.md").write_text(text, "utf-8")
        # What a run has seen is known to the server, too.
        check = [sys.executable, "-m", "endmark", "check", "--exit-zero", "--quiet", "known.md"]
        subprocess.run(check, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        for number in range(asked.runs + 1):  # the first warms up
            texts["new"] = f"{text}\nThis is line {number}.\n"
            for (server, kind), runs in found.items():
                times = measure(commands[server], texts[kind], folder / f"{kind}.md", asked.pause)
                if number:
                    runs.append(times)
    load = f"load {os.getloadavg()[0]:.1f}"
    print(f"{len(text.encode()) / 1e3:.0f} kB, {asked.runs} runs, a pause of {asked.pause * 1e3:.0f} ms, {load}")
    for (server, kind), runs in found.items():
        medians = map(statistics.median, zip(*runs, strict=True))
        print(
            f"{server}, {kind} text",
            *(f"{measure}: {value:.0f}" for measure, value in zip(MEASURES, medians, strict=True)),
            sep="\n  ",
        )


if __name__ == "__main__":
    main()
