"""Texts that are remarks to whoever had an article made, and texts that are none, with who wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from endmark.checks.leftovers.remarks import Remark, RemarkPlace, is_quoted, iter_remarks
from endmark.document.model import Document
from endmark.document.reader import read_document
from endmark.document.sentences import iter_sentences
from endmark.document.source import Source

HERE = Path(__file__).parent
_ROOT = HERE.parents[1]
_RULES = (
    "assistant-voice",
    "continuation-note",
    "handover-remark",
    "length-note",
    "model-thoughts",
    "prompt-residue",
    "refusal",
    "template-placeholder",
)
"""Rules of leftovers whose examples somebody says to somebody."""

_MARK = re.compile(r"\{==(.*?)==\}|\{~~(.*?)~>.*?~~\}|\{--(.*?)--\}", re.DOTALL)
_BLANK = re.compile(r"\{==[\[(（【<][^=]{14,}==\}")
"""A note in brackets, and no bare name of what is missing."""

_LEAST_SHARE = 0.4
_LONGEST = 400
_SHORTEST = 12
_PLACES: dict[str, Sequence[RemarkPlace]] = {
    "h": ("title", "tail", "inside"),
    "t": ("tail", "inside"),
    "n": ("note",),
}
"""What stands at an edge of one article stands within another: pipelines join what several passes wrote."""

_NOUNS = 8
"""That are put into each frame."""

_FIRST_STEP, _STEP = 5, 4
"""Nouns from one frame to the next, and from one sentence of a frame to the next: no two begin alike."""


class Example(NamedTuple):
    """A text where it stands, in which language, by which hand, and whether it is a remark; of a list its article."""

    text: str
    place: RemarkPlace
    language: str
    hand: str
    said: bool
    article: str = ""


def iter_written() -> Iterator[Example]:
    """What was written for this: for each language, and the lists that other hands wrote."""
    for file in sorted((HERE / "texts").glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield from _read_line(line[:2], line[3:], file.stem, "texts")
    for file in sorted((HERE / "lots").glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            kind, article, text = line.split(" ", 2)
            language = article.rpartition("-")[0]
            yield from (
                one._replace(article=f"{article} {one.said}")
                for one in _read_line(kind, text, language, f"lot {file.stem}")
            )


def iter_composed() -> Iterator[Example]:
    """Sentences of frames, each with several of the nouns of its language in the place of `{n}`.

    The words for the parts of a text are so learned in all that is said of them, and not in one sentence.
    """
    for file in sorted((HERE / "frames").glob("*.txt")):
        first, *frames = file.read_text(encoding="utf-8").splitlines()
        nouns = first[2:].split("|")
        for number, line in enumerate(frames):
            for place in range(_NOUNS if "{n}" in line else 1):
                noun = nouns[(number * _FIRST_STEP + place * _STEP) % len(nouns)]
                text = line[3:].replace("{n}", noun)
                yield from _read_line(line[:2], text[:1].upper() + text[1:], file.stem, "frames")


def iter_of_rules() -> Iterator[Example]:
    """The examples of the rules, and the look-alikes of the tests."""
    for rule in _RULES:
        for file in sorted((_ROOT / "rules" / "leftovers" / rule).glob("*.yaml")):
            content = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
            for holder in (*content.get("patterns", ()), *content.get("exceptions", ()), content.get("examples", {})):
                for text in _iter_texts(holder.get("bad", ())):
                    if rule != "template-placeholder" or _BLANK.search(text):
                        yield from _read_example(text, file.stem, said=True)
                for text in _iter_texts(holder.get("good", ())):
                    yield from _read_example(text, file.stem, said=False)
    for language, look_alikes in yaml.safe_load(
        (_ROOT / "tests" / "look_alikes.yaml").read_text(encoding="utf-8")
    ).items():
        head = "\n\n".join([f"# {look_alikes['title']}", *look_alikes["paragraphs"]])
        for text in look_alikes["texts"]:
            document = _parse(f"{head}\n\n{text}\n")
            for remark in iter_remarks(document):
                if not is_quoted(remark, document.blocks):
                    yield Example(remark.text, remark.place, language, "look-alikes", said=False)


def _iter_texts(texts: Iterable[Any]) -> Iterator[str]:
    return (text for text in texts if isinstance(text, str))


def _read_line(kind: str, text: str, language: str, hand: str) -> Iterator[Example]:
    pieces = dict.fromkeys([text, *(text[start:end].strip() for start, end in iter_sentences(text))])
    for place in _PLACES[kind[1]]:
        for piece in pieces if kind[1] != "n" and hand == "texts" and place != "inside" else [text]:
            if len(piece) >= _SHORTEST:
                yield Example(piece, place, language, hand, said=kind[0] == "+")


def _read_example(example: str, language: str, *, said: bool) -> Iterator[Example]:
    text, marked = _take_marks_out(example)
    document = _parse(text)
    found = False
    for remark in iter_remarks(document):
        if is_quoted(remark, document.blocks):
            continue
        share = _measure_share(remark, marked)
        if said and share >= _LEAST_SHARE:
            found = True
            yield Example(remark.text, remark.place, language, "rules", said=True)
        elif not share:
            yield Example(remark.text, remark.place, language, "rules", said=False)
    if not said or found:
        return
    for block in document.blocks:
        content = block.text.content
        touched = any(start < block.span.end and block.span.start < end for start, end in marked)
        if touched and block.kind != "heading" and _SHORTEST <= len(content) <= _LONGEST:
            place: RemarkPlace = "note" if content[0] in "[(（［【〔{<" else "tail"
            yield Example(content, place, language, "rules", said=True)
            return


def _take_marks_out(example: str) -> tuple[str, Sequence[tuple[int, int]]]:
    pieces: list[str] = []
    marked: list[tuple[int, int]] = []
    length = last = 0
    for found in _MARK.finditer(example):
        before, inner = example[last : found.start()], next(group for group in found.groups() if group is not None)
        pieces += (before, inner)
        marked.append((length + len(before), length + len(before) + len(inner)))
        length, last = marked[-1][1], found.end()
    return "".join([*pieces, example[last:]]), marked


def _measure_share(remark: Remark, marked: Sequence[tuple[int, int]]) -> float:
    span = remark.block.text.map_span(remark.start, remark.end)
    covered = sum(max(0, min(end, span.end) - max(start, span.start)) for start, end in marked)
    return covered / max(1, span.end - span.start)


def _parse(text: str) -> Document:
    return read_document(Source("article.md", text))
