"""What there is to say about a rule, in sentences: for the terminal and for the printed pages alike."""

from __future__ import annotations

from inspect import cleandoc
from typing import TYPE_CHECKING, Any

from endmark.messages.catalogue import join_sentences, say, translate
from endmark.phrase import Phrase, counted, phrase, quote
from endmark.ruleset.rule import CUES, FINDING_ROLES, PATTERN_ROLES

if TYPE_CHECKING:
    from endmark.checks import Scope
    from endmark.ruleset.rule import Measured, Rule, RulePattern

_LANGUAGES_NAMED = 8
"""More languages than these are only counted."""


def describe_state(rule: Rule) -> str:
    """The severity of a rule, or `off`."""
    return rule.severity.label if rule.enabled else "off"


def describe_scope(scope: Scope) -> str:
    """The kinds of block that a rule judges, and in which languages, as a sentence."""
    return say(phrase("{kinds}; {languages}.", kinds=describe_kinds(scope), languages=describe_languages(scope)))


def describe_kinds(scope: Scope) -> Phrase:
    """The kinds of block a rule judges."""
    return quote(", ".join(sorted(scope.kinds))) if scope.kinds else phrase("every kind of block")


def describe_languages(scope: Scope) -> Phrase:
    """The languages a rule judges."""
    return quote(", ".join(sorted(scope.languages))) if scope.languages else phrase("all languages")


def compares_articles(rule: Rule) -> bool:
    """Whether a rule looks at all articles of a run together."""
    from endmark import checks

    return checks.is_of_corpus(checks.load(rule.check))


def list_options(rule: Rule) -> list[tuple[str, Any]]:
    """The options of a rule with their values, in the order of its check, as a config may set them.

    Patterns and cues with files of their own are none; what a config adds to such a list is
    shown as what is added.
    """
    given = [name for name in rule.options.__struct_fields__ if name != CUES]
    options = [(name, getattr(rule.options, name)) for name in given]
    if not rule.patterns:
        return options
    shown = []
    for name, value in options:
        unnamed = tuple(one for one in value if not one.name) if name in PATTERN_ROLES else ()
        if name not in PATTERN_ROLES:
            shown.append((name, value))
        elif unnamed:
            shown.append((name, {"add": unnamed}))
    return shown


def list_patterns(rule: Rule) -> dict[str, list[RulePattern]]:
    """The patterns of a rule by the language they are written in, without exceptions and what a config switches off."""
    on = {one.name for role in PATTERN_ROLES if rule.patterns for one in getattr(rule.options, role)}
    languages: dict[str, list[RulePattern]] = {}
    for about in rule.patterns:
        if about.role in FINDING_ROLES and about.id in on:
            languages.setdefault(about.language, []).append(about)
    return languages


def show_addition(rule: Rule) -> str:
    """Three lines of a config that add something of one's own to the patterns of a rule."""
    lines = sum(about.role == "lines" for about in rule.patterns)
    added = "lines: {add: ['#ENDE#']}" if 2 * lines > len(rule.patterns) else "words: {add: [words of our own]}"
    return f"rules:\n  {rule.id}:\n    options: {{{added}}}"


def explain_options(rule: Rule) -> list[str]:
    """What the options mean, in paragraphs."""
    paragraphs = cleandoc(type(rule.options).__doc__ or "").split("\n\n")
    return [translate(" ".join(paragraph.split())) for paragraph in paragraphs]


def describe_measured(figures: Measured) -> str:
    """How a rule did on real articles, in a few sentences."""
    documents = counted(figures.documents, "{count:,} published document", "{count:,} published documents")
    rate = f"{figures.per_1000_blocks:g}"
    findings = (
        phrase("{rate} finding per 1,000 blocks", rate=rate)
        if rate == "1"
        else phrase("{rate} findings per 1,000 blocks", rate=rate)
    )
    sentences = [say(_describe_corpus(documents, figures.languages, findings))]
    if figures.recall is not None:
        found = phrase("It finds {figures}", figures=translate(" ".join(figures.recall.split())))
        sentences.append(_to_sentence(say(found)))
    if figures.note is not None:
        sentences.append(_to_sentence(translate(" ".join(figures.note.split()))))
    return join_sentences(sentences)


def _describe_corpus(documents: Phrase, codes: tuple[str, ...], findings: Phrase) -> Phrase:
    if not codes:
        return phrase("Measured on {documents}: {findings}.", documents=documents, findings=findings)
    languages = counted(len(codes), "{count} language", "{count} languages")
    if len(codes) <= _LANGUAGES_NAMED:
        languages = phrase("{languages} ({names})", languages=languages, names=", ".join(codes))
    return phrase(
        "Measured on {documents} in {languages}: {findings}.",
        documents=documents,
        languages=languages,
        findings=findings,
    )


def _to_sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?", "。")) else f"{text}."
