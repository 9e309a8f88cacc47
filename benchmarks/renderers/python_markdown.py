"""HTML as MkDocs' Markdown reader writes it: texts as JSON lines in, HTML as JSON lines out."""

from __future__ import annotations

import json
import sys

import markdown  # type: ignore[import-untyped,unused-ignore]

EXTENSIONS = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.betterem",
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.caption",
    "pymdownx.blocks.definition",
    "pymdownx.blocks.details",
    "pymdownx.blocks.html",
    "pymdownx.blocks.tab",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.quotes",
    "pymdownx.saneheaders",
    "pymdownx.snippets",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
)
# What the themes of MkDocs know, and a few that sites add.
TYPES = [
    *("note", "abstract", "info", "tip", "success", "question", "warning", "failure", "danger", "bug", "example"),
    *("quote", "attention", "caution", "error", "hint", "important", "new", "settings"),
]
SETTINGS = {
    "pymdownx.blocks.admonition": {"types": TYPES},
    "pymdownx.blocks.details": {"types": [{"name": f"details-{name}"} for name in TYPES]},
    "pymdownx.quotes": {"callouts": True},
    "pymdownx.snippets": {"base_path": [], "check_paths": False},
    "pymdownx.tabbed": {"alternate_style": True},
}


def main() -> None:
    """Answer line by line."""
    reader = markdown.Markdown(extensions=EXTENSIONS, extension_configs=SETTINGS)
    for line in sys.stdin:
        asked = json.loads(line)
        reader.reset()
        try:
            answer = {"path": asked["path"], "html": reader.convert(asked["text"])}
        except Exception as failure:  # noqa: BLE001
            answer = {"path": asked["path"], "error": repr(failure)}
        sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
