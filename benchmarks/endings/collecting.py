"""Whole sentences from the sources, each once, in one file a language."""

from __future__ import annotations

import collections
import json
import re
from collections.abc import Iterator
from pathlib import Path

from endings.reading import iter_paragraphs, load_sources
from endmark.checks.cuts.endings import is_mark
from endmark.document.blocks import ATOM
from endmark.document.language import detect_language, detect_script
from endmark.document.scripts import LANGUAGES_WITHOUT_SPACES
from endmark.document.sentences import iter_sentences

LANGUAGES = (
    "ar",
    "da",
    "de",
    "el",
    "en",
    "es",
    "fa",
    "fr",
    "he",
    "hi",
    "id",
    "it",
    "ja",
    "ko",
    "nb",
    "nl",
    "pl",
    "pt",
    "ru",
    "sv",
    "tr",
    "uk",
    "vi",
    "zh",
)
"""Those with enough text. Thai has no full stop, so nothing tells where its sentences end."""

TITLES = ".titles"
"""What the name of a file of headings has behind its language."""

_STOPS = (".", "。", "।", "۔", "．")
_LAST_SIGNS = f")）」』”’\"'{ATOM}"
"""Beside letters and digits: what else stands before a full stop may not be visible text."""

_CONTEXT = 160
_LEAST, _MOST = 8, 600
"""Characters of a sentence: below, it is a label; above, something else."""


def collect(unpacked: Path, into: Path) -> None:
    """Write each sentence and each heading once; one that a held-out source has is never trained on."""
    into.mkdir(parents=True, exist_ok=True)
    seen: dict[str, set[str]] = collections.defaultdict(set)
    counts: collections.Counter[tuple[str, str]] = collections.Counter()
    files = {
        f"{language}{kind}": (into / f"{language}{kind}.jsonl").open("w", encoding="utf-8")
        for language in LANGUAGES
        for kind in ("", TITLES)
    }
    for source in sorted(load_sources(unpacked), key=lambda source: source.role == "train"):
        for document, language, text, title in iter_paragraphs(source):
            if language not in LANGUAGES or not _is_in(text, language, title=title):
                continue
            name = f"{language}{TITLES}" if title else language
            for context, sentence in [("", text)] if title else _iter_whole(text, language):
                key = re.sub(r"\W+|\d+", "", sentence).casefold()
                if key in seen[name]:
                    continue
                seen[name].add(key)
                counts[source.name, name] += 1
                row = (source.family, source.role, document, context, sentence)
                files[name].write(json.dumps(row, ensure_ascii=False) + "\n")
        print(source.name, {of: count for (name, of), count in counts.items() if name == source.name}, flush=True)
    for file in files.values():
        file.close()


def _iter_whole(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Each sentence that ends with a full stop, without it, and what stands before it in its paragraph."""
    least = _LEAST // 2 if language in LANGUAGES_WITHOUT_SPACES else _LEAST
    for start, end in iter_sentences(text):
        sentence = text[start:end]
        whole = sentence[:-1].rstrip()
        if not sentence.endswith(_STOPS) or not least <= len(sentence) <= _MOST:
            continue
        if whole and (whole[-1].isalnum() or is_mark(whole[-1]) or whole[-1] in _LAST_SIGNS):
            yield text[max(0, start - _CONTEXT) : start], whole


_CYRILLIC_UKRAINIAN = re.compile("[іїєґ]")


def _is_in(text: str, language: str, *, title: bool) -> bool:
    """Whether a text is in the language that its document claims; translations leave much in English."""
    script = detect_script(text)
    if script != _SCRIPTS.get(language, "Latn"):
        return False
    found = detect_language(text, script)
    if script == "Cyrl":
        return language == ("uk" if _CYRILLIC_UKRAINIAN.search(text) else "ru")
    if language in ("en", "zh", "ja", "ko") and not title:
        return found == language
    return found in (language, "und")


_SCRIPTS = {
    "ja": "Jpan",
    "zh": "Hani",
    "ko": "Kore",
    "ru": "Cyrl",
    "uk": "Cyrl",
    "ar": "Arab",
    "fa": "Arab",
    "he": "Hebr",
    "hi": "Deva",
    "el": "Grek",
}
