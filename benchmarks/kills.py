"""Does `endmark site` say the same whatever happens to what it keeps?

    python benchmarks/kills.py [--rounds 50] [--articles 200] [--seed 1]

Before each round some articles are edited, and one is deleted or comes back, and a run that keeps nothing says what is
right. Then a run is killed (kill -9) at a random moment, or two runs use one store at the same time, or a file
may grow to a certain size only, as on a full disk. What the next run says, with nothing in its way, is counted: right,
right with a word on the damage, or wrong. So is what the runs say that were disturbed, where they came to an end.
Where endmark itself changes meanwhile, nothing can be said, and the benchmark ends.
"""

from __future__ import annotations

import argparse
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import endmark
from endmark.storage.identity import compute_module_stamps
from whole_site import write_site

EDITED = 10
"""Articles that are edited before each round."""

MOST_BYTES = 600_000
"""A full disk takes a random number of bytes below that, which is about what the whole store has."""

COMPLETE = frozenset({0, 1})
INCOMPLETE = 2
"""The exit code of a run that says of itself that it is not complete."""

PACKAGE = str(Path(endmark.__file__).parent)


class Said(NamedTuple):
    """The exit code of a run, its report, and what it said beside that."""

    code: int
    report: bytes
    aside: bytes


class Site:
    """Generated articles, edited a little before each round, and the folder where what is known of them is kept."""

    def __init__(self, folder: Path, number: int, seed: int) -> None:
        self.folder = folder / "site"
        self.folder.mkdir()
        self.kept = folder / "kept"
        write_site(self.folder, number)
        self._paths = sorted(self.folder.rglob("*.md"))
        self._chance = random.Random(seed)  # noqa: S311 - nothing secret
        self._deleted: tuple[Path, str] | None = None

    def edit(self) -> None:
        """Give some articles a paragraph of others, and delete one, or bring it back."""
        there = [path for path in self._paths if path.is_file()]
        for path in self._chance.sample(there, EDITED):
            other = self._chance.choice(there).read_text("utf-8").split("\n\n")
            own = path.read_text("utf-8").split("\n\n")
            own[self._chance.randrange(1, len(own))] = other[self._chance.randrange(1, len(other))].strip()
            path.write_text("\n\n".join(own) + "\n", "utf-8")
        if self._deleted is None:
            gone = self._chance.choice(there)
            self._deleted = gone, gone.read_text("utf-8")
            gone.unlink()
        else:
            path, text = self._deleted
            path.write_text(text, "utf-8")
            self._deleted = None

    def start(self, *options: str, limit: int | None = None) -> subprocess.Popen[bytes]:
        """Start a run that keeps what it knows, or, with `--no-cache`, does not; no file may outgrow the limit."""
        return subprocess.Popen(
            [sys.executable, "-m", "endmark", "site", "--jobs", "1", "--format", "json", "--all", *options],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=None if limit is None else partial(_limit_files, limit),  # noqa: PLW1509 - this has one thread
        )

    def run(self, *, limit: int | None = None) -> Said:
        """Run to the end."""
        return _wait(self.start("--cache-dir", str(self.kept), limit=limit))

    def tell_truth(self) -> Said:
        """What a run says that knows nothing and keeps nothing; it must come to its end, or nothing is proven."""
        truth = _wait(self.start("--no-cache"))
        if truth.code not in COMPLETE or not truth.report:
            sys.exit(f"a run that nothing disturbs fails: {truth.aside.decode('utf-8', 'replace')}")
        return truth


def _limit_files(limit: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


def _wait(process: subprocess.Popen[bytes]) -> Said:
    report, aside = process.communicate()
    return Said(process.returncode, report, aside)


def judge(said: Said, truth: Said) -> str:
    """A word for what a run says."""
    if (said.code, said.report) == (truth.code, truth.report):
        return "right, with a word" if b"known of the site" in said.aside else "right"
    return "said to be incomplete" if said.code == INCOMPLETE else "WRONG"


def kill(site: Site, chance: random.Random, truth: Said, counts: Counter[str], longest: float) -> int:
    """Kill a run at a moment of those that it may take; 1 where it was still at work."""
    process = site.start("--cache-dir", str(site.kept))
    time.sleep(chance.uniform(0, longest))
    process.send_signal(signal.SIGKILL)
    said = _wait(process)
    if said.code == -signal.SIGKILL:
        counts["killed"] += 1
        return 1
    counts[f"done before: {judge(said, truth)}"] += 1
    return 0


def run_two(site: Site, chance: random.Random, truth: Said, counts: Counter[str], longest: float) -> int:
    """Run twice at the same time."""
    first = site.start("--cache-dir", str(site.kept))
    time.sleep(chance.uniform(0, longest / 4))
    second = site.start("--cache-dir", str(site.kept))
    counts.update(judge(_wait(process), truth) for process in (first, second))
    return 1


def fill_disk(site: Site, chance: random.Random, truth: Said, counts: Counter[str], longest: float) -> int:  # noqa: ARG001 - as the others
    """Let no file outgrow a limit."""
    counts[judge(site.run(limit=chance.randrange(MOST_BYTES)), truth)] += 1
    return 1


DISTURBANCES: dict[str, Callable[[Site, random.Random, Said, Counter[str], float], int]] = {
    "kill -9": kill,
    "two at once": run_two,
    "full disk": fill_disk,
}


def main() -> None:
    """Read the command line and do what it says; exit with 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)  # noqa: S311 - nothing secret
    wrong, program = False, compute_module_stamps(PACKAGE)
    print("| disturbed by | rounds | the disturbed runs | the next runs |")
    print("|--|--:|--|--|")
    for name, disturb in DISTURBANCES.items():
        disturbed, after = Counter[str](), Counter[str]()
        with tempfile.TemporaryDirectory() as place:
            site, rounds = Site(Path(place), asked.articles, asked.seed), 0
            while rounds < asked.rounds:
                site.edit()
                began = time.perf_counter()
                truth = site.tell_truth()
                # Now and then a run begins with nothing, so that the store is disturbed while it is built, too.
                if rounds % 3 == 0:
                    for path in site.kept.glob("*"):
                        path.unlink()
                rounds += disturb(site, chance, truth, disturbed, time.perf_counter() - began)
                after[judge(site.run(), truth)] += 1
                if compute_module_stamps(PACKAGE) != program:
                    sys.exit("endmark has changed meanwhile: begin again")
        wrong |= any("WRONG" in word for word in disturbed) or not after.keys() <= {"right", "right, with a word"}
        told = (", ".join(f"{count} {word}" for word, count in sorted(counts.items())) for counts in (disturbed, after))
        print(f"| {name} | {rounds} | {' | '.join(told)} |", flush=True)
    sys.exit(wrong)


if __name__ == "__main__":
    main()
