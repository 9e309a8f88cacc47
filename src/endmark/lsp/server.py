"""The server: what an editor says, and what it is answered."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from msgspec.structs import replace
from pylsp_jsonrpc.endpoint import Endpoint
from pylsp_jsonrpc.exceptions import JsonRpcRequestCancelled
from pylsp_jsonrpc.streams import JsonRpcStreamReader, JsonRpcStreamWriter

from endmark.document.span import Span
from endmark.errors import InputError
from endmark.lsp.buffer import Buffer, Json
from endmark.lsp.checked import Checked
from endmark.lsp.diagnostics import build_diagnostics, group_by_file
from endmark.lsp.greeting import FIX_ALL, QUICK_FIX
from endmark.lsp.worker import Answer, Worker
from endmark.lsp.workspace import Workspace
from endmark.messages.catalogue import say, say_problem
from endmark.phrase import phrase

if TYPE_CHECKING:
    from endmark.storage.store import Store

_ERROR = 1

_WATCHED = ("**/endmark.{yaml,yml}", "**/.endmark.{yaml,yml}", "**/pyproject.toml", "**/*.{yaml,yml}")


class Server:
    """One editor's server: buffers are changed as its messages come in, and checked one after the other meanwhile."""

    def __init__(
        self, reader: BinaryIO, writer: BinaryIO, store: Store | None = None, language: str | None = None
    ) -> None:
        self._reader = JsonRpcStreamReader(reader)
        self._endpoint = Endpoint(self._list_handlers(), JsonRpcStreamWriter(writer, ensure_ascii=False).write)
        self._worker = Worker()
        self._workspace = Workspace(store, language)
        self._buffers: dict[str, Buffer] = {}
        self._checked: dict[str, Checked] = {}
        self._mistaken: set[str] = set()
        self._client: Json = {}
        self._shut_down = False

    def serve(self, first: Json | None) -> bool:
        """Answer until the editor says that it is done, or goes away; whether it said so in time.

        `first` is what it said first, which has its answer if it was `initialize`.
        """
        logging.getLogger("pylsp_jsonrpc.endpoint").addFilter(_is_failure)
        if first is not None:
            self._take_first(first)
            self._reader.listen(self._endpoint.consume)
        self._worker.stop()
        self._endpoint.shutdown()
        return self._shut_down

    def _list_handlers(self) -> Mapping[str, Callable[[Any], Any]]:
        return {
            "initialized": self._start,
            "shutdown": self._shut_down_soon,
            "exit": self._exit,
            "textDocument/didOpen": self._open,
            "textDocument/didChange": self._change,
            "textDocument/didSave": self._save,
            "textDocument/didClose": self._close,
            "textDocument/codeAction": self._list_actions,
            "textDocument/hover": self._hover,
            "workspace/didChangeConfiguration": self._reconfigure,
            "workspace/didChangeWatchedFiles": self._reload,
            "workspace/didChangeWorkspaceFolders": self._change_folders,
        }

    # ------------------------------------------------------------- life

    def _take_first(self, message: Json) -> None:
        if message.get("method") == "initialize":
            self._learn(message.get("params") or {})
        else:
            self._endpoint.consume(message)

    def _learn(self, asked: Json) -> None:
        """Take over what an editor says of itself."""
        self._client = asked.get("capabilities") or {}
        self._workspace.locale = asked.get("locale") or ""
        root = asked.get("rootUri")
        folders = asked.get("workspaceFolders") or ([{"uri": root}] if root else [])
        self._workspace.change_folders(folders)
        given = asked.get("initializationOptions")
        if given:
            self._workspace.set_options(dict.fromkeys(self._workspace.folders, given))

    def _start(self, _: Json) -> None:
        wanted: list[tuple[str, Json]] = []
        if self._can("workspace", "didChangeWatchedFiles", "dynamicRegistration"):
            watchers = [{"globPattern": pattern} for pattern in _WATCHED]
            wanted.append(("workspace/didChangeWatchedFiles", {"watchers": watchers}))
        if self._can("workspace", "didChangeConfiguration", "dynamicRegistration"):
            wanted.append(("workspace/didChangeConfiguration", {"section": "endmark"}))
        if wanted:
            registrations = [{"id": method, "method": method, "registerOptions": options} for method, options in wanted]
            self._endpoint.request("client/registerCapability", {"registrations": registrations})
        self._ask_for_options()
        self._worker.ask(self._workspace.make_linters)
        self._worker.prepare(self._workspace.warm_up())

    def _shut_down_soon(self, _: Json) -> None:
        self._shut_down = True

    def _exit(self, _: Json) -> None:
        self._reader.close()

    def _can(self, *names: str) -> bool:
        """Whether the editor can do something."""
        found: Any = self._client
        for name in names:
            found = (found or {}).get(name)
        return bool(found)

    # ------------------------------------------------------------- settings

    def _reconfigure(self, asked: Json) -> None:
        if self._can("workspace", "configuration"):
            self._ask_for_options()
        elif isinstance(settings := asked.get("settings"), dict):
            self._worker.ask(
                partial(self._set_options, dict.fromkeys(self._workspace.folders, settings.get("endmark")))
            )

    def _ask_for_options(self) -> None:
        folders = tuple(self._workspace.folders)
        if self._can("workspace", "configuration") and folders:
            items = [{"scopeUri": uri, "section": "endmark"} for uri in folders]
            answer = self._endpoint.request("workspace/configuration", {"items": items})
            answer.add_done_callback(partial(self._take_options, folders))

    def _take_options(self, folders: Sequence[str], answer: Answer) -> None:
        if not answer.cancelled() and answer.exception() is None:
            given = dict(zip(folders, answer.result() or (), strict=False))
            self._worker.ask(partial(self._set_options, given))

    def _reload(self, _: Json) -> None:
        self._obey(self._workspace.forget)

    def _change_folders(self, asked: Json) -> None:
        event = asked["event"]
        self._obey(lambda: self._workspace.change_folders(event["added"], event["removed"]))
        self._ask_for_options()

    def _obey(self, change: Callable[[], None]) -> None:
        """Change what holds for texts, and check all of them again."""
        self._worker.ask(change)
        self._worker.ask(self._show_anew)

    # ------------------------------------------------------------- texts

    def _open(self, asked: Json) -> None:
        opened = asked["textDocument"]
        buffer = Buffer(opened["uri"], opened["languageId"], opened.get("version"), opened["text"])
        self._buffers[buffer.uri] = buffer
        self._worker.ask(partial(self._show, buffer.uri, kept=True))
        self._worker.ask_later(partial(self._keep, buffer.uri))

    def _change(self, asked: Json) -> None:
        changed = asked["textDocument"]
        if buffer := self._buffers.get(changed["uri"]):
            self._buffers[buffer.uri] = buffer.change(changed.get("version"), asked["contentChanges"])
            self._worker.ask(partial(self._show, buffer.uri))

    def _save(self, asked: Json) -> None:
        self._worker.ask_later(partial(self._keep, asked["textDocument"]["uri"]))

    def _close(self, asked: Json) -> None:
        uri = asked["textDocument"]["uri"]
        self._buffers.pop(uri, None)
        self._worker.ask(partial(self._forget, uri))

    # ------------------------------------------------------------- what the worker does

    def _forget(self, uri: str) -> None:
        if uri not in self._buffers:
            self._checked.pop(uri, None)
            self._publish(uri, [])

    def _set_options(self, given: Mapping[str, Any]) -> None:
        # Editors send them at each start, and hardly ever any that are set.
        if self._workspace.set_options(given):
            self._show_anew()

    def _show_anew(self) -> None:
        self._checked.clear()
        for uri in tuple(self._buffers):
            self._show(uri)

    def _keep(self, uri: str) -> None:
        """Keep what is found in a buffer that was opened or saved, for when it is opened again."""
        if checked := self._check(uri):
            result = checked.linter.check(checked.buffer.text, checked.path, keep=True)
            self._checked[uri] = replace(checked, result=result, repairable=True)

    def _show(self, uri: str, *, kept: bool = False) -> None:
        """Check a buffer as it is now, unless that was done, and show what is found; it may be `kept` from before."""
        known = self._checked.get(uri)
        buffer = self._buffers.get(uri)
        if buffer is None or (known is not None and known.buffer is buffer):
            return
        checked = self._check(uri, kept=kept)
        related = self._can("textDocument", "publishDiagnostics", "relatedInformation")
        diagnostics = build_diagnostics(checked, related=related) if checked else []
        if self._buffers.get(uri) is buffer:  # else it is checked again soon
            self._publish(uri, diagnostics, buffer.version)

    def _check(self, uri: str, *, kept: bool = False) -> Checked | None:
        """What is found in a buffer as it is now, or was `kept` of it; None where nothing is checked."""
        buffer = self._buffers.get(uri)
        known = self._checked.get(uri)
        self._workspace.speak_as(known.linter if known else None)
        if buffer is None or (known is not None and known.buffer is buffer):
            return known
        folder, path = self._workspace.locate(buffer)
        try:
            linter = self._workspace.get_linter(folder)
        except InputError as error:
            self._show_mistakes(error, folder)
            return None
        self._clear_mistakes()
        self._workspace.speak_as(linter)
        if not linter.reads(path):
            return None
        checked = Checked(buffer, linter, str(path), linter.check(buffer.text, path, keep=kept, fixes=False))
        self._checked[uri] = checked
        return checked

    def _show_mistakes(self, error: InputError, folder: Path) -> None:
        """Show the mistakes of a config in their files, and say that there are some, once."""
        if not self._mistaken:
            message = say(phrase("endmark checks nothing: {problem}", problem=str(say_problem(error.problems[0]))))
            self._endpoint.notify("window/showMessage", {"type": _ERROR, "message": message})
        for uri, mistakes in group_by_file(error.problems, folder).items():
            self._mistaken.add(uri)
            self._publish(uri, mistakes)

    def _clear_mistakes(self) -> None:
        while self._mistaken:
            self._publish(self._mistaken.pop(), [])

    def _publish(self, uri: str, diagnostics: Sequence[Json], version: int | None = None) -> None:
        shown = {"uri": uri, "diagnostics": diagnostics}
        self._endpoint.notify(
            "textDocument/publishDiagnostics", shown if version is None else {**shown, "version": version}
        )

    # ------------------------------------------------------------- questions

    def _list_actions(self, asked: Json) -> Answer:
        return self._worker.ask(lambda: list(self._iter_actions(asked)))

    def _iter_actions(self, asked: Json) -> Iterator[Json]:
        if (checked := self._check(asked["textDocument"]["uri"])) is None:
            return
        if not checked.repairable:
            result = checked.linter.check(checked.buffer.text, checked.path)
            checked = self._checked[checked.buffer.uri] = replace(checked, result=result, repairable=True)
        from endmark.lsp import actions  # for findings nobody waits for it

        context = asked["context"]
        only = context.get("only")
        if actions.wants(QUICK_FIX, only):
            for violation in checked.iter_touching(checked.buffer.lines.find_span(asked["range"])):
                yield from actions.list_quick_fixes(checked, violation, context["diagnostics"])
        if actions.wants(FIX_ALL, only):
            yield from actions.list_fixes_of_all(checked)

    def _hover(self, asked: Json) -> Answer:
        return self._worker.ask(partial(self._describe, asked))

    def _describe(self, asked: Json) -> Json | None:
        if (checked := self._check(asked["textDocument"]["uri"])) is None:
            return None
        from endmark.lsp.hover import describe

        place = checked.buffer.lines.find_offset(asked["position"])
        found = tuple(checked.iter_touching(Span(place, place)))
        return {"contents": {"kind": "markdown", "value": describe(found, checked.result)}} if found else None


def _is_failure(record: logging.LogRecord) -> bool:
    """Whether somebody should read what the library logs: an editor may cancel, and may say what nobody asked for."""
    error = record.exc_info[1] if record.exc_info else None
    return record.levelno >= logging.ERROR and not isinstance(error, JsonRpcRequestCancelled)
