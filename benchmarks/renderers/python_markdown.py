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
    "pymdownx.blocks.details",
    "pymdownx.blocks.tab",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.saneheaders",
    "pymdownx.snippets",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
)
SETTINGS = {
    "pymdownx.highlight": {"use_pygments": False},
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
