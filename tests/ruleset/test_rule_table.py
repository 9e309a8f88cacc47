"""The table of rules is the rules, or it counts as missing."""

from __future__ import annotations

import marshal
import pickle
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from endmark import checks
from endmark.ruleset import builtin
from endmark.ruleset.plain_form import digest_value
from endmark.ruleset.rule import Late
from endmark.ruleset.rule_table import RuleTable, Stamp, compute_origin, pack_table, unpack_table
from endmark.storage.store import Store

ORIGIN = b"as long as these"
HEAD = "id: {0}\ncheck: pattern\nseverity: info\nsummary: S.\nwhy: W.\nmessage: M {1}.\n"
PATTERNS = "patterns:\n- {id: dusk, pattern: at dusk, bad: ['{==at dusk==}']}\n"

Write = Callable[..., Path]
Load = Callable[..., RuleTable]


@pytest.fixture(autouse=True)
def package(tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package with two rules; each `load` is as in a process of its own."""
    monkeypatch.setitem(checks.CHECKS, "pattern", "endmark.checks.patterns.pattern")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    package = tmp_path / "endmark"
    monkeypatch.setattr(builtin, "_PACKAGE", package)
    write("endmark/rules/traces/late/rule.yaml", HEAD.format("late", "late"))
    write("endmark/rules/traces/late/en.yaml", PATTERNS)
    write("endmark/rules/traces/word.yaml", HEAD.format("word", "word") + "options: {words: [moon]}\n")
    return package


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Load:
    """Loads as a new process would; `read` says whether rule files may be read."""

    def load(store: Store | None = None, *, read: bool = True, sound: Stamp | None = None) -> RuleTable:
        with monkeypatch.context() as process:
            process.setattr(builtin, "_TABLES", {})
            process.setattr(builtin, "find_origin", cache(builtin.find_origin.__wrapped__))
            if not read:
                process.setattr(builtin, "read_builtin_rules", None)
            return builtin.load_builtin_table(store, sound=sound)

    return load


def get_messages(table: RuleTable) -> Sequence[str]:
    return [rule.message for rule in table.rules]


def test_what_is_unpacked_is_what_was_packed(load: Load) -> None:
    table = load()
    unpacked = unpack_table(pack_table(table), table.origin)
    assert unpacked is not None
    assert unpacked.rules == table.rules
    assert unpacked.search.rules == table.search.rules == ("late", "word")
    assert [rule.names for rule in unpacked.rules] == [("late", "late/dusk"), ("word",)]


@pytest.mark.parametrize("protocol", [4, 5])
def test_rules_out_of_a_table_go_to_other_processes_whole(protocol: int, load: Load) -> None:
    table = load()
    mapped = load(read=False)
    assert pickle.loads(pickle.dumps(mapped.rules, protocol)) == table.rules  # noqa: S301


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: None,
        lambda _: b"",
        lambda data: data[:19],
        lambda data: data[:-1],
        lambda data: data[:-2] + bytes([data[-2] ^ 1]) + data[-1:],
        lambda data: b"another program." + data[16:],
        lambda data: data[:16] + make_sound(pickle.dumps(print)),
        lambda data: data[:16] + make_sound(pickle.dumps(0)),
        lambda data: data[:16] + make_sound(b""),
    ],
)
def test_what_is_damaged_is_no_table(damage: Callable[[bytes], bytes | None], load: Load) -> None:
    table = replace(load(), origin=ORIGIN)
    assert unpack_table(damage(pack_table(table)), ORIGIN) is None


def make_sound(index: bytes) -> bytes:
    from zlib import crc32

    lengths = marshal.dumps((len(index),))
    content = len(lengths).to_bytes(4, "little") + lengths + index
    return crc32(content).to_bytes(4, "little") + content


def test_the_origin_tells_names_contents_and_programs(package: Path, tmp_path: Path) -> None:
    folder = package / "rules"
    seen = [compute_origin(folder, "1"), compute_origin(folder, "2")]
    word = folder / "traces" / "word.yaml"
    word.write_text("other", "utf-8")
    seen.append(compute_origin(folder, "1"))
    word.rename(folder / "traces" / "sword.yaml")
    seen.append(compute_origin(folder, "1"))
    assert len(set(seen)) == len(seen)
    assert compute_origin(folder.rename(tmp_path / "elsewhere"), "1") == seen[-1]


def test_rules_are_read_once_and_then_come_from_the_table(package: Path, load: Load) -> None:
    first = load()
    assert (package / builtin.TABLE).is_file()
    assert load(read=False).rules == first.rules


def test_a_rule_that_changes_is_obeyed_at_once(write: Write, load: Load) -> None:
    assert get_messages(load()) == ["M late.", "M word."]
    write("endmark/rules/traces/late/rule.yaml", HEAD.format("late", "later"))
    for read in (True, False):
        assert get_messages(load(read=read)) == ["M later.", "M word."]


@pytest.mark.parametrize("content", [b"", b"x" * 99])
def test_a_damaged_table_is_made_anew(content: bytes, package: Path, load: Load) -> None:
    expected = load().rules
    (package / builtin.TABLE).write_bytes(content)
    for read in (True, False):
        assert load(read=read).rules == expected


def test_a_file_that_was_found_sound_is_believed_as_long_as_it_stays(
    package: Path, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = load()
    found = load(read=False)
    assert made.stamp == found.stamp is not None
    with monkeypatch.context() as patched:
        patched.setattr("zlib.crc32", None)
        assert load(read=False, sound=found.stamp).rules == made.rules
        with pytest.raises(TypeError):
            load(read=False)
    table = package / builtin.TABLE
    table.write_bytes(table.read_bytes()[:-1])
    assert load(sound=found.stamp).rules == made.rules  # read anew


def test_where_no_modules_are_compiled_the_store_has_the_table(
    package: Path, tmp_path: Path, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    store = Store(tmp_path / "cache", b"this program")
    expected = load(store).rules
    assert not (package / builtin.TABLE).exists()
    assert load(store, read=False).rules == expected
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    kept = load(store, read=False)
    assert kept.rules == expected
    assert kept.stamp is not None  # who may write beside the modules has it there from now on
    assert load(read=False).rules == expected


def test_where_nothing_can_be_written_the_rules_are_read(package: Path, load: Load) -> None:
    (package / builtin.TABLE).mkdir()
    assert get_messages(load()) == get_messages(load()) == ["M late.", "M word."]
    assert [path.name for path in package.iterdir() if path.suffix == ".tmp"] == []


def test_options_and_examples_are_read_when_somebody_asks_for_them(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    table = load()
    unpacked = unpack_table(pack_table(table), table.origin)
    assert unpacked is not None
    with monkeypatch.context() as patched:
        patched.setattr(Late, "read", None)
        late, word = unpacked.rules
        assert (late.message, word.names) == ("M late.", ("word",))
        copy = replace(word, enabled=False)
        assert unpacked.parts["word"] is word
        assert unpacked.parts["word/options"] is copy.get_kept("options")
        assert digest_value(late) != digest_value(word) != digest_value(copy)
        assert set(unpacked.parts) == set(table.parts)
        assert len(unpacked.parts) == len(list(unpacked.parts))
    assert copy.options is word.options
    assert word.options == table.rules[1].options
    assert digest_value(word) == digest_value(replace(word, options=word.options))
    assert pickle.loads(pickle.dumps(word)) == word  # noqa: S301 - its own
    assert word != copy
