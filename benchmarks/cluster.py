"""How much `endmark site` takes on a cluster of two workers on this machine, and what it says when one is killed.

    python benchmarks/cluster.py scale 2000 10000
    python benchmarks/cluster.py kills 20 [--articles 2000]

`scale` writes the same sites as `whole_site.py` and has each checked there: seconds of all processors, of the workers
with their scheduler and of the run itself, and the most memory of each process. `kills` has one site checked again and
again while one of the workers is killed at a random moment, and compares what each run says with what is said without
a cluster.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import psutil

from whole_site import write_site

PATIENCE = 60
EVERY = 0.5
"""Seconds between two looks at the memory."""

WORKER = 60e6
"""Bytes from which on a process below `dask worker` is one that works."""

MEGA = 1e6
SCRATCH = "scratch"
"""Where workers put what their memory does not hold."""

SITE = (sys.executable, "-m", "endmark", "site", "--format", "json")


class Cluster(NamedTuple):
    """A scheduler with its address, and what keeps the workers running."""

    address: str
    scheduler: psutil.Process
    workers: psutil.Process

    @property
    def servers(self) -> list[psutil.Process]:
        """All its processes."""
        return [*list_family(self.scheduler), *list_family(self.workers)]


@contextmanager
def start_cluster(folder: Path, workers: int = 2, memory: str = "auto") -> Iterator[Cluster]:
    """A cluster of so many workers, each with so much memory, with what they write in a folder."""
    about = folder / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    named = ["--scheduler-file", str(about), "--no-dashboard"]
    started = [
        subprocess.Popen([*dask, *command, *named], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for command in (
            ["scheduler", "--host", "127.0.0.1", "--port", "0"],
            [
                *("worker", "--nworkers", str(workers), "--nthreads", "1"),
                *("--memory-limit", memory, "--local-directory", str(folder / SCRATCH)),
            ],
        )
    ]
    try:
        from distributed import Client

        with Client(scheduler_file=str(about), timeout=PATIENCE) as client:
            client.wait_for_workers(workers, timeout=PATIENCE)
        yield Cluster(json.loads(about.read_text("utf-8"))["address"], *(psutil.Process(one.pid) for one in started))
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(PATIENCE)


def list_family(process: psutil.Process) -> list[psutil.Process]:
    """A process and all that it has started; none where it has ended."""
    with suppress(psutil.Error):
        return [process, *process.children(recursive=True)]
    return []


def measure_cpu(processes: list[psutil.Process]) -> float:
    """Seconds of processor time so far."""
    spent = 0.0
    for process in processes:
        with suppress(psutil.Error):
            times = process.cpu_times()
            spent += times.user + times.system
    return spent


def measure_memory(processes: list[psutil.Process]) -> float:
    """The megabytes of the largest of them."""
    sizes = [0.0]
    for process in processes:
        with suppress(psutil.Error):
            sizes.append(process.memory_info().rss / MEGA)
    return max(sizes)


def measure_disk(folder: Path) -> float:
    """The megabytes of all files in a folder, some of which may go away meanwhile."""
    size = 0
    for path in folder.rglob("*"):
        with suppress(OSError):
            size += path.stat().st_size
    return size / MEGA


def measure_site(number: int, limit: str) -> str:
    """A row on a site of so many articles, on workers with so much memory."""
    with tempfile.TemporaryDirectory() as place:
        folder, site = Path(place), Path(place, "site")
        site.mkdir()
        write_site(site, number)
        with start_cluster(folder, memory=limit) as cluster, (folder / "report.json").open("w+b") as report:
            before, start, own, disk = measure_cpu(cluster.servers), time.perf_counter(), 0.0, 0.0
            run = subprocess.Popen([*SITE, "--scheduler", cluster.address], cwd=site, stdout=report)
            home = psutil.Process(run.pid)
            watched = {"home": home, "scheduler": cluster.scheduler, "workers": cluster.workers}
            peaks = dict.fromkeys(watched, 0.0)
            while run.poll() is None:
                own = measure_cpu([home]) or own
                peaks = {name: max(peaks[name], measure_memory(list_family(one))) for name, one in watched.items()}
                disk = max(disk, measure_disk(folder / SCRATCH))
                time.sleep(EVERY)
            spent, took = measure_cpu(cluster.servers) - before, time.perf_counter() - start
            report.seek(0)
            found = json.load(report)["summary"]["violations"]
    memory = " | ".join(f"{peak:.0f}" for peak in peaks.values())
    return f"| {number:,} | {spent:.1f} | {own:.1f} | {took:.0f} | {memory} | {disk:.0f} | {found:,} |"


def kill_workers(rounds: int, number: int) -> None:
    """Print for each round when a worker was killed, and whether the report is right."""
    chance = random.Random(rounds)  # noqa: S311 - nothing secret
    with tempfile.TemporaryDirectory() as place:
        folder, site = Path(place), Path(place, "site")
        site.mkdir()
        write_site(site, number)
        expected = subprocess.run([*SITE, "--no-cache"], cwd=site, capture_output=True, check=True).stdout
        with start_cluster(folder) as cluster:
            command = [*SITE, "--scheduler", cluster.address]
            start = time.perf_counter()
            subprocess.run(command, cwd=site, capture_output=True, check=True)
            took = time.perf_counter() - start
            right = killed = 0
            for _ in range(rounds):
                run = subprocess.Popen(command, cwd=site, stdout=subprocess.PIPE)
                time.sleep(chance.uniform(0.1, 0.95) * took)
                working = [one for one in list_family(cluster.workers) if measure_memory([one]) * MEGA > WORKER]
                if run.poll() is None:
                    killed += 1
                    chance.choice(working[1:]).kill()
                right += run.communicate()[0] == expected
                time.sleep(took / 4)  # until another one stands in its place
            print(f"{rounds} runs of {took:.0f} s, a worker killed in {killed}: {right} reports are right")


def main() -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    tasks = parser.add_subparsers(dest="task", required=True)
    scale = tasks.add_parser("scale")
    scale.add_argument("numbers", type=int, nargs="+", metavar="ARTICLES")
    scale.add_argument("--memory", default="auto", help="of each worker, such as 2GB")
    kills = tasks.add_parser("kills")
    kills.add_argument("rounds", type=int)
    kills.add_argument("--articles", type=int, default=2_000)
    asked = parser.parse_args()
    if asked.task == "kills":
        kill_workers(asked.rounds, asked.articles)
        return
    print(
        "| articles | CPU s, cluster | CPU s, home | s | MB, home | MB, scheduler | MB, worker | MB, disk | findings |"
    )
    print("|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for number in asked.numbers:
        print(measure_site(number, asked.memory), flush=True)


if __name__ == "__main__":
    main()
