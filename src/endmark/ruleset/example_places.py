"""Where an example stands in the file of its rule."""

from __future__ import annotations

from pathlib import Path

from endmark.errors import InputError
from endmark.ruleset.files import read_source
from endmark.ruleset.nodes import MappingNode, Node, Place, ScalarNode, SequenceNode
from endmark.ruleset.yaml_reader import read_yaml


def locate_example(path: str, example: str) -> Place | None:
    """Where an example begins in a rule file; None where the file cannot be read again, or holds it no more."""
    try:
        return _find(read_yaml(read_source(Path(path), path)), example)
    except InputError:
        return None


def _find(node: Node, text: str) -> Place | None:
    match node:
        case ScalarNode():
            return node.place if node.raw == text else None
        case SequenceNode():
            inner = node.items
        case MappingNode():
            inner = tuple(entry.value for entry in node.entries)
    return next((found for one in inner if (found := _find(one, text))), None)
