"""What the table of endings is trained on; the training itself needs libraries that the tests do not have."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest

from endings import japanese, korean
from endings.collecting import TITLES, collect
from endings.cutting import Example, Sentence, iter_examples, load_sentences
from endings.reading import Paragraph, TextSource, iter_paragraphs, load_sources
from endings.reporting import write_tables
from endings.styles import iter_styles
from endings.wording import iter_wordings

ALLOWED = re.compile(r"(?:CC0|CC-BY|MIT|Apache|BSD)-?[\d.]*(?:-Clause)?(?: |$)")


@pytest.mark.parametrize("source", load_sources(Path()), ids=lambda source: source.name)
def test_only_free_texts_are_trained_on(source: TextSource) -> None:
    assert source.role == "held-out" or ALLOWED.match(source.licence)


@pytest.mark.parametrize(
    ("reader", "name", "content", "expected"),
    [
        ("markdown", "ja.md", "# 門\n\n`a` を*開き*ます。\n\n- 次。\n", ["門", "\ufffc を開きます。", "次。"]),
        (
            "html",
            "ja.html",
            "<h2>Gate</h2>x<p>Run <code>a</code>\n now.</p><pre>x</pre><ul><li>Next.</ul>",
            ["Gate", "Run \ufffc now.", "Next."],
        ),
        ("po", "ja.po", 'msgid "a"\nmsgstr ""\n"%s を\\"開\\""\n"く。\\n"\n', ['\ufffc を"開"く。']),
        ("strings", "ja.json", '{"a": {"b": "Open {gate}."}}', ["Open \ufffc."]),
        ("strings", "ja.js", 'x=["Open {0}.","It\\"s"];', ["Open \ufffc.", 'It"s']),
        (
            "restructured",
            "ja.txt",
            "Gate\n====\n\nOpen :ref:`a`\nnow.\n\n        b\n",
            ["Gate", "Open \ufffc now."],
        ),
        ("electron", "ja.json", '{"ja-JP": {"gate": {"html": "<p>Open.</p>"}}}', ["Open."]),
    ],
)
def test_a_reader_gives_what_is_seen(reader: str, name: str, content: str, expected: list[str], tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    source = TextSource("s", "s", "train", "MIT", reader, r"(ja)\..*", "", tmp_path)
    found = [paragraph for paragraph in iter_paragraphs(source) if paragraph.text]
    assert [paragraph.text for paragraph in found] == expected
    assert {paragraph.text for paragraph in found if paragraph.title} <= {"門", "Gate"}
    assert all(paragraph.title for paragraph in found if paragraph.text in {"門", "Gate"})
    assert {paragraph.language for paragraph in iter_paragraphs(source)} == {"ja"}


def test_sentences_are_collected_once_and_never_from_what_is_held_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paragraphs = {
        "held": ["The gate is opened at nine. The gate is closed?", "Gates of the garden"],
        "trained": [
            "The gate is opened at nine. The garden is open to all of you.",
            "The garden is open to all of you.",
            "The bench of the garden is new",
            "Gates and benches of the garden",
            "Das Tor ist nicht auf und die Bank ist weg.",
        ],
    }
    sources = [
        TextSource(name, name, role, "MIT", "", "", "", tmp_path)
        for name, role in (("trained", "train"), ("held", "held-out"))
    ]
    monkeypatch.setattr("endings.collecting.load_sources", lambda _folder: sources)
    monkeypatch.setattr(
        "endings.collecting.iter_paragraphs",
        lambda source: [Paragraph("d", "en", text, text.startswith("Gate")) for text in paragraphs[source.name]],
    )
    collect(tmp_path, tmp_path / "into")
    rows = [json.loads(line) for line in (tmp_path / "into" / "en.jsonl").read_text(encoding="utf-8").splitlines()]
    assert rows == [
        ["held", "held-out", "d", "", "The gate is opened at nine"],
        ["trained", "train", "d", "The gate is opened at nine. ", "The garden is open to all of you"],
    ]
    titles = [row.text for row in load_sentences(tmp_path / "into", "en", TITLES)]
    assert titles == ["Gates of the garden", "Gates and benches of the garden"]
    wordings = [wording for wording in iter_wordings(tmp_path / "into", "en", seed=1) if wording.role == "train"]
    assert [(wording.text, wording.sentence) for wording in wordings if not wording.sentence] == [(titles[1], False)]
    (text,) = [wording.text for wording in wordings if wording.sentence]
    assert text
    assert "The garden is open to all of you".startswith(text)


@pytest.mark.parametrize(
    ("language", "text", "kinds"),
    [
        ("en", "The gate is opened", {None, "between-words", "inside-word"}),
        ("en", "a, b, c, d", {None, "after-comma"}),
        ("zh", "大门打开", {None, "anywhere"}),
        ("ja", "門", {None}),
    ],
)
def test_cuts_fall_where_they_may(language: str, text: str, kinds: set[str | None]) -> None:
    sentence = Sentence("s", "train", "d", "Before. ", text)
    examples = list(iter_examples([sentence], language, cuts=40, seed=1))
    assert examples[0] == Example(f"Before. {text}", "s", None)
    assert {example.cut for example in examples} == kinds
    for example in examples[1:]:
        rest = text.removeprefix(example.text.removeprefix("Before. "))
        assert rest
        assert rest != text
        assert example.cut != "between-words" or rest.startswith(" ")
        assert example.cut != "inside-word" or rest[0].isalpha()


@pytest.mark.parametrize(
    ("polite", "plain", "bare"),
    [
        ("本を発表しました", "本を発表した", "本を発表"),
        ("本が追加されます", "本が追加される", "本が追加"),
        ("門が開きます", "門が開く", None),
        ("使用できません", "使用できない", None),
        ("書いています", "書いている", None),
        ("そう思います", "そう思う", None),
        ("いきすぎます", "いきすぎる", None),
        ("門は高いです", "門は高い", None),
        ("静かでした", "静かだった", None),
        ("見てください", None, None),
    ],
)
def test_japanese_becomes_plain(polite: str, plain: str | None, bare: str | None) -> None:
    assert japanese.make_plain(polite, random.Random(1)) == plain  # noqa: S311
    assert japanese.make_bare(polite) == bare


@pytest.mark.parametrize(
    ("polite", "plain", "bare"),
    [
        ("문을 발표했습니다", {"문을 발표했다", "문을 발표했어요"}, "문을 발표했음"),
        ("문이 좋습니다", {"문이 좋다"}, "문이 좋음"),
        ("문을 사용합니다", {"문을 사용한다", "문을 사용해요"}, "문을 사용함"),
        ("이것은 문입니다", {"이것은 문이다"}, "이것은 문임"),
        ("문이 됩니다", {"문이 된다"}, "문이 됨"),
        ("문을 보세요", {None}, None),
    ],
)
def test_korean_becomes_plain(polite: str, plain: set[str | None], bare: str | None) -> None:
    assert {korean.make_plain(polite, random.Random(seed)) for seed in range(20)} == plain  # noqa: S311
    assert korean.make_bare(polite) == bare


def test_a_style_holds_for_all_sentences_of_a_paragraph() -> None:
    sentence = Sentence("s", "train", "d", "門が開きます。", "人が入ります")
    found = {(made.context, made.text) for made in iter_styles([sentence] * 20, "ja", seed=1)}
    assert found == {("門が開きます。", "人が入ります"), ("門が開く。", "人が入る")}
    assert list(iter_styles([sentence], "en", seed=1)) == [sentence]


def test_the_page_shows_the_report(tmp_path: Path) -> None:
    figures = {
        "whole": 1200,
        "cuts": 2400,
        "recall": 0.5,
        "cuts_below": 0.25,
        "whole_below": 0.01,
        "calibration_error": 0.02,
    }
    languages = {"ja": {"sentences": 3000, "weights": 40, "turns": figures, "held_out": {"blog": figures}}}
    report, page = tmp_path / "report.json", tmp_path / "page.md"
    report.write_text(json.dumps({"languages": languages}), encoding="utf-8")
    page.write_text("before\n<!-- figures -->\nold\n<!-- end of figures -->\nafter\n", encoding="utf-8")
    write_tables(report, page)
    shown = page.read_text(encoding="utf-8")
    assert "| ja | blog | 1,200 | 0.500 | – | – | 0.250 | 0.010 | 0.020 |" in shown
    assert "| ja | 3,000 | 40 | 1,200 | 0.500 |" in shown
    assert shown.startswith("before\n<!-- figures -->\n")
    assert shown.endswith("<!-- end of figures -->\nafter\n")
    assert "old" not in shown
