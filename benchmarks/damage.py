"""Whole articles in six languages, and what a production line does to them.

Nothing in a whole article is said twice, and its reading time is right. The same
arguments give the same text. What is done can be undone: no other whole article would
give the same text.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from phrases import PHRASES, Phrases

MARKERS = ("---END---", "=== END ===", "[END]", "<|endoftext|>", "[END OF ARTICLE]")
GLUED = ("---END---", "===END===", "<|im_end|>")
ELLIPSES = ("...", "…")
Kind = Literal["paragraph", "verbatim", "heading", "marker"]


class Block(NamedTuple):
    """One block in Markdown; `sentences` are those of a paragraph that nothing has been done to."""

    kind: Kind
    text: str
    sentences: tuple[str, ...] = ()


class Tear(NamedTuple):
    """A sentence that a pass broke off, and the two pieces in which it stands."""

    sentence: str
    head: str
    rest: str


class Article(NamedTuple):
    """An article, whole or damaged; `tears` are the sentences that were broken off, `claims` those that contradict."""

    language: str
    minutes: str
    blocks: tuple[Block, ...]
    newline: str
    is_ended: bool
    has_bom: bool
    tears: tuple[Tear, ...] = ()
    claims: tuple[str, ...] = ()
    front: str = "---\ntitle: A town\nreading_time: {minutes}\ntags: [old, quiet]\n---\n\n"

    @property
    def text(self) -> str:
        """The Markdown, without the byte order mark."""
        head = self.front.replace("{minutes}", self.minutes)
        text = head + "\n\n".join(block.text for block in self.blocks) + "\n" * self.is_ended
        return text.replace("\n", self.newline)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of all paragraphs."""
        return tuple(sentence for block in self.blocks for sentence in block.sentences)


Damage = Callable[[Article, random.Random], Article]


def whole(language: str, seed: object) -> Article:
    """A whole article that takes about a minute to read."""
    numbers = _numbers("whole", language, seed)
    phrases = PHRASES[language]
    said = _said(phrases, numbers)
    blocks = [_heading(next(said)["when"], 1)]
    extras = _extras(said, phrases, numbers)
    for _ in range(2):
        blocks.append(_heading(next(said)["when"], 2))
        for _ in range(numbers.randint(1, 2)):
            sentences = tuple(_sentence(phrases, next(said)) for _ in range(numbers.randint(2, 3)))
            blocks.append(Block("paragraph", phrases.joint.join(sentences), sentences))
            if extras and numbers.random() < 0.7:  # noqa: PLR2004
                blocks.append(extras.pop())
    if numbers.random() < 0.5:  # noqa: PLR2004
        blocks[-1:] = [blocks[-1], *_with_footnote(_sentence(phrases, next(said)), _sentence(phrases, next(said)))]
    return Article(
        language,
        numbers.choice(("1", "1 min", '"1 min read"', "約1分" if language == "ja" else "PT1M")),
        tuple(blocks),
        numbers.choice(("\n", "\r\n")),
        numbers.random() < 0.8,  # noqa: PLR2004
        numbers.random() < 0.2,  # noqa: PLR2004
    )


def damaged(article: Article, kinds: tuple[str, ...], seed: object) -> Article:
    """The article with damage of these kinds, keys of `DAMAGE` or `CONTRADICTIONS`, one after the other."""
    numbers = _numbers("damaged", article.language, seed, *kinds)
    for kind in kinds:
        article = (DAMAGE.get(kind) or CONTRADICTIONS[kind])(article, numbers)
    return article


def _numbers(*parts: object) -> random.Random:
    return random.Random(" ".join(map(str, parts)))  # noqa: S311  (it must be repeatable)


def _said(phrases: Phrases, numbers: random.Random) -> Iterator[dict[str, str]]:
    """Thirds of sentences, each of them once before any comes again."""
    while True:
        piles = {name: numbers.sample(getattr(phrases, name), len(phrases.who)) for name in ("who", "what", "when")}
        while all(piles.values()):
            yield {name: pile.pop() for name, pile in piles.items()}


def _sentence(phrases: Phrases, parts: Mapping[str, str]) -> str:
    text = phrases.order.format_map(parts) + phrases.stop
    return text[0].upper() + text[1:]


def _heading(text: str, level: int) -> Block:
    text = text.rstrip("、")
    return Block("heading", f"{'#' * level} {text[0].upper()}{text[1:]}")


def _extras(said: Iterator[dict[str, str]], phrases: Phrases, numbers: random.Random) -> list[Block]:
    """What stands between paragraphs, in any order."""
    number = numbers.randint(1000, 9999)
    parts = next(said)
    linked = parts | {"who": f"[{parts['who']}](https://example.org/{number})"}
    items = "\n".join(f"- {part}" for part in next(said).values())
    blocks = [
        Block("verbatim", items),
        Block("verbatim", f"| year | barges |\n|---|--:|\n| {number} | {number % 89} |"),
        Block("verbatim", f"```python\nbarges = {number}\n\nprint(barges)\n```"),
        Block("verbatim", f'<figure>\n<img src="/{number}.png" alt="">\n</figure>'),
        Block("verbatim", _sentence(phrases, linked)),
    ]
    return numbers.sample(blocks, numbers.randint(1, len(blocks)))


def _with_footnote(sentence: str, note: str) -> Iterator[Block]:
    yield Block("verbatim", f"{sentence}[^1]")
    yield Block("verbatim", f"[^1]: {note}")


def _marker(numbers: random.Random) -> Block:
    return Block("marker", numbers.choice(MARKERS))


def _marker_at_the_end(article: Article, numbers: random.Random) -> Article:
    return article._replace(blocks=(*article.blocks, _marker(numbers)))


def _marker_between(article: Article, numbers: random.Random) -> Article:
    places = [place for place in range(1, len(article.blocks)) if ends_whole(article.blocks[place - 1])]
    if not places:
        return article
    place = numbers.choice(places)
    return article._replace(blocks=(*article.blocks[:place], _marker(numbers), *article.blocks[place:]))


def ends_whole(block: Block) -> bool:
    """Whether nobody would take what stands before a marker for cut: it ends with a stop, or nothing in it does."""
    if block.kind == "verbatim" and _ITEM.match(block.text):
        items = [item.rstrip(_CLOSERS).endswith((*_STOPS, ":", "：")) for item in block.text.splitlines()]
        return all(items) or not any(items)
    return block.kind != "paragraph" or block.text.rstrip(_CLOSERS).endswith(_STOPS)


_STOPS = (".", "!", "?", "。", "！", "？")
_CLOSERS = ")）」』”\"'*_`]"
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")


def _glued_marker(article: Article, numbers: random.Random) -> Article:
    index = _any_paragraph(article, numbers)
    if index is None:
        return article
    block = article.blocks[index]
    glued = Block("paragraph", block.text + numbers.choice((" ", "")) + numbers.choice(GLUED), block.sentences)
    return article._replace(blocks=(*article.blocks[:index], glued, *article.blocks[index + 1 :]))


def _list_untouched(article: Article) -> list[int]:
    """The indices of the paragraphs that nothing has been done to."""
    joint = PHRASES[article.language].joint
    return [
        index
        for index, block in enumerate(article.blocks)
        if block.sentences and block.text == joint.join(block.sentences) and block.text.endswith(_STOPS)
    ]


def _any_paragraph(article: Article, numbers: random.Random) -> int | None:
    """The index of a paragraph that nothing has been done to, if any is left."""
    untouched = _list_untouched(article)
    return numbers.choice(untouched) if untouched else None


def _torn(
    resume: Callable[[str, str, str, random.Random], str], *, within_words: bool = False, before_small: bool = False
) -> Damage:
    """A pass that stops in mid-sentence, and one that goes on as `resume` says of the two halves and the sentence.

    A cut `within_words` needs something that is said again: of two halves of a word alone nobody could say
    that they are no words. Only a small letter shows that what follows goes on: cuts `before_small` ones.
    """

    def tear(article: Article, numbers: random.Random) -> Article:
        joint = PHRASES[article.language].joint
        margin = 2 if joint else 5
        places = [
            (index, number, words, cuts)
            for index in _list_untouched(article)
            for number, sentence in enumerate(article.blocks[index].sentences)
            if (words := sentence.split(" ") if joint else list(sentence))
            and (cuts := _list_cuts(words, margin, joint, before_small=before_small))
        ]
        if not places:
            return article
        index, number, words, cuts = numbers.choice(places)
        sentences = article.blocks[index].sentences
        sentence = sentences[number]
        cut = numbers.choice(cuts)
        head, rest = joint.join(words[:cut]), joint.join(words[cut:])
        if joint and within_words and (half := len(words[cut]) // 2) and numbers.random() < 0.3:  # noqa: PLR2004
            head, rest = f"{head} {words[cut][:half]}", rest[half:]
        resumed = resume(head, rest, sentence, numbers)
        before, after = sentences[:number], sentences[number + 1 :]
        whole_after = (sentence, *after) if resumed == sentence else after
        torn = (
            Block("paragraph", joint.join((*before, head)), before),
            _marker(numbers),
            Block("paragraph", joint.join((resumed, *after)), whole_after),
        )
        blocks = (*article.blocks[:index], *torn, *article.blocks[index + 1 :])
        return article._replace(blocks=blocks, tears=(*article.tears, Tear(sentence, head, resumed)))

    return tear


def _list_cuts(words: Sequence[str], margin: int, joint: str, *, before_small: bool) -> list[int]:
    """The numbers of the words before which a sentence may be cut; where there are no blanks, between no two either."""
    return [
        cut
        for cut in range(margin, len(words) - margin + 1)
        if (words[cut - 1] and words[cut] if joint else " " not in words[cut - 1] + words[cut])
        and (not before_small or words[cut][:1].islower())
    ]


def _tail_again(head: str, _rest: str, sentence: str, numbers: random.Random) -> str:
    words = head.split(" ") if " " in head else list(head)
    joint = " " if " " in head else ""
    size = numbers.randint(min(len(words), 2 if joint else 4), len(words))
    return sentence[len(head) - len(joint.join(words[-size:])) :]


def _at_once(_head: str, rest: str, _sentence: str, _numbers: random.Random) -> str:
    return rest


def _after_ellipsis(_head: str, rest: str, _sentence: str, numbers: random.Random) -> str:
    return numbers.choice(ELLIPSES) + rest


def _in_full(_head: str, _rest: str, sentence: str, _numbers: random.Random) -> str:
    return sentence


def _last_blocks_again(article: Article, numbers: random.Random) -> Article:
    """A pass that first repeats some blocks from a paragraph on to the end of the one before."""
    starts = [index for index, block in enumerate(article.blocks) if block.sentences]
    if not starts:  # a table or code is all there is
        return article
    start = numbers.choice(starts)
    end = min(len(article.blocks), start + numbers.randint(1, 4))
    if not ends_whole(article.blocks[end - 1]):
        return article
    first, second = article.blocks[:end], article.blocks[start:]
    return article._replace(blocks=(*first, _marker(numbers), *second))


def _new_start(article: Article, numbers: random.Random) -> Article:
    return article._replace(blocks=(*article.blocks, _marker(numbers), *article.blocks))


def _run_together(article: Article, numbers: random.Random) -> Article:
    """A pass that says all paragraphs again in one line, behind the title."""
    joint = PHRASES[article.language].joint
    title = article.blocks[0].text.lstrip("# ")
    said = [block.text for block in article.blocks if block.kind == "paragraph"]
    return article._replace(
        blocks=(*article.blocks, _marker(numbers), Block("paragraph", " ".join((title, joint.join(said)))))
    )


def _under_other_titles(article: Article, numbers: random.Random) -> Article:
    """A pass that says all paragraphs again, its sections named in other words."""
    phrases = PHRASES[article.language]
    said = _said(phrases, numbers)
    again = [
        _heading(phrases.order.format_map(next(said)), _count_signs(block)) if block.kind == "heading" else block
        for block in article.blocks
    ]
    return article._replace(blocks=(*article.blocks, _marker(numbers), *again[1:]))


def _count_signs(heading: Block) -> int:
    return len(heading.text) - len(heading.text.lstrip("#"))


def _wrong_time(article: Article, numbers: random.Random) -> Article:
    return article._replace(minutes=article.minutes.replace("1", str(numbers.randint(8, 40))))


def _with_titles_run_together(article: Article, numbers: random.Random) -> Article:
    """A pass that says everything again in one line, the titles of the sections, too."""
    again = [block.text for block in article.blocks if block.kind in ("heading", "paragraph")]
    again[0] = again[0].lstrip("# ")
    return article._replace(blocks=(*article.blocks, _marker(numbers), Block("paragraph", " ".join(again))))


def _under_bold_titles(article: Article, numbers: random.Random) -> Article:
    """A pass that says the same paragraphs again, each below a title in bold on its first line."""
    phrases = PHRASES[article.language]
    said = _said(phrases, numbers)
    again = [
        Block("paragraph", f"**{phrases.order.format_map(next(said))}**\n{block.text}", block.sentences)
        for block in article.blocks
        if block.kind == "paragraph"
    ]
    return article._replace(blocks=(*article.blocks, _marker(numbers), *again))


def _cut_head_again(article: Article, numbers: random.Random) -> Article:
    """A pass that begins in the middle of what was said, and goes on to its end.

    It begins with words enough: one or two might as well be a passage of their own, before which only a marker
    stands. Half a number says another one.
    """
    joint = PHRASES[article.language].joint
    margin = 2 if joint else 5
    places = [
        (index, words, cuts)
        for index in _list_untouched(article)
        if (
            words := article.blocks[index].sentences[0].split(" ")
            if joint
            else list(article.blocks[index].sentences[0])
        )
        and (
            cuts := [
                cut
                for cut in range(1, len(words) // 2 + 1)
                if len(words) - cut > margin and not (words[cut - 1][-1:] + words[cut][:1]).isdecimal()
            ]
        )
    ]
    if not places:
        return article
    index, words, cuts = numbers.choice(places)
    others = article.blocks[index].sentences[1:]
    rest = Block("paragraph", joint.join((joint.join(words[numbers.choice(cuts) :]), *others)))
    return article._replace(blocks=(*article.blocks, _marker(numbers), rest, *article.blocks[index + 1 :]))


def _in_other_words(article: Article, numbers: random.Random) -> Article:
    """A pass that says all paragraphs again, each sentence with a few words that add nothing."""
    phrases, filler = PHRASES[article.language], FILLERS[article.language]
    again = [
        Block("paragraph", phrases.joint.join(filler + sentence for sentence in block.sentences))
        for block in article.blocks
        if block.sentences
    ]
    return article._replace(blocks=(*article.blocks, _marker(numbers), *again))


FILLERS = {
    "en": "As we said, ",
    "de": "Wie gesagt: ",
    "ar": "كما قلنا، ",
    "ja": "個人的には、",
    "zh": "我觉得，",
    "ko": "제가 보기에 ",
}
"""Words before a sentence that say nothing of what it is about."""


def _told_otherwise(tell: Callable[[random.Random], Sequence[str]]) -> Damage:
    """A paragraph that ends with something particular, and a pass that says it again with something else."""

    def contradict(article: Article, numbers: random.Random) -> Article:
        index = _any_paragraph(article, numbers)
        if index is None:
            return article
        sentences = article.blocks[index].sentences
        last = sentences[-1]
        claims = tuple(f"{last[:-1]} ({told}){last[-1]}" for told in tell(numbers))
        return _say_both(article, index, len(sentences) - 1, claims, numbers)

    return contradict


def _denied(article: Article, numbers: random.Random) -> Article:
    """A pass that says a paragraph again, and the contrary in one of its sentences."""
    pairs = [
        (index, number, sentence, sentence.replace(yes, no, 1))
        for index in _list_untouched(article)
        for number, sentence in enumerate(article.blocks[index].sentences)
        for yes, no in DENIALS.get(article.language, ())
        if sentence.count(yes) == 1 and no not in sentence
    ]
    if not pairs:
        return article
    index, number, *claims = numbers.choice(pairs)
    return _say_both(article, index, number, tuple(claims), numbers)


def _say_both(article: Article, index: int, number: int, claims: tuple[str, ...], numbers: random.Random) -> Article:
    """Let a paragraph say the first claim in the place of a sentence, and a later pass the second."""
    joint, sentences = PHRASES[article.language].joint, article.blocks[index].sentences
    told = [(*sentences[:number], claim, *sentences[number + 1 :]) for claim in claims]
    one, other = (Block("paragraph", joint.join(sentences), sentences) for sentences in told)
    blocks = (*article.blocks[:index], one, *article.blocks[index + 1 :], _marker(numbers), other)
    return article._replace(blocks=blocks, claims=(*article.claims, *claims))


DENIALS: Mapping[str, Sequence[tuple[str, str]]] = {
    "en": ((" is ", " is not "), (" can ", " cannot "), (" will ", " will not "), (" must ", " may ")),
    "de": ((" ist ", " ist nicht "), (" kann ", " kann nicht "), (" wird ", " wird nicht "), (" muss ", " darf ")),
    "ja": (
        ("です。", "ではありません。"),
        ("できます。", "できません。"),
        ("である。", "ではない。"),
        ("した。", "しなかった。"),
    ),
    "zh": (("可以", "不可以"), ("是", "不是"), ("会", "不会"), ("必须", "可以")),
    "ko": (
        ("있습니다.", "없습니다."),
        ("입니다.", "이 아닙니다."),
        ("됩니다.", "되지 않습니다."),
        ("합니다.", "하지 않습니다."),
    ),
}
"""What makes the contrary of a sentence."""

CONTRADICTIONS: Mapping[str, Damage] = {
    "a number told otherwise": _told_otherwise(lambda numbers: [str(n) for n in numbers.sample(range(1900, 1999), 2)]),
    "a name told otherwise": _told_otherwise(lambda numbers: numbers.sample(("Toyota", "Nissan", "Renault"), 2)),
    "a unit told otherwise": _told_otherwise(lambda numbers: [f"5 {u}" for u in numbers.sample(("km", "kg", "mi"), 2)]),
    "the contrary": _denied,
}
"""Name → damage that nobody can mend who does not know what is right: both statements must stay."""

DAMAGE: Mapping[str, Damage] = {
    "marker at the end": _marker_at_the_end,
    "marker between blocks": _marker_between,
    "marker glued to a sentence": _glued_marker,
    "cut, going on at once": _torn(_at_once, before_small=True),
    "cut, tail said again": _torn(_tail_again, within_words=True),
    "cut, going on after an ellipsis": _torn(_after_ellipsis),
    "cut, sentence said again": _torn(_in_full, within_words=True),
    "last blocks again": _last_blocks_again,
    "whole article again": _new_start,
    "paragraphs again in one line": _run_together,
    "paragraphs again under other titles": _under_other_titles,
    "everything again in one line": _with_titles_run_together,
    "paragraphs again under bold titles": _under_bold_titles,
    "again from the middle of a sentence": _cut_head_again,
    "paragraphs again in other words": _in_other_words,
    "wrong reading time": _wrong_time,
}
"""Name → what it does to an article. Every sentence is still there, in two pieces at worst."""
