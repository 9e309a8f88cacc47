"""What the workers of a cluster do; each task depends on nothing but its arguments, and may be done again elsewhere."""

from __future__ import annotations

import marshal
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from endmark import checks
from endmark.checks.text.equal_facts import get_key
from endmark.linting.codec import Plain, get_essentials, get_excerpt, get_facts, is_result, keep_facts, pack_outcome
from endmark.linting.file_result import Outcome
from endmark.linting.files.discovery import FoundFile
from endmark.linting.files.parts import OpenParts, ReadPart
from endmark.messages.catalogue import get_spoken
from endmark.storage.store import compute_digest
from endmark.violation import FiledFact

if TYPE_CHECKING:
    from pandas import DataFrame, Series

Check: TypeAlias = Callable[..., Outcome]

Compared: TypeAlias = Mapping[str, tuple[str, Any]]
"""Of each rule that compares documents, by its id, the name of its check and the options of that."""

Checked: TypeAlias = "tuple[tuple[int, bytes], ...]"
"""What came out of some files, packed, with the numbers of the files in the run."""

_Row: TypeAlias = tuple[int, int, str, str, str]
"""A key, the number of a fact that has it, its rule, its digest, and what stands there."""

_COLUMNS = ("key", "fact", "rule", "digest", "source")

_SEVERAL = 2

FACT_BITS = 32
"""The lower bits of the number of a fact count the facts of one file, the upper ones are the number of that file."""


class Work(Struct, frozen=True):
    """What is done to every file, and in which language it speaks; `open_texts` gives what reads parts of files."""

    check: Check
    language: str
    open_texts: OpenParts | None = None


def keep(work: Work) -> Work:
    """A value that is made again where it is lost."""
    return work


def tell_version() -> str:
    """The version of endmark on a worker."""
    from endmark.version import __version__

    return __version__


def check_files(
    work: Work, numbers: Iterable[int], files: Sequence[FoundFile], texts: Sequence[bytes] | None
) -> Checked:
    """What comes out of each file, read by the worker itself where there are no `texts`."""
    if work.language != get_spoken().language:
        from endmark.messages.catalogue import speak
        from endmark.messages.languages import load_catalogue

        speak(load_catalogue(work.language))
    with _open_texts(work, files, texts) as read:
        check = partial(work.check, read=read) if read else work.check
        return tuple(
            [(number, marshal.dumps(pack_outcome(check(file)))) for number, file in zip(numbers, files, strict=True)]
        )


def _open_texts(
    work: Work, files: Sequence[FoundFile], texts: Sequence[bytes] | None
) -> AbstractContextManager[ReadPart | None]:
    """What the files are read by, None where the check knows it."""
    if texts is not None:
        sent = {file.shown: text for file, text in zip(files, texts, strict=True)}
        return nullcontext(lambda file: sent[file.shown])
    return work.open_texts(files) if work.open_texts else nullcontext()


def frame_keys(checked: Checked) -> DataFrame:
    """The keys of the facts of some files, with the numbers of the facts.

    A few facts stand for all that are equal to them, as menus and footers are on each page of a site.
    """
    keys, facts = list[int](), list[int]()
    standing = defaultdict[tuple[str, bytes, tuple[int, ...]], list[int]](list)
    for fact, rule, own in _iter_keyed(checked):
        before = standing[rule, own[1], own[-1]]
        if _is_needed(fact, before):
            before.append(fact)
            salt = _salt(rule)
            keys += [key ^ salt for key in own[-1]]
            facts += [fact] * len(own[-1])
    return make_key_frame(keys, facts)


def _is_needed(fact: int, before: Sequence[int]) -> bool:
    """Whether others would not find without it that there are several, or that several articles have them."""
    articles = {one >> FACT_BITS for one in before}
    return len(before) < _SEVERAL or (len(articles) == 1 and fact >> FACT_BITS not in articles)


def make_key_frame(keys: Sequence[int] = (), facts: Sequence[int] = ()) -> DataFrame:
    """Keys beside the numbers of the facts that have them."""
    import pandas as pd

    return pd.DataFrame({"key": pd.array(keys, dtype="int64"), "fact": pd.array(facts, dtype="int64")})


def select_shared(keys: DataFrame) -> DataFrame:
    """Those of keys that all facts are there of that several facts have."""
    return keys[keys["key"].duplicated(keep=False)]


def frame_sources(checked: Checked, shared: DataFrame) -> DataFrame:
    """What is needed to compare facts by these keys of theirs: their rules, their digests, and what stands there.

    Of facts that are equal the first has what stands there for all of them.
    """
    keys = defaultdict[int, list[int]](list)
    for key, fact in zip(shared["key"].tolist(), shared["fact"].tolist(), strict=True):
        keys[fact].append(key)
    told = set[tuple[str, bytes]]()
    rows = []
    for fact, rule, own in _iter_keyed(checked):
        if fact in keys:
            source = "" if (rule, own[1]) in told else get_excerpt(own[0])
            told.add((rule, own[1]))
            rows += [(key, fact, rule, own[1].hex(), source) for key in keys[fact]]
    return make_source_frame(rows)


def make_source_frame(rows: Iterable[tuple[int, int, str, str, str]] = ()) -> DataFrame:
    """Keys, the numbers of their facts, and of those the rules, the digests and the sources."""
    import pandas as pd

    types = dict(zip(_COLUMNS, ("int64", "int64", "str", "str", "str"), strict=True))
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def prove(sources: DataFrame, compared: Compared) -> Series:
    """The facts in which, by the proof of their check, something may be found; all facts of a key are there."""
    import pandas as pd

    # Each of very many groups costs pandas more than all of them cost Python.
    rows: list[_Row] = sorted(zip(*(sources[name].tolist() for name in _COLUMNS), strict=True), key=itemgetter(0, 1))
    proven = set[int]()
    for _, group in groupby(rows, key=itemgetter(0)):
        proven.update(_prove_group(tuple(group), compared))
    return pd.Series(sorted(proven), dtype="int64", name="fact")


def _prove_group(group: Sequence[_Row], compared: Compared) -> Iterable[int]:
    name, options = compared[group[0][2]]
    if (proof := checks.get_proof(checks.load(name))) is None:
        return [fact for _, fact, *_ in group]
    facts = [FiledFact(fact, str(fact >> FACT_BITS), bytes.fromhex(digest), ()) for _, fact, _, digest, _ in group]
    told: dict[str, str] = {}
    for *_, digest, source in group:
        told.setdefault(digest, source)
    texts = {fact: told[digest] for _, fact, _, digest, _ in group}
    return proof(facts, texts.__getitem__, options)


def leave_others(checked: Checked, wanted: Iterable[int]) -> Checked:
    """The same without those facts that have keys, and neither are wanted nor equal to one that is."""
    kept = frozenset(wanted)
    equal = {(rule, own[1]) for fact, rule, own in _iter_keyed(checked) if fact in kept} if kept else frozenset()
    left = list[tuple[int, bytes]]()
    for number, data in checked:
        plain = marshal.loads(data)  # noqa: S302 - our own bytes
        if is_result(plain) and (facts := get_facts(plain)):
            plain = keep_facts(plain, (one for one in facts if not one[-1] or _name(one) in equal))
            left.append((number, marshal.dumps(plain)))
        else:
            left.append((number, data))
    return tuple(left)


def _name(fact: Plain) -> tuple[str, bytes]:
    """The rule of a fact, and its digest."""
    return get_essentials(fact[0])[0], fact[1]


def _iter_keyed(checked: Checked) -> Iterator[tuple[int, str, Plain]]:
    """The number and the rule of each fact, and the fact itself, by numbers."""
    for number, data in sorted(checked, key=itemgetter(0)):
        plain = marshal.loads(data)  # noqa: S302 - our own bytes
        for fact, own in enumerate(get_facts(plain) if is_result(plain) else (), number << FACT_BITS):
            yield fact, get_essentials(own[0])[0], own


def _salt(rule: str) -> int:
    """What keys of a rule are mixed with: those of another one are others."""
    return get_key(compute_digest(rule.encode()))
