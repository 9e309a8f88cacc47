"""How a source is read."""

from __future__ import annotations

from msgspec import Struct

from endmark.document.dialect import Dialect
from endmark.document.markup import Markup


class Reading(Struct, frozen=True):
    """What a source is written in, and in which dialect where that is Markdown."""

    markup: Markup = "markdown"
    dialect: Dialect = "markdown"


MARKDOWN = Reading()
"""What an article is read as when nothing is known of it."""
