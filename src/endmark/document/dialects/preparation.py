"""A text as its dialect has it → a text for the parser, and all that the parser must not see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from endmark.document.conflict_signs import may_have_conflicts
from endmark.document.dialect import Dialect
from endmark.document.dialects.macro_signs import has_macros
from endmark.document.dialects.mdx import MDX
from endmark.document.dialects.prepared import Prepared
from endmark.document.dialects.syntaxes import choose_syntaxes, list_macro_finders

if TYPE_CHECKING:
    from endmark.document.dialects.signs import FindMacros


def prepare(text: str, start: int, dialect: Dialect) -> Prepared:
    """Take the constructs of a dialect out of the text after offset `start`."""
    plain = dialect == "gfm"
    syntaxes = {} if plain else choose_syntaxes(text, start, dialect)
    finders: list[FindMacros] = []
    if may_have_conflicts(text):
        from endmark.document.dialects.conflicts import find_conflicts

        finders.append(find_conflicts)
    if not plain:
        finders += list_macro_finders(dialect)
        if has_macros(text):
            from endmark.document.dialects.macros import find_macros

            finders.append(find_macros)
    if not syntaxes and not finders:
        return Prepared(text)
    from endmark.document.dialects.extraction import take_out  # plain Markdown has nothing to take out

    return take_out(text, start, syntaxes, finders, indented_code=dialect not in MDX)
