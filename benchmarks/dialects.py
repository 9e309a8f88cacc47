"""endmark's blocks against those of the programs that show such pages.

    python benchmarks/dialects.py remark-mdx FOLDER... [--dialect mdx] [--files 200] [--show 40]

Each file is read by both, and every block that holds letters is compared by its
kind (code, prose, heading, table) and its letters. What the renderer needs is
installed into `--tools`, in the versions that `renderers/tools.py` names; nothing
of it is needed by endmark.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from endmark.document.article import read_article
from endmark.document.dialect import Dialect
from endmark.document.front_matter_reader import read_front_matter
from endmark.document.source import Source
from measure import articles
from renderers.blocks import read_document_blocks, read_html
from renderers.tools import RENDERERS, Answer, ask

Squeezed = tuple[str, str]
"""A kind and the letters and digits of a block, which no reader of Markdown changes."""

_LOOK_FOR = 60
"""Letters by which two blocks that do not agree are taken for the same."""


@dataclass
class Tally:
    """What was counted over all files."""

    files: int = 0
    refused: list[str] = field(default_factory=list)
    same: Counter[str] = field(default_factory=Counter)
    theirs: Counter[str] = field(default_factory=Counter)
    ours: Counter[str] = field(default_factory=Counter)
    differences: Counter[str] = field(default_factory=Counter)
    shown: list[str] = field(default_factory=list)


def main() -> None:
    """Compare, and print the shares that agree and what differs."""
    parser = argparse.ArgumentParser(description="Compare endmark's blocks with those of a renderer.")
    parser.add_argument("renderer", choices=tuple(RENDERERS))
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--dialect", choices=get_args(Dialect), help="what endmark reads them as (the renderer's)")
    parser.add_argument("--files", type=int, default=200, help="how many, chosen by chance (%(default)s)")
    parser.add_argument("--show", type=int, default=40, help="how many differences (%(default)s)")
    parser.add_argument("--tools", type=Path, default=Path(".cache/renderers"), help="where renderers are installed")
    asked = parser.parse_args()
    renderer = RENDERERS[asked.renderer]
    dialect: Dialect = asked.dialect or renderer.dialect
    texts = dict(read_texts(asked.folders, asked.files))
    bodies = ((path, blank_front_matter(text)) for path, text in texts.items())
    tally = Tally()
    for answer in ask(renderer, bodies, asked.tools):
        compare(answer, texts[answer.path], dialect, tally)
    print(describe(tally, asked.show))


def read_texts(folders: Sequence[Path], files: int) -> Iterator[tuple[str, str]]:
    """The paths and texts of articles, the same at every run."""
    paths = [path for folder in folders for path in articles(folder)]
    chosen = random.Random(1).sample(paths, min(files, len(paths)))  # noqa: S311
    for path in sorted(chosen):
        yield str(path), path.read_text("utf-8", errors="replace")


def blank_front_matter(text: str) -> str:
    """The text with blank lines for the front matter, so that lines keep their numbers."""
    front_matter = read_front_matter(text)
    end = front_matter.span.end if front_matter else 0
    return "\n" * text.count("\n", 0, end) + text[end:]


def compare(answer: Answer, text: str, dialect: Dialect, tally: Tally) -> None:
    """Count what both say of one text."""
    if answer.error is not None:
        tally.refused.append(f"{answer.path}: {answer.error}")
        return
    tally.files += 1
    theirs = squeeze(answer.blocks if answer.blocks is not None else read_html(answer.html or ""))
    read = list(read_document_blocks(read_article(Source(answer.path, text), dialect=dialect)))
    labels = frozenset(theirs).intersection(squeeze(("prose", shown) for kind, shown in read if kind == "label"))
    ours = [*squeeze(read), *labels]
    common = Counter(theirs) & Counter(ours)
    for kind, _ in common.elements():
        tally.same[kind] += 1
    tally.theirs.update(kind for kind, _ in theirs)
    tally.ours.update(kind for kind, _ in ours)
    only_theirs, only_ours = list_rest(theirs, common), list_rest(ours, common)
    for kind, letters in only_theirs:
        beside = find_beside(letters, only_ours)
        what = f"{kind} is {beside}" if beside else f"{kind} is not there"
        tally.differences[what] += 1
        tally.shown.append(f"{answer.path}: {what}: {letters[:_LOOK_FOR]}")
    for kind, letters in only_ours:
        if not find_beside(letters, only_theirs):
            what = f"{kind} that the renderer has not"
            tally.differences[what] += 1
            tally.shown.append(f"{answer.path}: {what}: {letters[:_LOOK_FOR]}")


def squeeze(blocks: Iterable[tuple[str, str]]) -> list[Squeezed]:
    """Each block that has any letters, with nothing but these; labels are left out."""
    squeezed = ((kind, "".join(filter(str.isalnum, text))) for kind, text in blocks if kind != "label")
    return [(kind, letters) for kind, letters in squeezed if letters]


def list_rest(blocks: Sequence[Squeezed], common: Counter[Squeezed]) -> list[Squeezed]:
    """The blocks that are not among the common ones."""
    left = common.copy()
    rest = []
    for block in blocks:
        if left[block]:
            left[block] -= 1
        else:
            rest.append(block)
    return rest


def find_beside(letters: str, others: Sequence[Squeezed]) -> str | None:
    """What the other side calls the block that holds the beginning of these letters."""
    for kind, text in others:
        if letters[:_LOOK_FOR] in text or text[:_LOOK_FOR] in letters:
            return kind if text == letters else f"another {kind}"
    return None


def describe(tally: Tally, show: int) -> str:
    """The shares that agree, the kinds of differences, and some of them."""
    lines = [f"{tally.files} files compared, {len(tally.refused)} refused by the renderer"]
    for kind in (*sorted(tally.theirs | tally.ours), ""):
        same, theirs, ours = (
            counts[kind] if kind else counts.total() for counts in (tally.same, tally.theirs, tally.ours)
        )
        share = 200 * same / (theirs + ours) if theirs + ours else 100.0
        lines.append(f"  {kind or 'all':<8} {theirs:>6} theirs {ours:>6} ours {same:>6} the same  {share:6.2f} %")
    lines += [f"  {count:>6} × {what}" for what, count in tally.differences.most_common()]
    lines += (f"- {each}" for each in tally.shown[:show])
    lines += (f"refused {each}" for each in tally.refused[:show])
    return "\n".join(lines)


if __name__ == "__main__":
    main()
