"""The first answer to an editor, which waits for it; most of what takes time to load is loaded after that."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, BinaryIO

from pylsp_jsonrpc.streams import JsonRpcStreamWriter

from endmark.version import __version__

_INCREMENTAL = 2

QUICK_FIX = "quickfix"
FIX_ALL = "source.fixAll.endmark"
KINDS = (QUICK_FIX, FIX_ALL)
"""The actions that there are."""

_ABILITIES = {
    "textDocumentSync": {"openClose": True, "change": _INCREMENTAL, "save": True},
    "codeActionProvider": {"codeActionKinds": KINDS},
    "hoverProvider": True,
    "workspace": {"workspaceFolders": {"supported": True, "changeNotifications": True}},
}


def greet(reader: BinaryIO, writer: BinaryIO) -> Mapping[str, Any] | None:
    """The first message, answered if it is `initialize`; None where none comes that can be read."""
    message = _read(reader)
    if message is not None and message.get("method") == "initialize":
        result = {"serverInfo": {"name": "endmark", "version": __version__}, "capabilities": _ABILITIES}
        JsonRpcStreamWriter(writer).write({"jsonrpc": "2.0", "id": message.get("id"), "result": result})
    return message


def _read(reader: BinaryIO) -> Mapping[str, Any] | None:
    length = 0
    while line := reader.readline().strip():
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length" and value.strip().isdigit():
            length = int(value)
    try:
        message = json.loads(reader.read(length))
    except ValueError:
        return None
    return message if isinstance(message, dict) else None
