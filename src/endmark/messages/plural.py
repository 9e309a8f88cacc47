"""The plural forms of all languages."""

from __future__ import annotations

from typing import Literal, TypeAlias

PluralForm: TypeAlias = Literal["zero", "one", "two", "few", "many", "other"]
"""The plural categories of the Unicode CLDR; each language has some of them, and every language has `other`."""
