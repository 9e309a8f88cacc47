"""The words by which remarks speak of what they speak of, packed for the checks."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from endmark.checks.leftovers.remark_notions import LIST

_HERE = Path(__file__).with_name("notions")


def pack_notions(to: Path = LIST) -> None:
    """Write the words of all languages as `remark_notions` reads them: those with the same notions on one line."""
    notions: dict[str, set[str]] = defaultdict(set)
    for file in sorted(_HERE.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            notion, _, words = line.partition(": ")
            for word in words.casefold().split():
                notions[word].add(notion)
    lines: dict[str, list[str]] = defaultdict(list)
    for word, meant in sorted(notions.items()):
        together = " ".join(sorted(meant))
        lines[f"{together}*" if word[-1] == "*" else together].append(word.rstrip("*"))
    to.write_text("".join(f"{head}: {' '.join(words)}\n" for head, words in sorted(lines.items())), encoding="utf-8")
