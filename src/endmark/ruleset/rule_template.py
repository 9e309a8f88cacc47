"""Rule files to start from: one for each check that an editor makes rules with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from endmark.messages.catalogue import translate

_RULE_TEXT = """\
id: {id}
check: {check}
# How bad a finding is: error, warning or info.
severity: warning
# What is found, in one sentence, and what is bad about it.
summary: {summary}
why: {why}
# What a report says; {values}.
message: "{message}"
{scope}options:
{options}# What `endmark rules test` proves. Put your own sentences here.
examples:
  # Found is what stands between {{== and ==}}{fixed}.
  bad:
{bad}  # Nothing is found here: the nearest text that is right.
  good:
{good}"""

_SCOPE = """\
# The blocks that are looked at; without this line, all are. `languages: [en]` would leave other languages alone.
scope: {scope}
"""


class _Template(Struct, frozen=True):
    """The parts of a rule file that depend on its check.

    `values` says what the braces in the message stand for.
    """

    summary: str
    why: str
    message: str
    values: str
    scope: str
    options: str
    bad: tuple[str, ...]
    good: tuple[str, ...]


_TEMPLATES: Mapping[str, _Template] = {
    "pattern": _Template(
        summary="A note between colleagues is left in the text.",
        why="Readers are not meant to see how we work.",
        message="“{match}” is a note to a colleague.",
        values="{match} is what was found",
        scope="[paragraph, heading, list-item, quote, footnote]",
        options="""\
  # Words and phrases, found whole, in small and capital letters.
  words: [to be checked, source missing]
  # Regular expressions (RE2), for what words cannot say.
  anywhere:
    - '\\[TK[^\\]]*\\]'
  # What touches a match of one of these is left alone.
  unless:
    - nothing to be checked
  # What somebody else said stays as it is.
  in_quotations: false
""",
        bad=("The bridge opened in {==[TK year]==}.", "The date is still {==to be checked==}."),
        good=(
            "The bridge opened in 1931.",
            "There is nothing to be checked.",
            "Somebody wrote “to be checked” in the margin.",
        ),
    ),
    "substitution": _Template(
        summary="A word stands where our house says another.",
        why="One thing has one name with us.",
        message="Write “{replacement}” instead of “{match}”.",
        values="{match} is what was found, {replacement} what should stand there",
        scope="[paragraph, heading, list-item, footnote]",
        options="""\
  # What is found, and what to write instead. Where there are several, the author chooses.
  words:
    utilize: use
    web site: website
    folks: [people, readers]
  # Regular expressions (RE2); \\1 is what the first group holds.
  patterns:
    '(\\d+) ?percent': '\\1 %'
  # What somebody else said stays as it is.
  in_quotations: false
  # Whether `endmark fix` may write it without being asked for more.
  safe: false
""",
        bad=(
            "We {~~utilize~>use~~} spades. {~~Utilize~>Use~~} them well.",
            "Our {~~web site~>website~~} is old.",
            "Only {~~10 percent~>10 %~~} came, but those {==folks==} stayed.",
        ),
        good=("We use spades.", "“You utilize spades,” he said."),
    ),
    "occurrence": _Template(
        summary="A word stands too often.",
        why="Readers begin to count.",
        message="“{match}” stands {count} times in this {unit}; {most} are enough.",
        values="{match} is what was found, {count} how often, {most} and {unit} are options",
        scope="[paragraph, list-item]",
        options="""\
  # Words and phrases; each is counted by itself.
  words: [very, of course]
  # How often each may stand; `least` would say how often it must.
  most: 2
  # Where that is counted: document, section, paragraph or sentence.
  per: section
""",
        bad=("It was very hot and very dry, and of course {==very==} late.",),
        good=("It was very hot and very dry.", "# One\n\nVery hot, very dry.\n\n# Two\n\nVery late."),
    ),
    "consistency": _Template(
        summary="A word is spelt in two ways.",
        why="Both are right, but readers wonder whether two things are meant.",
        message="“{match}” is spelt “{usual}” elsewhere.",
        values="{match} is what was found, {usual} the spelling that stands most often",
        scope="[paragraph, heading, list-item, footnote]",
        options="""\
  # Spellings of which an article should use one, in lists of two or more.
  spellings:
    - [email, e-mail]
    - [grey, gray]
  # Somebody else may spell it as they like.
  in_quotations: false
""",
        bad=("A grey door, a grey wall, and a {~~gray~>grey~~} roof.",),
        good=("A gray door and a gray wall.", "A grey door, and over it the word “gray”."),
    ),
    "length": _Template(
        summary="A heading is too long.",
        why="It does not fit on one line of our page.",
        message="This {piece} has {count} {unit}; {most} are enough.",
        values="{piece} is what was measured, {count} how long it is, {most} {unit} how long it may be",
        scope="",
        options="""\
  # What is measured: heading, sentence, paragraph, list-item, or title (of the front matter).
  of: heading
  # The most words, and the most characters of text that has no spaces between words, such as Japanese.
  words: 8
  characters: 24
""",
        bad=("{==## What we planted in the spring in which it rained==}\n\nBeans.",),
        good=("## What we planted\n\nBeans.", "## 雨の春に植えたもの\n\n豆です。"),
    ),
    "fields": _Template(
        summary="A field of the front matter is missing, or holds something else than it should.",
        why="Our lists of articles are made from these fields.",
        message="{problem}",
        values="{problem} is what is wrong with which field",
        scope="",
        options="""\
  # Fields that must be there and have a value.
  required: [title, date]
  # What may stand in a field: its type (text, number, boolean, date, list or mapping), the values there may be,
  # a pattern for the whole value, or how long it may be.
  fields:
    title: {type: text, max_length: 60}
    date: {type: date}
    section: {one_of: [garden, kitchen, street]}
""",
        bad=(
            "---\ntitle: Beans\n{==date==}:\n---\n\nText.",
            "---\ntitle: Beans\ndate: {==in March==}\nsection: {==attic==}\n---\n\nText.",
        ),
        good=("---\ntitle: Beans\ndate: 2026-03-01\nsection: garden\n---\n\nText.", "A file without front matter."),
    ),
    "readability": _Template(
        summary="The article is hard to read.",
        why="Our readers read on the train.",
        message="The {formula} of this article is {score}; it should be {limit}.",
        values="{formula} and {limit} are options, {score} is what came out",
        scope="",
        options="""\
  # A formula, and which score is meant: here at least 50 of 100 points, which is plain English.
  formula: flesch-reading-ease
  least: 50
  # With few sentences a score means little; twenty are a good number.
  min_sentences: 2
""",
        bad=(
            "{==The administration of horticulture necessitates documentation.==} It is of extraordinary complexity.",
        ),
        good=("The beds are dug and the seeds are in. We go home when it rains.",),
    ),
}

_FOLDER_TEXT = """\
id: {id}
check: pattern
# How bad a finding is: error, warning or info.
severity: warning
# What is found, in one sentence, and what is bad about it.
summary: {summary}
why: {why}
# What a report says; {values}.
message: "{message}"
# The blocks that are looked at; without this line, all are.
scope: [paragraph, heading, list-item, quote, footnote]
options:
  # What somebody else said stays as it is.
  in_quotations: false
"""

_PATTERNS_TEXT = """\
# Lists with a name: in a pattern, <checked> stands for any of these.
terms:
  checked: [checked, verified, looked up]
patterns:
  # Each is a regular expression (RE2) with a name. It may be broken into lines; an apostrophe is either kind.
  - id: to-be-checked
    pattern: |
      (?i)\\bto be <checked>\\b|
      \\bisn't <checked> yet\\b
    # What this pattern must find, between {{== and ==}}.
    bad:
      - "The date is still {{==to be checked==}}.\\n"
    # The nearest text that it must leave alone.
    good:
      - "The date was checked.\\n"
# What touches a match of one of these is left alone.
exceptions:
  - id: nothing-to-be-checked
    pattern: nothing to be <checked>
    good:
      - "There is nothing to be checked.\\n"
"""


_COMMENT = re.compile(r"^((?:\{\w+\})? *# )(.+)$", re.MULTILINE)

_FIXED = ", or {{~~ and ~~}} with what the fix writes there after ~>"


def list_words() -> Iterator[str]:
    """What a translator translates: comments, and what the templates say of their rules; examples stay English."""
    texts = (_RULE_TEXT, _SCOPE, _FOLDER_TEXT, _PATTERNS_TEXT, *(one.options for one in _TEMPLATES.values()))
    yield from (found[2] for text in texts for found in _COMMENT.finditer(text))
    for template in _TEMPLATES.values():
        yield from (template.summary, template.why, template.message, template.values)
    yield _FIXED


def _translate_comments(text: str) -> str:
    return _COMMENT.sub(lambda found: f"{found[1]}{translate(found[2])}", text)


def format_folder_rule(rule_id: str) -> tuple[str, str]:
    """The two files of a rule that is a folder: its head, and its first file of patterns."""
    head, patterns = map(_translate_comments, (_FOLDER_TEXT, _PATTERNS_TEXT))
    template = _TEMPLATES["pattern"]
    words = {name: translate(getattr(template, name)) for name in ("summary", "why", "message", "values")}
    return head.format(id=_quote_word(rule_id), **words), patterns.format()


TEMPLATED_CHECKS = tuple(_TEMPLATES)
"""The checks for which there is a file to start from."""


def format_rule(rule_id: str, check: str) -> str:
    """A rule file that works as it is, with comments for who changes it, in the language that is spoken.

    KeyError where `check` has none.
    """
    template = _TEMPLATES[check]
    has_fix = any("{~~" in example for example in template.bad)
    return _translate_comments(_RULE_TEXT).format(
        id=_quote_word(rule_id),
        check=check,
        summary=translate(template.summary),
        why=translate(template.why),
        message=translate(template.message),
        values=translate(template.values),
        scope=_translate_comments(_SCOPE).format(scope=template.scope) if template.scope else "",
        options=_translate_comments(template.options),
        fixed=translate(_FIXED).format() if has_fix else "",
        bad=_format_items(template.bad),
        good=_format_items(template.good),
    )


def _format_items(examples: tuple[str, ...]) -> str:
    import json

    # A JSON string is a YAML string, whatever signs it holds.
    texts = (json.dumps(f"{example}\n", ensure_ascii=False) for example in examples)
    return "".join(f"    - {text}\n" for text in texts)


def _quote_word(rule_id: str) -> str:
    """The id as YAML: `no` and `null` are words only in quotes."""
    import yaml

    return rule_id if isinstance(yaml.safe_load(rule_id), str) else f'"{rule_id}"'
