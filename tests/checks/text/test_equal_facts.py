"""Which facts of several articles are equal."""

from __future__ import annotations

from tests.checks.filed import Filed

from endmark.checks.text.equal_facts import get_key, group_equal
from endmark.violation import FiledFact


def fact(number: int, digest: bytes) -> FiledFact:
    return FiledFact(number, f"{number}.md", digest, (), (get_key(digest),))


def test_equal_digests_are_together_in_their_order() -> None:
    digests = [b"a" * 16, b"b" * 16, b"a" * 16, b"c" * 16, b"b" * 16, b"a" * 16]
    facts = [fact(number, digest) for number, digest in enumerate(digests)]
    assert [[one.number for one in group] for group in group_equal(Filed(tuple(facts)))] == [[0, 2, 5], [1, 4]]


def test_digests_that_only_begin_alike_differ() -> None:
    assert list(group_equal(Filed((fact(0, b"a" * 15 + b"b"), fact(1, b"a" * 16))))) == []


def test_without_facts_there_is_nothing() -> None:
    assert list(group_equal(Filed(()))) == []
