"""An editor that talks to a server in this process: what it says, and what it hears."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

from endmark.lsp.greeting import greet
from endmark.lsp.server import Server
from endmark.storage.store import Store


class Editor:
    """Sends messages, and reads what comes until it has what it waits for; it answers what it is asked."""

    def __init__(self, reader: BinaryIO, writer: BinaryIO, options: Mapping[str, Any] | None) -> None:
        self._reader, self._writer = reader, writer
        self._numbers = count(1)
        self._options = options
        self.heard: list[Mapping[str, Any]] = []

    def notify(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: Any) -> Any:
        return self.hear_answer(self.send_request(method, params)).get("result")

    def send_request(self, method: str, params: Any) -> int:
        number = next(self._numbers)
        self._send({"id": number, "method": method, "params": params})
        return number

    def hear_answer(self, number: int) -> Mapping[str, Any]:
        while True:
            message = self.hear()
            if message.get("id") == number and "method" not in message:
                return message

    def hear_notification(self, method: str) -> Any:
        while True:
            message = self.hear()
            if message.get("method") == method:
                return message["params"]

    def hear(self) -> Mapping[str, Any]:
        length = int(self._reader.readline().split(b":")[1])
        while self._reader.readline().strip():
            pass
        message: Mapping[str, Any] = json.loads(self._reader.read(length))
        self.heard.append(message)
        if "id" in message and "method" in message:
            asked = message["method"] == "workspace/configuration"
            self._send({"id": message["id"], "result": [self._options] if asked else None})
        return message

    def open(self, path: Path | str, text: str, language: str = "markdown") -> Any:
        """Open a text, and wait for what is found in it."""
        uri = path.as_uri() if isinstance(path, Path) else path
        document = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        return self.hear_diagnostics(uri)

    def change(self, path: Path, version: int, *changes: Mapping[str, Any]) -> Any:
        """Change a text, and wait for what is found in that version."""
        document = {"uri": path.as_uri(), "version": version}
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": changes})
        while True:
            shown = self.hear_notification("textDocument/publishDiagnostics")
            if shown.get("version") == version:
                return shown["diagnostics"]

    def hear_diagnostics(self, uri: str) -> Any:
        while True:
            shown = self.hear_notification("textDocument/publishDiagnostics")
            if shown["uri"] == uri:
                return shown["diagnostics"]

    def list_actions(self, path: Path, diagnostics: Sequence[Any], only: Sequence[str] | None = None) -> Any:
        """What can be done about the first of these, or about the whole text."""
        start = {"line": 0, "character": 0}
        place = diagnostics[0]["range"] if diagnostics else {"start": start, "end": start}
        context = {"diagnostics": diagnostics} | ({"only": only} if only else {})
        asked = {"textDocument": {"uri": path.as_uri()}, "range": place, "context": context}
        return self.ask("textDocument/codeAction", asked)

    def _send(self, message: Mapping[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._writer.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._writer.flush()


ABILITIES = {
    "workspace": {"configuration": True, "didChangeWatchedFiles": {"dynamicRegistration": True}},
    "textDocument": {"publishDiagnostics": {"relatedInformation": True}},
}


@contextmanager
def start_editor(
    *folders: Path,
    options: Mapping[str, Any] | None = None,
    store: Store | None = None,
    locale: str = "en",
    language: str | None = None,
) -> Iterator[Editor]:
    """An editor with these folders open, and a server that is ready; in the end the server has gone."""
    (to_server, from_editor), (to_editor, from_server) = os.pipe(), os.pipe()
    with (
        os.fdopen(to_server, "rb") as listens,
        os.fdopen(from_server, "wb") as speaks,
        os.fdopen(to_editor, "rb") as hears,
        os.fdopen(from_editor, "wb") as says,
    ):
        ended: list[bool] = []

        def serve() -> None:
            first = greet(listens, speaks)
            ended.append(Server(listens, speaks, store, language).serve(first))

        thread = Thread(target=serve, daemon=True)
        thread.start()
        editor = Editor(hears, says, options)
        opened = [{"uri": folder.as_uri(), "name": folder.name} for folder in folders]
        editor.ask("initialize", {"capabilities": ABILITIES, "workspaceFolders": opened, "locale": locale})
        editor.notify("initialized", {})
        yield editor
        editor.ask("shutdown", None)
        editor.notify("exit", None)
        thread.join(timeout=10)
        assert ended == [True]


def apply(text: str, action: Mapping[str, Any]) -> str:
    """A text without carriage returns and beyond no plane, after an action."""
    (changed,) = action["edit"]["documentChanges"]
    lines = text.splitlines(keepends=True)
    starts = [sum(map(len, lines[:number])) for number in range(len(lines) + 1)]
    for edit in reversed(changed["edits"]):
        start, end = (
            starts[edit["range"][side]["line"]] + edit["range"][side]["character"] for side in ("start", "end")
        )
        text = text[:start] + edit["newText"] + text[end:]
    return text
