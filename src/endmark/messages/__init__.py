"""What checks and the engine say in codes, in words: one catalogue a language."""

from typing import Literal, TypeAlias

SpokenLanguage: TypeAlias = Literal["en", "ja", "zh"]
"""A language that endmark speaks, by its tag; `endmark.messages.languages` has its words."""
