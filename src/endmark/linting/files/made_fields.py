"""Values beside a text, such as those of other columns → front matter before it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from endmark.document.late_pattern import compile_late

_NUMBER = compile_late(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?\Z")
"""A text that YAML reads as a number: in some tables all values are texts."""

_UNPRINTABLE = compile_late("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What YAML allows only as an escape, and what is no character by itself."""


def write_front_matter(fields: Iterable[tuple[str, Any]]) -> str:
    """The front matter that has these values, in YAML; "" where all of them are missing."""
    lines = [f"{_write(name)}: {_write(value)}\n" for name, value in fields if value is not None]
    return f"---\n{''.join(lines)}---\n" if lines else ""


def _write(value: Any) -> str:
    """A value as YAML has it on one line: what JSON writes, which YAML reads as well."""
    if isinstance(value, date):  # or a time of a day
        return value.isoformat()
    if isinstance(value, Decimal) or (isinstance(value, str) and (_NUMBER.match(value) or _is_name(value))):
        return str(value)
    written = json.dumps(value, ensure_ascii=False, default=str)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _is_name(value: str) -> bool:
    """Whether it is a word that means nothing else without quotation marks."""
    return value.isidentifier() and value.lower() not in {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
