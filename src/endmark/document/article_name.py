"""What the path of an article calls it, and the language it names."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from msgspec import Struct

from endmark.document.late_pattern import compile_late

_INDEXES = frozenset({"index", "_index", "readme"})
"""Names of files that stand for their folder."""

_LANGUAGE = "[a-z]{2}(?:[-_](?:hans|hant|latn|cyrl))?(?:[-_](?:[a-z]{2}|[0-9]{3}))?"
_NAMED_BY_LANGUAGE = compile_late(rf"(?:(.+?)[._-])??({_LANGUAGE})", re.IGNORECASE)
"""A folder or file that is named by a language: `ja`, `docs-ja`, `barn.ja`.

That other names look like it, such as `sign-in`, does no harm: it only matters for
articles whose names are the same but for such an end.
"""


class ArticleName(Struct, frozen=True):
    """The name of an article, and the language its path names, in small letters with `-`, "" for none.

    Two articles of one name and different languages are translations of each other.
    """

    language: str
    name: str


def parse_article_name(path: str) -> ArticleName:
    """What a path with `/` says: `it.md`, `ja/it.md` and `it.ja.md` are one article in two languages."""
    file = PurePosixPath(path)
    parts = (*file.parts[:-1], file.stem)
    *folders, (stem, own) = ((part, _NAMED_BY_LANGUAGE.fullmatch(part)) for part in parts)
    language = next((named[2] for _, named in (*folders, (stem, own))[::-1] if named), "")
    if own and own[1]:
        stem = own[1]
    if stem.casefold() in _INDEXES:
        stem = "/" + next((name for name, named in reversed(folders) if not named), "")
    return ArticleName(language.casefold().replace("_", "-"), stem)
