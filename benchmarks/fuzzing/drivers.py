"""Two ways to choose articles: hypothesis, and atheris, which follows the code that an article reaches."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fuzzing.journal import Journal

_ROUND = 200
"""Articles that hypothesis makes of one seed."""

_SEEDS = 200
_LONGEST = 3000
"""Bytes that the choices of one article may take in a corpus."""

_RAW = 8
"""One article of so many is the fuzzer's bytes as they are."""


def by_hypothesis(journal: Journal) -> None:
    """Try articles until the time is used up; a run that goes on makes others than before."""
    import hypothesis
    from hypothesis import HealthCheck, Phase, strategies
    from hypothesis.database import InMemoryExampleDatabase

    from fuzzing.articles import Case, case
    from fuzzing.choices import Choices

    class Asked:
        def __init__(self, draw: Callable[[strategies.SearchStrategy[int]], int]) -> None:
            self._draw = draw

        def between(self, low: int, high: int) -> int:
            return self._draw(strategies.integers(low, high))

    @strategies.composite
    def cases(draw: Callable[[strategies.SearchStrategy[int]], int]) -> Case:
        return case(Choices(Asked(draw)))

    while not journal.is_over:

        @hypothesis.seed(journal.seed * 1_000_003 + journal.rounds)
        @hypothesis.settings(
            max_examples=_ROUND,
            phases=[Phase.generate],
            database=InMemoryExampleDatabase(),
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @hypothesis.given(cases())
        def try_out(one: Case) -> None:
            if not journal.is_over:
                journal.try_out(one)

        try_out()
        journal.rounds += 1
    journal.save()


def by_atheris(folder: Path, seed: int, seconds: float) -> None:
    """Try articles until the time is used up, then end the process: libFuzzer never comes back."""
    import atheris

    with atheris.instrument_imports(include=["endmark"]):
        _import_everything("endmark")
    from fuzzing.articles import Case, case
    from fuzzing.choices import Choices, Provided
    from fuzzing.journal import Journal

    journal = Journal(folder, "atheris", seed, seconds)
    corpus = folder / f"corpus-{seed}"
    _plant(corpus, seed)

    def try_out(data: bytes) -> None:
        provider: Any = atheris.FuzzedDataProvider(data)
        if provider.ConsumeIntInRange(1, _RAW) == _RAW:
            journal.try_out(Case(provider.ConsumeBytes(len(data))))
        else:
            journal.try_out(case(Choices(Provided(provider))))
        if journal.is_over:
            journal.save()
            print(journal.summary(), flush=True)
            sys.stderr.flush()
            os._exit(1 if journal.failures else 0)

    # Failures are ours to write; what takes long does so while it is made smaller.
    limits = [
        f"-max_len={_LONGEST}",
        "-len_control=0",
        "-rss_limit_mb=0",
        "-timeout=100000",
        "-report_slow_units=100000",
    ]
    options = [f"-seed={seed}", "-verbosity=0", f"-artifact_prefix={folder}/", *limits]
    atheris.Setup([sys.argv[0], *options, str(corpus)], try_out)
    atheris.Fuzz()


def _import_everything(package: str) -> None:
    import importlib
    import pkgutil

    for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def _plant(corpus: Path, seed: int) -> None:
    """The first corpus: choices at random."""
    corpus.mkdir(parents=True, exist_ok=True)
    if not any(corpus.iterdir()):
        numbers = random.Random(seed)  # noqa: S311  (it must be repeatable)
        for number in range(_SEEDS):
            (corpus / f"seed-{number:03}").write_bytes(numbers.randbytes(numbers.randint(40, _LONGEST)))
