"""What a run did so far: kept on disk, so that it can go on later and beside others."""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

from fuzzing.articles import Case
from fuzzing.failure import Failure
from fuzzing.smaller import smaller
from fuzzing.trial import failure_of

_KEPT = 100
"""Articles of one failure that are kept as they are: two that look alike may have two reasons."""

_EACH = 8
"""Failures of one kind, by different rules, that are made smaller and written."""

_EVERY = 10.0
"""Seconds of CPU between two savings of the state."""


class Journal:
    """Tries articles, counts, and writes each kind of failure once; one driver and seed has one journal."""

    def __init__(self, folder: Path, driver: str, seed: int, seconds: float) -> None:
        self.folder, self.driver, self.seed, self.seconds = folder, driver, seed, seconds
        self._state = folder / f"state-{driver}-{seed}.json"
        self._failed = folder / f"failed-{driver}-{seed}.jsonl"
        kept: dict[str, Any] = json.loads(self._state.read_text("utf-8")) if self._state.exists() else {}
        self.executions: int = kept.get("executions", 0)
        self.rounds: int = kept.get("rounds", 0)
        self.failures: Counter[str] = Counter(kept.get("failures", {}))
        self.known: Counter[str] = Counter(kept.get("known", {}))
        self.seen: Counter[str] = Counter(kept.get("seen", {}))
        self._earlier: float = kept.get("cpu_seconds", 0.0)
        self._shrinking: float = kept.get("cpu_seconds_for_smaller_articles", 0.0)
        self._start = time.process_time()
        self._saved = 0.0
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def spent(self) -> float:
        """Seconds of CPU, those of earlier runs included."""
        return self._earlier + time.process_time() - self._start

    @property
    def is_over(self) -> bool:
        """Whether the time is used up."""
        return self.spent >= self.seconds

    def try_out(self, case: Case) -> None:
        """Try an article; a failure of a new kind is made smaller and written."""
        self.executions += 1
        failure = failure_of(case, self.seen)
        if failure is not None:
            self._note(case, failure)
        if self.spent - self._saved > _EVERY:
            self.save()

    def _note(self, case: Case, failure: Failure) -> None:
        if failure.is_known:
            self.known[failure.signature] += 1
            return
        self.failures[failure.signature] += 1
        if self.failures[failure.signature] <= _KEPT:
            with self._failed.open("a", encoding="utf-8") as file:
                file.write(_dump(case) + "\n")
        alike = sum(signature.startswith(failure.kind) for signature in self.failures)
        if self.failures[failure.signature] > 1 or alike > _EACH:
            return
        start = time.process_time()
        small, reason = smaller(case, failure)
        self._shrinking += time.process_time() - start
        if self._write(small, reason):
            print(f"FAILED {reason.signature}", flush=True)
        self.save()

    def _write(self, case: Case, failure: Failure) -> bool:
        """Write an article and what is wrong with it, unless another one shows the same."""
        slug = re.sub(r"[^a-z0-9]+", "-", failure.signature.lower())[:70].strip("-")
        mark = hashlib.sha256(failure.signature.encode()).hexdigest()[:6]
        folder = self.folder / "failures" / f"{slug}-{mark}"
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            return False
        (folder / case.name.replace("/", "_")).write_bytes(case.data)
        (folder / "case.json").write_text(_dump(case), "utf-8")
        text = f"{failure.signature}\n\n{case.name}: {case.data!r}\n\n{failure.message}\n"
        (folder / "message.txt").write_text(text, "utf-8", errors="backslashreplace")
        return True

    def save(self) -> None:
        """Keep what was done, whole or not at all."""
        self._saved = self.spent
        state = {
            "driver": self.driver,
            "seed": self.seed,
            "executions": self.executions,
            "rounds": self.rounds,
            "cpu_seconds": round(self.spent, 1),
            "cpu_seconds_for_smaller_articles": round(self._shrinking, 1),
            "failures": dict(self.failures.most_common()),
            "known": dict(self.known.most_common()),
            "seen": dict(sorted(self.seen.items())),
        }
        written = self._state.with_suffix(".new")
        written.write_text(json.dumps(state, indent=1, ensure_ascii=False), "utf-8", errors="backslashreplace")
        written.replace(self._state)

    def summary(self) -> str:
        """Seed, executions, speed, and what failed."""
        working = max(self.spent - self._shrinking, 0.001)
        first = (
            f"{self.driver}, seed {self.seed}: {self.executions:,} articles in {self.spent:,.0f} s of CPU, "
            f"{self.executions / working:.1f} a second; {self._shrinking:,.0f} s went into making failures smaller."
        )
        lines = [first]
        lines += [f"{count:>7,}  known: {signature}" for signature, count in self.known.most_common()]
        lines += [f"{count:>7,}  {signature}" for signature, count in self.failures.most_common()]
        if self.failures:
            lines.append(f"The articles are in {self.folder / 'failures'}.")
        return "\n".join(lines)


def tried_again(folder: Path) -> list[str]:
    """Try the articles of earlier failures again; for each that was made smaller what became of it, of others how many.

    An article that still fails is named by its file and line.
    """
    said = []
    for written in sorted(folder.glob("failures/*/case.json")):
        failure = failure_of(_load(written.read_text("utf-8")))
        said.append(f"{'mended' if failure is None else 'FAILED ' + failure.signature}  {written.parent.name}")
    for written in sorted(folder.glob("failed-*.jsonl")):
        failures = [failure_of(_load(line)) for line in written.read_text("utf-8").splitlines()]
        said.append(f"mended  {failures.count(None)} of {len(failures)} in {written.name}")
        said += [
            f"FAILED {failure.signature}  {written.name}:{number}"
            for number, failure in enumerate(failures, 1)
            if failure is not None
        ]
    return said


def _dump(case: Case) -> str:
    return json.dumps({"name": case.name, "data": case.data.hex()})


def _load(written: str) -> Case:
    kept = json.loads(written)
    return Case(bytes.fromhex(kept["data"]), kept["name"])
