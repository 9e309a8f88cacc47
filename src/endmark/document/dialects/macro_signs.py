"""Signs without which no macro stands in a text: most texts have none of them."""

from __future__ import annotations

from endmark.document.late_pattern import compile_late

_VALUE = r"(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'{}=<>`]+)"
_ITEM = rf"(?:[#.][\w:-]+|[A-Za-z_][\w:.-]*={_VALUE})"
ATTRIBUTE_LIST = compile_late(rf"\{{[ \t]*{_ITEM}(?:[ \t]+{_ITEM}){{0,20}}[ \t]*\}}")
IMAGE_SIZE = compile_late(r" =(?:\d+x\d*|x\d+)(?=\))")

_TRIGGERS = ("{{", "{%", "{/*", "{#", "import ", "export ", "$$")
_TEMPLATE_SIGNS = ("{", "port ", "$$")
"""What the triggers have in common: where none of these stands, none of those does."""


def has_macros(text: str) -> bool:
    """Whether there may be macros or lists of attributes."""
    return (
        any(sign in text for sign in _TEMPLATE_SIGNS) and any(trigger in text for trigger in _TRIGGERS)
    ) or _has_attributes(text)


def _has_attributes(text: str) -> bool:
    return ("{" in text and ("{:" in text or ATTRIBUTE_LIST.search(text) is not None)) or (
        " =" in text and IMAGE_SIZE.search(text) is not None
    )
