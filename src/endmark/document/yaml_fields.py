"""YAML and JSON front matter → fields with their places.

Not one with the reader of configs, `ruleset/yaml_reader.py`, as they want opposite
things: this one takes all YAML that any author writes, anchors, tags and all, in one
pass of libyaml, since every article has some; that one refuses most of YAML, and
goes on after a mistake to tell the next.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from endmark.document.front_matter import Fault, Field, FieldKind, explain_unreadable_value, make_fault
from endmark.document.nesting import MAX_DEPTH, TOO_DEEP, is_too_deep, place_too_deep
from endmark.document.span import Span

_YAML_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What ends a line in YAML; its marks count lines so."""

_TAG_KINDS: dict[str, FieldKind] = {
    "int": "number",
    "float": "number",
    "bool": "boolean",
    "timestamp": "date",
    "null": "null",
}
_PARSER_LIMIT = "maximum nesting depth"
"""What libyaml says where it looks ahead to a depth that is too much even for itself."""
_REPETITIONS = frozenset({"front-matter.repeated", "front-matter.repeated-in-line"})
_REFUSED = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_yaml(content: str, offset: int) -> tuple[tuple[Field, ...], tuple[Fault, ...]]:
    """Read YAML that stands `offset` code points into the source."""
    import yaml
    from frontmatter.default_handlers import YAMLHandler

    reading = _FieldCollector(content, offset)
    try:
        root = YAMLHandler().load(content, Loader=_get_node_loader())
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        place = reading.locate(mark) if mark is not None else offset + _find_first_refused(content)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        if _PARSER_LIMIT in reason or reason == TOO_DEEP:
            return (), (make_fault(place, "front-matter.too-deep", form="YAML", most=MAX_DEPTH),)
        return (), (make_fault(place, "front-matter.invalid", form="YAML", problem=reason),)
    if root is None:
        return (), ()
    if not isinstance(root, yaml.MappingNode):
        return (), (make_fault(offset, "front-matter.no-mapping"),)
    reading.walk(root, "", frozenset({id(root)}))
    return tuple(reading.fields), tuple(reading.faults)


def _find_first_refused(content: str) -> int:
    """The offset of the first character that YAML does not take, which its parser counts in bytes; 0 without one."""
    found = _REFUSED.search(content)
    return found.start() if found else 0


@cache
def _get_node_loader() -> Any:
    """Loads the node tree itself: values and their places in one pass."""
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class NodeLoader(base):  # type: ignore[misc]
        depth = 0

        def get_single_data(self) -> Any:
            return self.get_single_node()

        # Called on the way down and up; libyaml's own descent has no end but that of the stack.
        def descend_resolver(self, current_node: Any, _: Any) -> None:
            self.depth += 1
            # The document itself is one level, and a scalar another.
            if self.depth > MAX_DEPTH + 2:
                raise yaml.composer.ComposerError(None, None, TOO_DEEP, current_node.start_mark)

        def ascend_resolver(self) -> None:
            self.depth -= 1

    return NodeLoader


class _FieldCollector:
    """The fields and faults found so far in one front matter."""

    def __init__(self, content: str, offset: int) -> None:
        self.fields: list[Field] = []
        self.faults: list[Fault] = []
        self._content = content
        self._offset = offset
        self._lines = [0, *(found.end() for found in _YAML_BREAK.finditer(content))]

    def locate(self, mark: Any) -> int:
        """A mark of the YAML parser as an offset in the source."""
        start: int = self._lines[min(mark.line, len(self._lines) - 1)]
        return self._offset + min(start + int(mark.column), len(self._content))

    def walk(self, mapping: Any, prefix: str, above: frozenset[int]) -> None:
        """Collect the entries of a mapping node; aliases that lead back up are not followed."""
        seen: dict[str, int] = {}
        for key, value in mapping.value:
            name = str(key.value) if key.id == "scalar" else "?"
            key_span = Span(self.locate(key.start_mark), self.locate(key.end_mark))
            if name in seen:
                self.faults.append(_build_repetition(key_span, name, key.start_mark.line - seen[name]))
            seen.setdefault(name, key.start_mark.line)
            start, end = self.locate(value.start_mark), self.locate(value.end_mark)
            end = start + len(self._content[start - self._offset : end - self._offset].rstrip())
            text = value.value if value.id == "scalar" else ""
            items = value.value if value.id == "sequence" else ()
            texts = tuple(str(item.value) if item.id == "scalar" else "" for item in items)
            self.fields.append(Field(prefix + name, key_span, Span(start, end), text, _classify_node(value), texts))
            if value.id == "mapping" and id(value) not in above and len(above) < MAX_DEPTH:
                self.walk(value, f"{prefix}{name}.", above | {id(value)})


def _build_repetition(key: Span, name: str, lines: int) -> Fault:
    """The fault of a key that stands so many lines above already."""
    if lines == 0:
        return make_fault(key, "front-matter.repeated-in-line", name=name)
    return make_fault(key, "front-matter.repeated", name=name, count=lines)


def _classify_node(node: Any) -> FieldKind:
    if node.id == "mapping":
        return "mapping"
    if node.id == "sequence":
        return "list"
    return _TAG_KINDS.get(node.tag.rpartition(":")[2], "text")


def read_json(content: str, offset: int) -> tuple[tuple[Field, ...], tuple[Fault, ...]]:
    """Read JSON that stands `offset` code points into the source."""
    import json

    from frontmatter.default_handlers import JSONHandler

    try:
        too_deep = is_too_deep(JSONHandler().load(content))
    except json.JSONDecodeError as error:
        place = offset + error.pos
        return (), (make_fault(place, "front-matter.invalid", form="JSON", problem=error.msg),)
    except ValueError:
        return (), (explain_unreadable_value(content, offset, "JSON"),)
    except RecursionError:
        too_deep = True
    if too_deep:
        place = offset + place_too_deep(content)
        return (), (make_fault(place, "front-matter.too-deep", form="JSON", most=MAX_DEPTH),)
    # JSON is also YAML but for a few escapes; where the two differ, only the places are unknown.
    fields, faults = read_yaml(content, offset)
    return fields, tuple(fault for fault in faults if fault.code in _REPETITIONS)
