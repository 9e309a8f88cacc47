"""What the workers of a cluster do; each task depends on nothing but its arguments, and may be done again elsewhere."""

from __future__ import annotations

import marshal
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

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
    import numpy as np
    from numpy.typing import NDArray

Check: TypeAlias = Callable[..., Outcome]

Compared: TypeAlias = Mapping[str, tuple[str, Any]]
"""Of each rule that compares documents, by its id, the name of its check and the options of that."""

Checked: TypeAlias = bytes
"""What came out of some files, each packed, with the numbers of the files in the run; packed as a whole, too: the
memory of many small things is not free again when they are put on disk, and a worker that holds much of it waits."""

Rows: TypeAlias = "NDArray[np.void]"
"""As `make_rows` makes them."""

Numbers: TypeAlias = "NDArray[np.int64]"

Flags: TypeAlias = "NDArray[np.bool_]"

Sources: TypeAlias = tuple[Rows, bytes]
"""Rows, and packed what is known of their facts."""

Piece = TypeVar("Piece")

_About: TypeAlias = tuple[str, bytes, str]
"""The rule of a fact, its digest, and what stands there."""

_HALF = 32
"""Half the bits of a key."""

_KEYED = (("key", "<i8"), ("fact", "<i8"))
"""A key, and a fact that has it."""

_SIZED = (*_KEYED, ("size", "<u4"), ("least", "<u4"))
"""Beside these the size of the fact, and the least that another has that is like it."""

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
        return marshal.dumps(
            [(number, marshal.dumps(pack_outcome(check(file)))) for number, file in zip(numbers, files, strict=True)]
        )


def unpack_checked(checked: Checked) -> Sequence[tuple[int, bytes]]:
    """What came out of each file, packed, with its number."""
    outcomes: list[tuple[int, bytes]] = marshal.loads(checked)  # noqa: S302 - our own bytes
    return outcomes


def _open_texts(
    work: Work, files: Sequence[FoundFile], texts: Sequence[bytes] | None
) -> AbstractContextManager[ReadPart | None]:
    """What the files are read by, None where the check knows it."""
    if texts is not None:
        sent = {file.shown: text for file, text in zip(files, texts, strict=True)}
        return nullcontext(lambda file: sent[file.shown])
    return work.open_texts(files) if work.open_texts else nullcontext()


def split_keys(checked: Checked, compared: Compared, parts: int) -> Sequence[Rows]:
    """The keys of the facts of some files, each with its fact, in so many parts by key.

    A few facts stand for all that are equal to them, as menus and footers are on each page of a site.
    """
    import numpy as np

    keys, counts, about = list[int](), list[int](), list[tuple[int, int, int]]()
    standing = defaultdict[tuple[str, bytes, tuple[int, ...]], list[int]](list)
    for fact, rule, own in _iter_keyed(checked):
        before = standing[rule, own[1], own[-1]]
        if own[-1] and _is_needed(fact, before):
            before.append(fact)
            salt = _salt(rule)
            keys += [key ^ salt for key in own[-1]]
            counts.append(len(own[-1]))
            about.append((fact, *_measure(own, compared[rule])))
    rows = make_rows(len(keys))
    rows["key"] = keys
    for name, column in zip(("fact", "size", "least"), zip(*about, strict=True), strict=False):
        rows[name] = np.repeat(np.array(column, "int64"), counts)
    return _split(rows, parts)


def make_rows(count: int, form: Sequence[tuple[str, str]] = _SIZED) -> Rows:
    """Room for so many rows."""
    import numpy as np

    return np.empty(count, list(form))


def _is_needed(fact: int, before: Sequence[int]) -> bool:
    """Whether others would not find without it that there are several, or that several articles have them."""
    articles = {one >> FACT_BITS for one in before}
    return len(before) < _SEVERAL or (len(articles) == 1 and fact >> FACT_BITS not in articles)


def _measure(fact: Plain, compared: tuple[str, Any]) -> tuple[int, int]:
    """The size of a fact, and the least of those that may be like it."""
    name, options = compared
    measure = checks.get_measure(checks.load(name))
    return measure(fact[2], options) if measure else (0, 0)


def _split(rows: Rows, parts: int) -> Sequence[Rows]:
    """The rows in so many parts: keys are evenly spread, and so are they by their upper bits."""
    import numpy as np

    part = (rows["key"].view("uint64") >> np.uint64(_HALF)) * np.uint64(parts) >> np.uint64(_HALF)
    ordered = rows[np.argsort(part, kind="stable")]
    return np.split(ordered, np.cumsum(np.bincount(part.astype("int64"), minlength=parts))[:-1])


def take(pieces: Sequence[Piece], part: int) -> Piece:
    """One of the parts of something, that can be sent without the others."""
    return pieces[part]


def select_shared(pieces: Sequence[Rows]) -> Rows:
    """The rows whose keys several facts have that may be alike by their sizes; all rows of a key are there.

    Where many have a key, they are not told apart by their sizes.
    """
    import numpy as np

    rows = np.concatenate(pieces)
    rows = rows[np.argsort(rows["key"])]
    rows = rows[_mark_both(rows["key"][1:] == rows["key"][:-1], len(rows))]
    rows = rows[np.lexsort((rows["size"], rows["key"]))]
    one, other = rows[:-1], rows[1:]
    may_be_alike = _mark_both((one["key"] == other["key"]) & (one["size"] >= other["least"]), len(rows))
    _, group, counts = np.unique(rows["key"], return_inverse=True, return_counts=True)
    rows = rows[may_be_alike | (counts[group] > checks.FEW)]
    shared = make_rows(len(rows), _KEYED)
    for name, _ in _KEYED:
        shared[name] = rows[name]
    return shared


def _mark_both(are_pairs: Flags, count: int) -> Flags:
    """Of so many things in a row those that make a pair with the one before or behind."""
    import numpy as np

    marked = np.zeros(count, "bool")
    marked[1:] |= are_pairs
    marked[:-1] |= are_pairs
    return marked


def split_sources(checked: Checked, shared: Rows, parts: int) -> Sequence[Sources]:
    """These rows in so many parts by key, and with each what is needed to compare their facts.

    Of facts that are equal the first has what stands there for all of them.
    """
    wanted = frozenset(shared["fact"].tolist())
    told = set[tuple[str, bytes]]()
    about: dict[int, _About] = {}
    for fact, rule, own in _iter_keyed(checked):
        if fact in wanted:
            about[fact] = rule, own[1], "" if (rule, own[1]) in told else get_excerpt(own[0])
            told.add((rule, own[1]))
    return [
        (rows, marshal.dumps({fact: about[fact] for fact in set(rows["fact"].tolist())}))
        for rows in _split(shared, parts)
    ]


def prove(pieces: Sequence[Sources], compared: Compared) -> Numbers:
    """The facts in which, by the proof of their check, something may be found; all facts of a key are there."""
    import numpy as np

    rows: list[tuple[int, int]] = []
    about: dict[int, _About] = {}
    for some, packed in pieces:
        rows += zip(some["key"].tolist(), some["fact"].tolist(), strict=True)
        about |= marshal.loads(packed)  # noqa: S302 - our own bytes
    rows.sort()
    proven = set[int]()
    for _, group in groupby(rows, key=itemgetter(0)):
        proven.update(_prove_group([(fact, *about[fact]) for _, fact in group], compared))
    return np.array(sorted(proven), "int64")


def _prove_group(group: Sequence[tuple[int, str, bytes, str]], compared: Compared) -> Iterable[int]:
    name, options = compared[group[0][1]]
    if (proof := checks.get_proof(checks.load(name))) is None:
        return [fact for fact, *_ in group]
    facts = [FiledFact(fact, str(fact >> FACT_BITS), digest, ()) for fact, _, digest, _ in group]
    told: dict[bytes, str] = {}
    for *_, digest, source in group:
        told.setdefault(digest, source)
    texts = {fact: told[digest] for fact, _, digest, _ in group}
    return proof(facts, texts.__getitem__, options)


def leave_others(checked: Checked, wanted: Iterable[int]) -> Checked:
    """The same without those facts that have keys, and neither are wanted nor equal to one that is."""
    kept = frozenset(wanted)
    equal = {(rule, own[1]) for fact, rule, own in _iter_keyed(checked) if fact in kept} if kept else frozenset()
    left = list[tuple[int, bytes]]()
    for number, data in unpack_checked(checked):
        plain = marshal.loads(data)  # noqa: S302 - our own bytes
        if is_result(plain) and (facts := get_facts(plain)):
            plain = keep_facts(plain, (one for one in facts if not one[-1] or _name(one) in equal))
            left.append((number, marshal.dumps(plain)))
        else:
            left.append((number, data))
    return marshal.dumps(left)


def _name(fact: Plain) -> tuple[str, bytes]:
    """The rule of a fact, and its digest."""
    return get_essentials(fact[0])[0], fact[1]


def _iter_keyed(checked: Checked) -> Iterator[tuple[int, str, Plain]]:
    """The number and the rule of each fact, and the fact itself, by numbers."""
    for number, data in sorted(unpack_checked(checked), key=itemgetter(0)):
        plain = marshal.loads(data)  # noqa: S302 - our own bytes
        for fact, own in enumerate(get_facts(plain) if is_result(plain) else (), number << FACT_BITS):
            yield fact, get_essentials(own[0])[0], own


def _salt(rule: str) -> int:
    """What keys of a rule are mixed with: those of another one are others."""
    return get_key(compute_digest(rule.encode()))
