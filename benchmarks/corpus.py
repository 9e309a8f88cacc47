"""Make many articles from few: a folder of any size in which no two files and hardly two sentences are equal.

    python benchmarks/corpus.py FROM TO --megabytes 85 [--seed 1]

Every file of FROM is copied again and again, each time with one word of its own
put into each line of prose. Within a copy the word is the same, so what is
repeated in an article stays repeated, and markers, headings, code and front
matter stay as they are. The same folder and seed give the same files.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from itertools import count
from pathlib import Path

from measure import articles

_PAUSE = re.compile(r"(?<=\w)(?:[、,] ?| )(?=\w)")
"""Where a word may be put in: between words, or after a comma."""
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
_SYLLABLES = [consonant + vowel for consonant in "kstnmr" for vowel in "aiueo"]
_KANA = "カキクケコサシスセソタチツテトナニヌネノマミムメモラリルレロ"


def distinct(text: str, seed: str) -> str:
    """The text with a word in each line of prose that belongs to this seed alone."""
    numbers = random.Random(seed).choices(range(len(_SYLLABLES)), k=6)  # noqa: S311  (it must be repeatable)
    latin = "".join(_SYLLABLES[number] for number in numbers)
    kana = "".join(_KANA[number] for number in numbers)
    lines = text.splitlines(keepends=True)
    verbatim = lines[:1] == ["---\n"]
    for number, line in enumerate(lines):
        if number and (_FENCE.match(line) or (verbatim and line == "---\n")):
            verbatim = not verbatim
        elif not verbatim:
            word = f"{kana}、" if _JAPANESE.search(line) else f"{latin} "
            lines[number] = _PAUSE.sub(rf"\g<0>{word}", line, count=1)
    return "".join(lines)


def make(source: Path, target: Path, size: int, seed: int) -> int:
    """Fill an empty folder with at least `size` bytes of articles; how many files it took."""
    originals = [(file.relative_to(source), file.read_text(encoding="utf-8")) for file in articles(source)]
    if not any(text for _, text in originals):
        sys.exit(f"There is no text in {source}.")
    written = files = 0
    for turn in count():
        for name, text in originals:
            path = target / f"copy-{turn:04}" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            data = distinct(text, f"{seed} {turn} {name.as_posix()}").encode()
            path.write_bytes(data)
            written += len(data)
            files += 1
            if written >= size:
                return files
    raise AssertionError


def main() -> None:
    """Make the folder that the command line asks for."""
    parser = argparse.ArgumentParser(description="Make a folder of many distinct articles from a few.")
    parser.add_argument("source", type=Path, metavar="FROM", help="a folder of Markdown articles")
    parser.add_argument("target", type=Path, metavar="TO", help="a folder that does not exist yet")
    parser.add_argument("--megabytes", type=float, default=85, help="how much to write (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other words (default: %(default)s)")
    arguments = parser.parse_args()
    if arguments.target.exists():
        parser.error(f"{arguments.target} exists already")
    files = make(arguments.source, arguments.target, int(arguments.megabytes * 1e6), arguments.seed)
    print(f"{files:,} files in {arguments.target}")


if __name__ == "__main__":
    main()
