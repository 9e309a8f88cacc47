"""Where in a YAML file a character of a text stands."""

from __future__ import annotations

from endmark.document.source import Source
from endmark.ruleset.nodes import Place, Placed


def locate_character(text: Placed[str], offset: int, source: Source) -> Place:
    """The place of a character of a text; the place of the text where what is written is not what is read."""
    place = text.place
    lines = source.text.split("\n")[place.line - 1 :]
    mark = lines[0][place.column - 1 : place.column]
    before = text.value[:offset]
    if mark == "|":
        indentation = next((len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip()), 0)
        above = before.count("\n")
        return Place(place.path, place.line + 1 + above, indentation + offset - (before.rfind("\n") + 1) + 1)
    written = before.replace("'", "''") if mark == "'" else before
    start = place.column - 1 + (mark == "'")
    if mark != '"' and lines[0].startswith(written, start):
        return Place(place.path, place.line, start + len(written) + 1)
    return place
