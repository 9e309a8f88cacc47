"""What the reports in XML share: elements that hold any text, and the document around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element, indent, tostring

from endmark.reporters.width import sanitize

_ILLEGAL = re.compile("[\ufffe\uffff]")
"""What XML 1.0 forbids of the characters that can be shown."""


def build_element(
    name: str, attributes: Mapping[str, str | int | None], *children: Element, text: str | None = None
) -> Element:
    """An element; attributes that are None are left out, and control characters in texts are made visible."""
    given = {key: _to_legal(str(value)) for key, value in attributes.items() if value is not None}
    result = Element(name, given)
    result.extend(children)
    if text is not None:
        result.text = "\n".join(_to_legal(line) for line in text.split("\n"))
    return result


def stream_document(root: Element, children: Iterable[Element]) -> Iterator[str]:
    """The XML document in UTF-8, one element a line: the root, which is empty still, and its children one by one."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    empty = tostring(root, encoding="unicode")
    opened = False
    for child in children:
        if not opened:
            yield f"{empty.removesuffix(' />')}>"
            opened = True
        indent(child, level=1)
        yield f"\n  {tostring(child, encoding='unicode')}"
    yield f"\n</{root.tag}>\n" if opened else f"{empty}\n"


def _to_legal(line: str) -> str:
    return _ILLEGAL.sub("\ufffd", sanitize(line))
