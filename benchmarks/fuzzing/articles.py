"""Articles with the structure of real ones, and everything in them that may go wrong."""

from __future__ import annotations

import json
from functools import cache
from typing import NamedTuple

from damage import DAMAGE, damaged, whole
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.criticmarkup import parse_example
from fuzzing.choices import Choices
from fuzzing.mutation import mutated
from fuzzing.pieces import (
    BLOCKS,
    INLINE,
    KEYS,
    LANGUAGES,
    LEFTOVERS,
    MARKERS,
    NAMES,
    SENTENCES,
    SUPPRESSIONS,
    VALUES,
)
from phrases import PHRASES

_MOST_BLOCKS = 9
_UNSPACED = frozenset({"ja", "zh", "th"})


class Case(NamedTuple):
    """The bytes of an article, and the name of its file."""

    data: bytes
    name: str = "a.md"


def case(choices: Choices) -> Case:
    """An article, mostly broken in several ways."""
    name = choices.one(NAMES)
    language = choices.one(LANGUAGES)
    if choices.chance(15) and language in PHRASES:
        text = _damaged(choices, language)
    elif choices.chance(20):
        text = _hurt_text(choices.one(_examples()), choices)
    else:
        body = _body(choices, language)
        text = _front_matter(choices, body) + (_wrapped(body, choices) if choices.chance(8) else body)
    data = _with_line_endings(choices, text).encode("utf-8", "surrogatepass")
    if choices.chance(8):
        data = b"\xef\xbb\xbf" + data
    if choices.chance(35):
        data = mutated(data, choices)
    return Case(data, name)


@cache
def _examples() -> tuple[str, ...]:
    """What the shipped rules give as examples of what they find and what they leave alone."""
    every = [rule.examples for rule in load_builtin_rules()]
    parted = [(*one.bad, *one.bad, *one.good, *one.known_misses, *one.known_false_alarms) for one in every]
    return tuple(parse_example(text).plain for texts in parted for text in texts)


def _hurt_text(text: str, choices: Choices) -> str:
    blocks = text.split("\n\n")
    for _ in range(choices.number(0, 2)):
        _hurt(blocks, choices)
    return "\n\n".join(blocks)


def _wrapped(body: str, choices: Choices) -> str:
    """The whole body in something, in one line, or once more."""
    match choices.number(0, 7):
        case 0:
            return f"```md\n{body}```\n"
        case 1:
            return json.dumps({"title": "A town", "content": body}, ensure_ascii=choices.chance(50)) + "\n"
        case 2:
            return body.replace("\n", choices.one((" ", "")))
        case 3:
            return body.replace("\n", "\\n")
        case 4:
            return "".join(f"> {line}\n" for line in body.split("\n"))
        case 5:
            return f"<div>\n{body}</div>\n"
        case 6:
            return "".join(f"  {line}\n" for line in body.split("\n"))
        case _:
            return body + choices.one(("", "\n", "\n---END---\n\n")) + body[choices.number(0, len(body)) :]


def _damaged(choices: Choices, language: str) -> str:
    article = whole(language, choices.number(0, 40))
    kinds = tuple(choices.one(list(DAMAGE)) for _ in range(choices.number(1, 3)))
    return damaged(article, kinds, choices.number(0, 40)).text


def _body(choices: Choices, language: str) -> str:
    blocks = [_block(choices, language) for _ in range(choices.number(0, _MOST_BLOCKS))]
    for _ in range(choices.number(0, 3)):
        if blocks:
            _hurt(blocks, choices)
    between = [choices.one(("\n\n", "\n\n", "\n\n", "\n\n", "\n", "\n\n\n", "\n \n", "", " ")) for _ in blocks]
    text = "".join(part for pair in zip(blocks, between, strict=True) for part in pair)
    return text if choices.chance(20) else text.rstrip(" \n") + "\n"


def _hurt(blocks: list[str], choices: Choices) -> None:
    """Do to a list of blocks what a production line does."""
    index = choices.number(0, len(blocks) - 1)
    block = blocks[index]
    cut = choices.number(0, len(block))
    match choices.number(0, 8):
        case 0:
            blocks.insert(choices.number(0, len(blocks)), choices.one(MARKERS))
        case 1:
            blocks[index] = block + choices.one(("", " ", "\n")) + choices.one(MARKERS)
        case 2:
            blocks.insert(choices.number(0, len(blocks)), block)
        case 3:
            blocks.insert(choices.number(0, len(blocks)), _nearly(block, choices))
        case 4:
            overlap = choices.number(0, min(cut, 30))
            joint = choices.one(("", "\n", "\n\n", "...", "…"))
            again = [block[:cut], choices.one(MARKERS), joint + block[cut - overlap :]]
            blocks[index : index + 1] = again if choices.chance(70) else [again[0], again[2]]
        case 5:
            end = choices.number(index, len(blocks))
            again = blocks[index : end + 1]
            blocks[end:end] = [choices.one(MARKERS), *again] if choices.chance(60) else again
        case 6:
            blocks[index:index] = [block[:cut]]
        case 7:
            blocks.insert(index, choices.one(SUPPRESSIONS))
        case _:
            blocks[index] = block[:cut] + choices.one(LEFTOVERS) + block[cut:]
    del blocks[60:]


def _nearly(block: str, choices: Choices) -> str:
    """The block with a small difference: a sign, a letter, a word."""
    place = choices.number(0, len(block))
    match choices.number(0, 3):
        case 0:
            return block[:place] + choices.one(INLINE) + block[place:]
        case 1:
            return (
                block[:place]
                + choices.one(("+", "-", "−", ".", "5", "not ", "不", "(", "<b>", "#", "%", "️"))
                + block[place:]
            )
        case 2:
            return block[:place] + block[place + choices.number(1, 6) :]
        case _:
            return block.replace(".", "!").replace("。", "！")


def _block(choices: Choices, language: str) -> str:
    match choices.number(0, 9):
        case 0 | 1 | 2 | 3 | 4:
            return _paragraph(choices, language)
        case 5:
            return "#" * choices.number(1, 4) + " " + _sentence(choices, language).rstrip(".。")
        case 6:
            items = [_sentence(choices, language) for _ in range(choices.number(1, 4))]
            sign = choices.one(("- ", "* ", "1. ", "> ", "> - ", "  - ", "- [ ] "))
            return "\n".join(sign + item for item in items)
        case 7:
            return choices.one(BLOCKS)
        case 8:
            return choices.one(choices.one(_examples()).split("\n\n"))
        case _:
            return choices.one(choices.one((MARKERS, LEFTOVERS, SUPPRESSIONS)))


def _paragraph(choices: Choices, language: str) -> str:
    joint = "" if language in _UNSPACED else " "
    if choices.chance(15):
        joint = choices.one(("\n", "  \n", "\\\n", "\u3000", ""))
    sentences = [_sentence(choices, language) for _ in range(choices.number(1, 4))]
    if choices.chance(12):
        sentences.append(choices.one(sentences))
    return joint.join(sentences)


def _sentence(choices: Choices, language: str) -> str:
    ready = SENTENCES.get(language, ())
    if language in PHRASES and not (ready and choices.chance(50)):
        phrases = PHRASES[language]
        parts = {name: choices.one(getattr(phrases, name)) for name in ("who", "what", "when")}
        text = phrases.order.format_map(parts) + phrases.stop
    else:
        text = choices.one(ready)
    while choices.chance(18):
        place = choices.number(0, len(text))
        text = text[:place] + choices.one(choices.one((INLINE, INLINE, LEFTOVERS, MARKERS))) + text[place:]
    return text


def _front_matter(choices: Choices, body: str) -> str:
    if choices.chance(50):
        return ""
    pairs = [(choices.one(KEYS), choices.one(VALUES)) for _ in range(choices.number(0, 6))]
    if choices.chance(40):
        pairs.append(("reading_time", choices.one(("1", "30", "8 min read", "約12分", "PT9M", '"7"'))))
    if choices.chance(25):  # fields that say what the text says, or a part of it
        line = choices.one(body.split("\n")).lstrip("# >-")
        said = line[: choices.number(0, len(line))] + choices.one(("", "...", "…"))
        quote = choices.one(("", '"', "'"))
        pairs.append((choices.one(("title", "description", "excerpt")), f"{quote}{said}{quote}"))
    if choices.chance(15):
        pairs *= 2
    match choices.number(0, 7):
        case 0:
            body = "\n".join(f"{key} = {value}" for key, value in pairs)
            return f"+++\n{body}\n+++\n\n"
        case 1:
            body = ",\n".join(f'"{key}": {value}' for key, value in pairs)
            return f"{{\n{body}\n}}\n\n"
        case _:
            body = "\n".join(f"{key}: {value}" for key, value in pairs)
            end = choices.one(("---\n\n",) * 6 + ("...\n", "---", "", "--- \n", "---END---\n\n"))
            return f"---\n{body}\n{end}"


def _with_line_endings(choices: Choices, text: str) -> str:
    kind = choices.number(0, 19)
    if kind < 14:  # noqa: PLR2004
        return text
    if kind < 18:  # noqa: PLR2004
        return text.replace("\n", "\r\n")
    return text.replace("\n", choices.one(("\r", "\x85", "\u2028", "\r\r\n")), choices.number(1, 4))
