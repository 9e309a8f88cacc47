from __future__ import annotations

import pytest

from endmark.document import front_matter_reader
from endmark.document.front_matter_reader import read_front_matter
from endmark.messages.catalogue import say_reason
from endmark.violation import Reason

Shown = list[tuple[str, str, str]]


def shown(text: str) -> Shown:
    """Each field as (name, source of the key, source of the value)."""
    front_matter = read_front_matter(text)
    assert front_matter is not None
    return [(field.name, text[slice(*field.key)], text[slice(*field.value)]) for field in front_matter.fields]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ntitle: A\n---\nText", [("title", "title", "A")]),
        ("---\r\ntitle: A\r\n---\r\nText", [("title", "title", "A")]),
        ('---\ntitle: "散歩 😀"\ntime: 8\n---\n', [("title", "title", '"散歩 😀"'), ("time", "time", "8")]),
        ("---\ndate: 2025-13-45\n---\n", [("date", "date", "2025-13-45")]),
        ("---\ntext: |\n  a\n  b\nn: 1\n...\n", [("text", "text", "|\n  a\n  b"), ("n", "n", "1")]),
        ("---\nseo:\n  read: 8 min\n---\n", [("seo", "seo", "read: 8 min"), ("seo.read", "read", "8 min")]),
        ("---\nt: a\u2028n: 1\n---\n", [("t", "t", "a"), ("n", "n", "1")]),
        ("---\n---\nText", []),
        ('+++\ntitle = "A" # c\nn = 8 # m\n+++\n', [("title", "title", '"A"'), ("n", "n", "8")]),
        ("+++\n[extra]\nl = [\n 1,\n 2]\n+++\n", [("extra.l", "l", "[\n 1,\n 2]")]),
        ('+++\nl = [ # ]\n "]",\n [1]]\nn = 8\n+++\n', [("l", "l", '[ # ]\n "]",\n [1]]'), ("n", "n", "8")]),
        ('+++\ns = """a]\n\\"""b"""\nn = 8\n+++\n', [("s", "s", '"""a]\n\\"""b"""'), ("n", "n", "8")]),
        ('{\n "n": 8,\n "s": "8 min"\n}\nText', [("n", '"n"', "8"), ("s", '"s"', '"8 min"')]),
        ("\n---\ntitle: A\n---\nText", [("title", "title", "A")]),
        (" \r\n\n+++\nn = 8\n+++\n", [("n", "n", "8")]),
        ('\n{\n "n": 8\n}\nText', [("n", '"n"', "8")]),
    ],
    ids=[
        "yaml",
        "crlf",
        "wide",
        "impossible-date",
        "block-scalar",
        "nested",
        "line-separator",
        "empty",
        "toml",
        "toml-table",
        "toml-brackets",
        "toml-lines",
        "json",
        "yaml-after-an-empty-line",
        "toml-after-empty-lines",
        "json-after-an-empty-line",
    ],
)
def test_every_key_and_value_has_its_place(text: str, expected: Shown) -> None:
    assert shown(text) == expected


def test_the_fields_of_an_inline_table_stand_where_it_does() -> None:
    table = '{ title = "A", deep = { on = true } }'
    assert shown(f"+++\nseo = {table}\n+++\n") == [
        ("seo", "seo", table),
        ("seo.title", "seo", table),
        ("seo.deep", "seo", table),
        ("seo.deep.on", "seo", table),
    ]


@pytest.mark.parametrize("text", ["---\nl: [a, {b: c}, [d]]\n---\n", '+++\nl = ["a", { b = 1 }, ["d"]]\n+++\n'])
def test_every_item_of_a_list_is_counted(text: str) -> None:
    front_matter = read_front_matter(text)
    assert front_matter is not None
    assert front_matter.fields[0].items == ("a", "", "")


def test_values_are_never_converted() -> None:
    front_matter = read_front_matter("---\ndate: 2025-01-02\nn: 0x10\non: yes\nnone: ~\nl: [1]\n---\n")
    assert front_matter is not None
    assert [(field.text, field.kind) for field in front_matter.fields] == [
        ("2025-01-02", "date"),
        ("0x10", "number"),
        ("yes", "boolean"),
        ("~", "null"),
        ("", "list"),
    ]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("---\na: 1\nb: 2\na: 3\n---\n", "a: 3", "The key `a` stands twice, first 2 lines above."),
        ("---\na: b: c\n---\n", ": c", "The front matter is not valid YAML: mapping values are not allowed"),
        ("---\na: 1\n\nText", "---\na: 1", "The front matter is opened by --- and never closed."),
        ("---\na:\n\t- b\n---\n", "\t- b", "The front matter is not valid YAML: found character"),
        ('---\na: "\x07"\n---\n', '\x07"', "The front matter is not valid YAML: control characters"),
        ("+++\na = = 1\n+++\n", "= 1", "The front matter is not valid TOML: Invalid value."),
        ("{\n 1\n}\n", "", "The front matter is not valid JSON"),
    ],
    ids=["duplicate", "bad-yaml", "unclosed", "tab", "control", "bad-toml", "bad-json"],
)
def test_faults_have_a_place_and_a_reason(text: str, place: str, message: str) -> None:
    if text.startswith("{"):
        text = '{\n "a": 1,,\n}\n'
        place = ",\n}"
    front_matter = read_front_matter(text)
    assert front_matter is not None
    (fault,) = front_matter.faults
    assert text[fault.span.start :].startswith(place)
    assert say_reason(Reason(fault.code, fault.values)).startswith(message)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Text",
        "---\n\nA break first.\n\n---\n",
        "---\nOnly words here\n---\n",
        "---\n\n# Heading: with a colon\n\nText.\n\n---\n",
        "+++\n# a = 1\nText.\n+++\n",
        "---",
        "- - -\na: 1\n",
        "---- \na: 1\n----\n",
        "---\n- a\n- b\n---\n",
        " ---\na: 1\n---\n",
    ],
)
def test_a_thematic_break_is_no_front_matter(text: str) -> None:
    assert read_front_matter(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "---\na: " + "[" * 5_000 + "]" * 5_000 + "\n---\n",
        "---\na: &a [" + "x, " * 9 + "]\n" + "".join(f"k{n}: [*a, *a, *a]\n" for n in range(200)) + "---\n",
        "---\na: &a {b: *a}\n---\n",
        "{\n" + '"a":' + "[" * 5_000 + "]" * 5_000 + "\n}\n",
        "+++\na = " + "[" * 3_000 + "]" * 3_000 + "\n+++\n",
    ],
    ids=["deep-yaml", "aliases", "cycle", "deep-json", "deep-toml"],
)
def test_hostile_front_matter_is_read_or_faulted(text: str) -> None:
    front_matter = read_front_matter(text)
    assert front_matter is not None
    assert front_matter.span.start == 0


@pytest.mark.parametrize("depth", [101, 1_100, 20_000])
@pytest.mark.parametrize(
    ("form", "before", "opened", "closed", "after"),
    [
        ("YAML", "---\na: ", "[", "]", "\n---\n"),
        ("YAML", "---\na: ", "{b: ", "}", "\n---\n"),
        ("YAML", "---\na:\n  ", "- ", "", "\n---\n"),
        ("JSON", '{\n"a": ', "[", "]", "\n}\n"),
        ("JSON", '{\n"a": ', '{"b": ', "}", "\n}\n"),
        ("TOML", "+++\na = ", "[", "]", "\n+++\n"),
        ("TOML", "+++\na = ", "{b = ", "}", "\n+++\n"),
    ],
)
def test_what_nests_too_deep_is_a_fault_with_its_place(
    form: str, before: str, opened: str, closed: str, after: str, depth: int
) -> None:
    text = before + opened * depth + "1" + closed * depth + after
    front_matter = read_front_matter(text)
    assert front_matter is not None
    (fault,) = front_matter.faults
    assert (fault.code, dict(fault.values)) == ("front-matter.too-deep", {"form": form, "most": 100})
    assert text.find(opened[0]) + 98 * len(opened) <= fault.span.start <= len(before) + 1_100 * len(opened)


@pytest.mark.parametrize("depth", [101, 2_000])
@pytest.mark.parametrize(("before", "after"), [("", ""), ("v = {", "}")], ids=["line", "inline"])
def test_dotted_keys_nest_too(before: str, after: str, depth: int) -> None:
    front_matter = read_front_matter(f"+++\n{before}{'a.' * depth}b = 1{after}\n+++\n")
    assert front_matter is not None
    (fault,) = front_matter.faults
    assert (fault.code, dict(fault.values)) == ("front-matter.too-deep", {"form": "TOML", "most": 100})


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("---\na: " + "{b: " * 99 + "1" + "}" * 99 + "\n---\n", 100),
        ('{\n"a": ' + '{"b": ' * 99 + "1" + "}" * 99 + "\n}\n", 100),
        ("+++\na = " + "{b = " * 99 + "1" + "}" * 99 + "\n+++\n", 100),
    ],
    ids=["yaml", "json", "toml"],
)
def test_what_nests_as_deep_as_allowed_is_read(text: str, fields: int) -> None:
    front_matter = read_front_matter(text)
    assert front_matter is not None
    assert (len(front_matter.fields), front_matter.faults) == (fields, ())


@pytest.mark.parametrize(
    ("opening", "line", "closing"), [("---", "a: 1", "---"), ("+++", "a = 1", "+++"), ("{", '"a": 1', "}")]
)
def test_front_matter_that_nobody_writes_is_not_read(
    opening: str, line: str, closing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"{opening}\n{line}\n{closing}\n\nText.\n"
    monkeypatch.setattr(front_matter_reader, "MAX_CHARACTERS", 10)
    whole = read_front_matter(text)
    assert whole is not None
    assert len(whole.fields) == 1
    monkeypatch.setattr(front_matter_reader, "MAX_CHARACTERS", 4)
    refused = read_front_matter(text)
    assert refused is not None
    assert (refused.fields, refused.span) == ((), whole.span)
    (fault,) = refused.faults
    assert (fault.code, fault.span, dict(fault.values)["most"]) == ("front-matter.too-long", (0, len(opening)), 4)
