"""A stated reading time that the text does not bear out.

No single speed is right: published speeds for silent reading run from 400 to
600 characters a minute in Japanese, and from 175 to 300 words a minute for
English non-fiction (Brysbaert 2019, doi:10.1016/j.jml.2019.104047), and every
site generator has its own. So a text has a range of honest reading times, and
only a value outside it is a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import ceil, floor
from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct
from msgspec.structs import replace

from endmark.checks import CheckKind, Scope
from endmark.checks.reading_time.stated_times import StatedTime, iter_stated_times
from endmark.checks.text.regex import Pattern
from endmark.document import scripts
from endmark.document.blocks import ATOM, Block
from endmark.document.language import LanguageCode
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.errors import PartError
from endmark.phrase import phrase
from endmark.violation import Fix, Match, Reason, Value, make_reason

KIND: CheckKind = "measure"
VALUES = frozenset({"stated", "needed", "computation"})

FormulaName = Literal["none", "hugo", "zola", "reading-time", "medium", "jekyll"]
"""Whose formula a site goes by; `none` where nobody knows, or where a person reads with a watch."""

_CJK = compile_late(f"[{scripts.CJK}{scripts.SMALL_KANA}{scripts.HALFWIDTH_KANA}\uff9e\uff9f{scripts.CJK_SIGNS}]+")
_SPACED_WORD = compile_late(r"[^\W_]+(?:['’.\-][^\W_]+)*")
_ASCII_WORD = compile_late(r"[A-Za-z0-9]+(?:['.\-][A-Za-z0-9]+)*")
"""The same where all is ASCII, as in most English paragraphs, which need no search for other scripts."""

_WORD_BETWEEN_SPACES = compile_late(r"[^\s\w]*\w\S*")
_UNSPACED = compile_late(f"[{scripts.WITHOUT_SPACES}]+")
_LETTERS_PER_WORD = 5
"""Thai, Lao, Burmese and Khmer put no spaces between words; a word there has about five letters."""

_FIRST_IMAGE_SECONDS, _LAST_IMAGE_SECONDS = 12, 3
"""Medium counts 12 seconds for the first image, one second less for each further one, and never less than 3."""


class Options(Struct, frozen=True):
    """Where a reading time is stated, and how fast people read.

    `keys` are names of front matter keys, compared without regard to case,
    hyphens and underscores. `body` patterns find a time stated in the text
    itself; a group named `found` holds the value. `characters_per_minute` gives
    (slowest, fastest) for each of ja, zh and ko; `words_per_minute` the same
    for all other languages. Code is read at `code_words_per_minute` by the
    slowest readers, and skipped by the fastest. `tolerance` in minutes absorbs
    rounding. `formula` names the program that a site takes its times from, or is
    a quotient such as `ceil(characters / 500)`: then only its own value is right,
    whatever the speeds say.
    """

    keys: tuple[str, ...]
    characters_per_minute: Mapping[LanguageCode, tuple[float, float]]
    body: tuple[Pattern, ...] = ()
    words_per_minute: tuple[float, float] = (175.0, 300.0)
    code_words_per_minute: Annotated[float, Meta(ge=1)] = 175.0
    tolerance: Annotated[float, Meta(ge=0)] = 1.0
    formula: FormulaName | str = "none"

    def __post_init__(self) -> None:
        if self.formula not in get_args(FormulaName):
            _check_quotient(self.formula)
        for language, speeds in self.characters_per_minute.items():
            if language not in scripts.CJK_SCRIPTS:
                message = phrase("`characters_per_minute` knows ja, zh and ko, not {language!r}.", language=language)
                raise PartError(message, "characters_per_minute", language)
            _check_speeds(speeds, "characters_per_minute", language)
        _check_speeds(self.words_per_minute, "words_per_minute")


def _check_quotient(formula: str) -> None:
    from endmark.checks.reading_time.quotient import MEASURES, parse_quotient  # few sites have one

    if parse_quotient(formula) is None:
        message = phrase(
            "{formula!r} is no formula: expected {names}, or a quotient such as "
            "`ceil(characters / 500)`, of ceil, round or floor and of {measures}.",
            formula=formula,
            names=", ".join(get_args(FormulaName)),
            measures=", ".join(MEASURES),
        )
        raise PartError(message, "formula")


def _check_speeds(speeds: tuple[float, float], *place: str) -> None:
    if not 0 < speeds[0] <= speeds[1]:
        message = phrase("a speed is a pair (slowest, fastest) of positive numbers, not {speeds}.", speeds=list(speeds))
        raise PartError(message, *place)


class _Load(Struct, frozen=True):
    """What there is to read: characters by CJK language, words, words of code, images."""

    characters: Mapping[str, int]
    words: int
    code_words: int
    images: int


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield a match for every stated time that lies outside the range the text allows."""
    stated = list(iter_stated_times(document, options.keys, options.body))
    if not stated:
        return
    blocks = [block for block in document.blocks if block.text.content and block in scope]
    if not blocks:
        return
    if options.formula != "none":
        yield from _compare_with_formula(document, stated, options.formula)
        return
    load = _measure_load(document, blocks)
    if all(_is_plausible(load, time.minutes, options) for time in stated):  # and so they are if there is code to read
        return
    load = replace(load, code_words=_count_code_words(document))
    for time in stated:
        if _is_plausible(load, time.minutes, options):
            continue
        load = _recount_words(load, blocks)
        if _is_plausible(load, time.minutes, options):
            continue
        fast, slow = _compute_range(load, options)
        values: dict[str, Value] = {
            "stated": time.written.content.strip(),
            "needed": _describe_range(fast, slow),
            "computation": _describe_computation(load, options),
        }
        least, most = time.minutes
        far = most < fast / 2 - options.tolerance or least > 2 * slow + options.tolerance
        fix = _build_fix(time, load, options, document)
        yield Match(time.span, values, fix=fix, certain=far, no_fix_reason=None if fix else _NO_FIX_REASON)


def _compare_with_formula(document: Document, stated: Iterable[StatedTime], formula: str) -> Iterator[Match]:
    """Yield a match for every stated time that is not what the program computes."""
    from endmark.checks.reading_time.formulas import compute_minutes
    from endmark.checks.reading_time.minutes_rewriting import rewrite_minutes

    minutes = compute_minutes(document, formula)
    needed = make_reason("reading-time.minutes", least=minutes)
    for time in stated:
        least, most = time.minutes
        if least <= minutes <= most:
            continue
        values: dict[str, Value] = {
            "stated": time.written.content.strip(),
            "needed": needed,
            "computation": make_reason("reading-time.formula", formula=formula),
        }
        edit = rewrite_minutes(time.written.content, minutes, (minutes, minutes))
        placed = time.map_to_source(edit, document.source) if edit else None
        title = make_reason("reading-time.state", minutes=needed)
        fix = Fix((placed,), safe=True, title=title, waits=True) if placed else None
        yield Match(time.span, values, fix=fix, no_fix_reason=None if fix else _NO_FIX_REASON)


_NO_FIX_REASON = make_reason("reading-time.own-words")


def _build_fix(time: StatedTime, load: _Load, options: Options, document: Document) -> Fix | None:
    """The stated time made true, in its own words.

    It is the mean of what the fastest and the slowest readers need, which is the
    time at the harmonic middle of the two speeds: it lies in the range whatever
    the options are. The usual speeds agree with it: 238 words a minute
    (Brysbaert 2019) where 175 and 300 have their middle at 221, and the 500
    characters customary on the web where 400 and 600 have it at 480.
    """
    from endmark.checks.reading_time.minutes_rewriting import rewrite_minutes

    bounds = _compute_range(load, options)
    minutes = max(1, round(sum(bounds) / 2))
    words = time.written.content
    edit = rewrite_minutes(words, minutes, bounds)
    if edit is None:
        return None
    from endmark.checks.reading_time.minutes import parse_minutes

    anew = parse_minutes(words[: edit.span.start] + edit.replacement + words[edit.span.end :])
    placed = time.map_to_source(edit, document.source)
    if placed is None or anew is None or not _is_plausible(load, anew, options):
        return None
    title = make_reason("reading-time.state", minutes=_describe_range(*anew))
    return Fix((placed,), safe=True, title=title, waits=True)


def _measure_load(document: Document, blocks: Iterable[Block]) -> _Load:
    """What there is to read, but for the code."""
    ascii_contents: list[str] = []
    contents_by_language: dict[str, list[str]] = {}
    for block in blocks:
        content = block.text.content
        language = block.language if block.language in scripts.CJK_SCRIPTS else "ja"
        others = contents_by_language.setdefault(language, [])
        (ascii_contents if content.isascii() else others).append(content)
    characters: dict[str, int] = {}
    words = _count_spaced_words("\n".join(ascii_contents))
    for language, contents in contents_by_language.items():
        text = "\n".join(contents)
        rest, runs = _CJK.subn(" ", text)
        cjk = len(text) - (len(rest) - runs)
        if cjk:
            characters[language] = cjk
        words += _count_words(rest)
    return _Load(characters, words, 0, document.images)


def _count_code_words(document: Document) -> int:
    source = document.source.text
    code = (source[block.span.start : block.span.end] for block in document.blocks if block.kind == "code")
    return sum(map(_count_spaced_words, code))


def _count_words(text: str) -> int:
    unspaced_letters = sum(map(len, _UNSPACED.findall(text)))
    if unspaced_letters:
        return unspaced_letters // _LETTERS_PER_WORD + _count_spaced_words(_UNSPACED.sub(" ", text))
    return _count_spaced_words(text)


def _count_spaced_words(text: str) -> int:
    return len((_ASCII_WORD if text.isascii() else _SPACED_WORD).findall(text))


def _recount_words(load: _Load, blocks: Iterable[Block]) -> _Load:
    """The same load with the words counted as word processors do, where words are most of it.

    To them a word is what stands between white space, and holds a letter or a
    digit. Nobody is accused whose own program counts fewer.
    """
    if load.words < _WORDS_WORTH_RECOUNTING or sum(load.characters.values()) > load.words:
        return load
    text = " ".join(block.text.content for block in blocks).replace(ATOM, " ")
    if _UNSPACED.search(text):
        return load
    words = len(_WORD_BETWEEN_SPACES.findall(_CJK.sub(" ", text)))
    return _Load(load.characters, words, load.code_words, load.images)


_WORDS_WORTH_RECOUNTING = 100


def _is_plausible(load: _Load, minutes: tuple[float, float], options: Options) -> bool:
    least, most = minutes
    fast, slow = _compute_range(load, options)
    return least > 0 and fast - options.tolerance <= most and least <= slow + options.tolerance


def _compute_range(load: _Load, options: Options) -> tuple[float, float]:
    """The minutes the fastest and the slowest readers need."""
    slowest, fastest = options.words_per_minute
    fast = load.words / fastest
    slow = load.words / slowest + load.code_words / options.code_words_per_minute
    for language, count in load.characters.items():
        low, high = options.characters_per_minute.get(language, _DEFAULT_SPEED)
        fast += count / high
        slow += count / low
    seconds = sum(max(_LAST_IMAGE_SECONDS, _FIRST_IMAGE_SECONDS - number) for number in range(load.images))
    return fast, slow + seconds / 60


_DEFAULT_SPEED = (400.0, 600.0)


def _describe_range(fast: float, slow: float) -> Reason:
    low, high = max(1, floor(fast)), max(1, ceil(slow))
    if low == high:
        return make_reason("reading-time.minutes", least=low)
    return make_reason("reading-time.range", least=low, most=high)


def _describe_computation(load: _Load, options: Options) -> Reason:
    parts = []
    for language, count in load.characters.items():
        low, high = options.characters_per_minute.get(language, _DEFAULT_SPEED)
        parts.append(make_reason("reading-time.characters", count=count, language=language, slow=low, fast=high))
    if load.words:
        low, high = options.words_per_minute
        parts.append(make_reason("reading-time.words", count=load.words, slow=low, fast=high))
    if load.code_words:
        parts.append(make_reason("reading-time.code-words", count=load.code_words))
    if load.images:
        parts.append(make_reason("reading-time.images", count=load.images))
    return make_reason("reading-time.computation", parts=tuple(parts))
