"""YAML → nodes: the strict part of YAML, where every value means what it seems to mean.

Front matter has a reader of its own, `document/yaml_fields.py`: it takes all of YAML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import yaml
from msgspec import Struct, field

from endmark.document.nesting import MAX_DEPTH, TOO_DEEP
from endmark.document.source import Source
from endmark.errors import InputError, Problem
from endmark.phrase import Phrase, phrase, recognise
from endmark.ruleset.nodes import Entry, MappingNode, Node, Place, ScalarKind, ScalarNode, SequenceNode, describe

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML was built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

_SCALAR_KINDS: dict[str, ScalarKind] = {
    "tag:yaml.org,2002:bool": "boolean",
    "tag:yaml.org,2002:float": "number",
    "tag:yaml.org,2002:int": "whole number",
    "tag:yaml.org,2002:merge": "merge",
    "tag:yaml.org,2002:null": "nothing",
    "tag:yaml.org,2002:timestamp": "date",
}
"""What an unquoted scalar is taken for; whatever is missing here is text."""

_KEPT = 1_000
"""Scalars whose kind is kept: most are keys, which stand in file after file."""

_OTHER_LINE_ENDS = "\r\x85\u2028\u2029"
"""What ends a line in YAML, and in no editor: where any of them stands, only the offset is safe to use."""

_resolve: Callable[[type[yaml.Node], str, tuple[bool, bool]], str] = yaml.resolver.Resolver().resolve

_PUT_IN_QUOTES = phrase("If it is meant as text, put it in quotes.")

_WHOLE_IN_QUOTES = phrase(
    "Check the indentation; text that begins with `{`, `[` or a quote needs quotes around all of it."
)

# libyaml and the pure Python parser word the same mistake differently.
_REMEDIES = {
    "mapping values are not allowed": phrase("Put text that holds ': ' in quotes."),
    "cannot start any token": phrase("Indent with spaces, not tabs; text that begins with `@`, `%` or ` needs quotes."),
    "expected <block end>": _WHOLE_IN_QUOTES,
    "expected key": _WHOLE_IN_QUOTES,
    "expected ',' or": phrase("Close the bracket, or put text that begins with `{` or `[` in quotes."),
    "could not find expected ':'": phrase("A key needs ': ' after it."),
    "end of stream": phrase("Close the quote."),
    "unknown escape character": phrase(
        "In double quotes a backslash begins an escape: put patterns in single quotes, as in '\\d'."
    ),
}

_OF_THE_PARSER = (
    phrase("mapping values are not allowed in this context"),
    phrase("did not find expected key"),
    phrase("did not find expected node content"),
    phrase("did not find expected <document start>"),
    phrase("did not find expected alphabetic or numeric character"),
    phrase("did not find expected digit or indentation indicator"),
    phrase("found undefined tag handle"),
    phrase("something is wrong"),
    phrase("did not find expected '-' indicator"),
    phrase("did not find expected ',' or '}'"),
    phrase("did not find expected ',' or ']'"),
    phrase("could not find expected ':'"),
    phrase("found character that cannot start any token"),
    phrase("found unexpected end of stream"),
    phrase("found a tab character that violates indentation"),
    phrase("found unknown escape character"),
    phrase("while parsing a block mapping"),
    phrase("while parsing a block collection"),
    phrase("while parsing a flow mapping"),
    phrase("while parsing a flow sequence"),
    phrase("while scanning a simple key"),
    phrase("while scanning a quoted scalar"),
    phrase("while scanning for the next token"),
    phrase("while parsing a quoted scalar"),
)
"""What libyaml says most often."""

_PARSER_LIMIT = "maximum nesting depth"
"""What libyaml says where it looks ahead to a depth that is too much even for itself."""

_FEWER_LEVELS = phrase(
    "Write it with fewer levels; text that begins with `{`, `[` or `- ` needs quotes around all of it."
)


def read_yaml(source: Source) -> MappingNode:
    """The mapping that a YAML file holds; an empty file is an empty mapping.

    Raises InputError with every problem: syntax, anything but a mapping at the
    top, duplicate keys, keys that are not text, anchors, aliases, tags, merge
    keys, a second document, more than MAX_DEPTH levels.
    """
    problems: list[Problem] = []
    root = _Reader(source, problems).read()
    if isinstance(root, ScalarNode) and not root.raw and root.kind == "nothing":
        root = MappingNode(root.place)
    if not isinstance(root, MappingNode) and not problems:
        message = phrase("expected a mapping (lines of `key: value`), got {given}.", given=describe(root))
        problems.append(root.place.make_problem(message))
    if problems or not isinstance(root, MappingNode):
        raise InputError(problems)
    return root


class _OpenCollection(Struct):
    """A collection whose end is not reached; a mapping collects keys and values in turn."""

    place: Place
    is_mapping: bool
    nodes: list[Node] = field(default_factory=list)


class _Reader:
    """One pass over the events of the parser; a stack instead of recursion bears any nesting."""

    def __init__(self, source: Source, problems: list[Problem]) -> None:
        self.source = source
        self.problems = problems
        self._counts_alike = not any(sign in source.text for sign in _OTHER_LINE_ENDS)

    def read(self) -> Node:
        root: Node = ScalarNode(Place(self.source.path, 1, 1), "nothing", "")
        stack: list[_OpenCollection] = []
        documents = 0
        for event in self._iter_events():
            match event:
                case yaml.ScalarEvent():
                    if event.anchor is not None or event.tag is not None:
                        self._refuse_marks(event)
                    # What is in quotes is text.
                    kind = _find_kind(event.value) if event.implicit[0] else "text"
                    node: Node = ScalarNode(self._make_place(event.start_mark), kind, event.value)
                case yaml.AliasEvent():
                    self._refuse(event, phrase("the alias `*{name}`", name=event.anchor))
                    node = ScalarNode(self._make_place(event.start_mark), "text", str(event.anchor))
                case yaml.CollectionStartEvent():
                    self._refuse_marks(event)
                    if len(stack) == MAX_DEPTH:
                        self.problems.append(_make_depth_problem(self._make_place(event.start_mark)))
                        break
                    stack.append(
                        _OpenCollection(self._make_place(event.start_mark), isinstance(event, yaml.MappingStartEvent))
                    )
                    continue
                case yaml.CollectionEndEvent():
                    node = self._close(stack.pop())
                case yaml.DocumentStartEvent():
                    documents += 1
                    if documents > 1:
                        place = self._make_place(event.start_mark)
                        self.problems.append(
                            place.make_problem(
                                phrase("a second YAML document begins here."), phrase("Keep one a file.")
                            )
                        )
                        break
                    continue
                case _:
                    continue
            if stack:
                stack[-1].nodes.append(node)
            else:
                root = node
        return root

    def _iter_events(self) -> Iterator[yaml.Event]:
        """The events up to the end or the first syntax error."""
        try:
            loader = _Loader(self.source.text)
            while (event := loader.get_event()) is not None:
                yield event
        except yaml.reader.ReaderError as error:
            self.problems.append(self._explain_unreadable(error))
        except yaml.MarkedYAMLError as error:
            self.problems.append(self._explain_syntax_error(error))

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event, phrase("the anchor `&{name}`", name=event.anchor))
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._refuse(event, phrase("the tag `{tag}`", tag=tag))

    def _refuse(self, event: yaml.Event, what: Phrase) -> None:
        self.problems.append(
            self._make_place(event.start_mark).make_problem(
                phrase("{what} is not understood here.", what=what), _PUT_IN_QUOTES
            )
        )

    def _close(self, collection: _OpenCollection) -> Node:
        if not collection.is_mapping:
            return SequenceNode(collection.place, tuple(collection.nodes))
        first: dict[str, Entry] = {}
        for key, value in zip(collection.nodes[::2], collection.nodes[1::2], strict=True):
            if not isinstance(key, ScalarNode) or key.kind != "text":
                self.problems.append(
                    key.place.make_problem(
                        phrase("expected text as a key, got {given}.", given=describe(key)), _PUT_IN_QUOTES
                    )
                )
            elif key.raw in first:
                line = first[key.raw].key.place.line
                message = phrase("the key {name!r} stands twice; the first is on line {line}.", name=key.raw, line=line)
                self.problems.append(key.place.make_problem(message, phrase("Keep one of the two.")))
            else:
                first[key.raw] = Entry(key, value)
        return MappingNode(collection.place, tuple(first.values()))

    def _make_place(self, mark: Any) -> Place:
        if self._counts_alike:
            return Place(self.source.path, mark.line + 1, mark.column + 1)
        return Place(self.source.path, *self.source.get_position(mark.index))

    def _explain_syntax_error(self, error: yaml.MarkedYAMLError) -> Problem:
        mark = error.problem_mark or error.context_mark
        place = self._make_place(mark) if mark else Place(self.source.path, 1, 1)
        what = error.problem or "something is wrong"
        if _PARSER_LIMIT in what:
            return _make_depth_problem(place)
        where = phrase("")
        if error.context and error.context_mark:
            line = self._make_place(error.context_mark).line
            where = phrase(
                " {context} that begins on line {line}", context=recognise(error.context, _OF_THE_PARSER), line=line
            )
        hint = next((hint for words, hint in _REMEDIES.items() if words in what), None)
        return place.make_problem(
            phrase("this is not valid YAML: {what}{where}.", what=recognise(what, _OF_THE_PARSER), where=where), hint
        )

    def _explain_unreadable(self, error: yaml.reader.ReaderError) -> Problem:
        # libyaml gives the position in bytes, the Python parser in code points; the character is the same.
        code = error.character if isinstance(error.character, int) else ord(error.character)
        offset = max(self.source.text.find(chr(code)), 0)
        place = Place(self.source.path, *self.source.get_position(offset))
        return place.make_problem(
            phrase("the control character U+{code:04X} cannot stand in YAML.", code=code), phrase("Delete it.")
        )


def _make_depth_problem(place: Place) -> Problem:
    return place.make_problem(phrase("this cannot be read as YAML: {reason}.", reason=TOO_DEEP), _FEWER_LEVELS)


@lru_cache(_KEPT)
def _find_kind(value: str) -> ScalarKind:
    """What a scalar without quotes is taken for."""
    return _SCALAR_KINDS.get(_resolve(yaml.ScalarNode, value, (True, False)), "text")
