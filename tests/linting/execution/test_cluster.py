"""A cluster says what one process says: where a worker dies, where a file kills each of them, where nobody answers.

It takes a scheduler and workers, so it runs with the slow tests; what the workers do is tested beside.
"""

from __future__ import annotations

import gzip
import importlib
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

from endmark.errors import InputError
from endmark.linting.archives.search import find_pages
from endmark.linting.checking.run import run
from endmark.linting.codec import Plain
from endmark.linting.execution import cluster, cluster_tasks
from endmark.linting.execution.cluster import check_on_cluster, map_on_cluster
from endmark.linting.execution.cluster_tasks import Compared
from endmark.linting.file_result import FileResult, Outcome
from endmark.linting.files.discovery import Discovery, FoundFile
from endmark.linting.files.parts import OpenParts, TextsInFiles
from endmark.linting.report import Report
from endmark.linting.tables.request import TableRequest
from endmark.linting.tables.search import find_rows
from endmark.reporters import render
from endmark.ruleset.loading import load_settings
from endmark.ruleset.nearest import NearestSettings
from endmark.ruleset.settings import Settings
from endmark.ruleset.settings_request import SettingsRequest
from web_archives import make_answer

pytestmark = [
    pytest.mark.packaging,
    # Libraries behind it warn of each other.
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.skipif(find_spec("distributed") is None, reason="the extra `cluster` is not installed"),
    pytest.mark.skipif(sys.platform == "win32", reason="no process can be killed like that there"),
]

STOCK = "The library stands in a barn that nobody had used since the last miller left the village."
LETTERS = "abcdefghijklmnoprstuvwz"
PATIENCE = 180
"""Seconds: other tests may run on the same cores."""
GRACE = 20

Check = Callable[..., Outcome]


@pytest.fixture(scope="module")
def deadly_checks() -> Iterator[ModuleType]:
    """Functions that workers import as the test does."""
    folder = str(Path(__file__).parent)
    sys.path.insert(0, folder)
    yield importlib.import_module("deadly_checks")
    sys.path.remove(folder)
    del sys.modules["deadly_checks"]


@contextmanager
def start_cluster(folder: Path, workers: int, **environ: str) -> Iterator[str]:
    """The address of a cluster of processes, started as the documents say."""
    import distributed

    about = folder / "scheduler.json"
    start = partial(
        subprocess.Popen,
        env={**os.environ, **environ},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        start_new_session=True,
    )
    dask = [sys.executable, "-m", "dask"]
    named = ["--scheduler-file", str(about), "--no-dashboard"]
    running = [start([*dask, "scheduler", *named, "--host", "127.0.0.1", "--port", "0"])]
    try:
        if workers:
            running.append(start([*dask, "worker", *named, "--nworkers", str(workers), "--nthreads", "1"]))
        with distributed.Client(scheduler_file=str(about), timeout=PATIENCE, set_as_default=False) as client:
            if workers:
                client.wait_for_workers(workers, timeout=PATIENCE)
        yield json.loads(about.read_text("utf-8"))["address"]
    finally:
        for process in reversed(running):
            process.terminate()
        for process in running:
            # One that has lost a worker may wait for it for ever.
            with suppress(subprocess.TimeoutExpired):
                process.wait(GRACE)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(PATIENCE)


@pytest.fixture(scope="module")
def address(deadly_checks: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A cluster of two workers; what has lost two of them is given up."""
    with start_cluster(
        tmp_path_factory.mktemp("cluster"),
        2,
        DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1",
        PYTHONPATH=str(Path(str(deadly_checks.__file__)).parent),
        AWS_ACCESS_KEY_ID="any",
        AWS_SECRET_ACCESS_KEY="any",  # noqa: S106 - of a store on this machine
    ) as started:
        yield started


@pytest.fixture
def files(tmp_path: Path) -> list[FoundFile]:
    """Articles of which each third has a passage that others have, too, or nearly so."""
    found = []
    for number in range(24):
        path = tmp_path / f"2026-03-{number + 1:02}-barn.md"
        chance = random.Random(number)  # noqa: S311 - nothing secret
        own = " ".join("".join(chance.choices(LETTERS, k=6)) for _ in range(20))
        stock = STOCK if number % 2 else STOCK.replace("village", "villages")
        text = f"# Number {number}\n\n{own.capitalize()}.\n"
        path.write_text(text + f"\n{stock}\n" * (number % 3 == 0), "utf-8")
        found.append(FoundFile(str(path), path.name))
    return found


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(SettingsRequest(cwd=tmp_path, use_config=False, select=("shared-passage", "empty-section")))


class Elsewhere:
    """Checks files on a cluster, with something done around each check; `came` are those that something came out of."""

    def __init__(
        self, address: str, settings: Settings, around: Callable[..., Outcome], open_texts: OpenParts | None = None
    ) -> None:
        self.address = address
        self.open_texts = open_texts
        self.compared: Compared = {rule.id: (rule.check, rule.options) for rule in settings.corpus_rules}
        self.around = around
        self.came: list[int] = []

    def __call__(
        self, files: Sequence[FoundFile], check: Check, progress: Callable[[int, int], None]
    ) -> Generator[tuple[int, Plain]]:
        around = partial(self.around, check)
        asked = check_on_cluster(
            files, around, progress, address=self.address, compared=self.compared, open_texts=self.open_texts
        )
        with closing(asked) as outcomes:
            for index, outcome in outcomes:
                self.came.append(index)
                yield index, outcome

    def prove(self, found: Report, expected: Report) -> None:
        """What was found is what is expected; nothing is lost and nothing comes twice."""
        assert sorted(self.came) == list(range(expected.file_count))
        assert render(found, "json", verbose=True) == render(expected, "json", verbose=True)
        assert found.results.counts.count() == 1


@pytest.mark.parametrize("dying", [False, True])
def test_a_cluster_says_what_one_process_says(
    files: list[FoundFile],
    settings: Settings,
    address: str,
    deadly_checks: ModuleType,
    tmp_path: Path,
    *,
    dying: bool,
) -> None:
    heard: list[tuple[int, int]] = []
    marker = tmp_path / "died"
    around = partial(deadly_checks.die_once, str(marker)) if dying else deadly_checks.do_nothing
    elsewhere = Elsewhere(address, settings, around)
    found = run(files, settings, elsewhere=elsewhere, progress=lambda *done: heard.append(done))
    assert marker.exists() == dying
    assert heard[-1] == (len(files), len(files))
    elsewhere.prove(found, run(files, settings))


@pytest.mark.parametrize("kind", ["tables", "archives"])
@pytest.mark.parametrize("dying", [False, True])
def test_what_lies_in_tables_and_archives_is_read_by_the_workers(
    kind: str,
    files: list[FoundFile],
    settings: Settings,
    address: str,
    deadly_checks: ModuleType,
    tmp_path: Path,
    *,
    dying: bool,
) -> None:
    find: Callable[..., Discovery]
    if kind == "tables":
        write_tables(files, tmp_path / "tables")
        nearest = NearestSettings(settings, SettingsRequest(cwd=tmp_path, use_config=False), load_settings)
        request = TableRequest("body", "slug")
        find = partial(find_rows, (f"file://{tmp_path}/tables",), request, cwd=tmp_path, nearest=nearest)
    else:
        write_archives(files, tmp_path)
        find = partial(find_pages, (f"file://{tmp_path}/*.warc.gz",), settings, cwd=tmp_path)
    there = find(elsewhere=partial(map_on_cluster, address=address))
    assert isinstance(there.read, TextsInFiles)
    marker = tmp_path / "died"
    around = partial(deadly_checks.die_once, str(marker)) if dying else deadly_checks.do_nothing
    elsewhere = Elsewhere(address, settings, around, there.read.open)
    found = run(there.files, settings, read=there.read, elsewhere=elsewhere)
    assert marker.exists() == dying
    here = find()
    assert here.read is not None
    elsewhere.prove(found, run(here.files, settings, read=here.read))


def write_archives(files: Sequence[FoundFile], folder: Path) -> None:
    """The articles in two archives, one of them packed as a whole."""
    records = [
        make_answer(f"https://a.example/{file.shown}", file.path.read_bytes(), media="text/markdown") for file in files
    ]
    (folder / "a.warc.gz").write_bytes(b"".join(map(gzip.compress, records[:15])))
    (folder / "b.warc.gz").write_bytes(gzip.compress(b"".join(records[15:])))


def write_tables(files: Sequence[FoundFile], folder: Path) -> None:
    """The articles in two tables of different kinds, in no order."""
    import pandas as pd

    folder.mkdir()
    rows = [(file.shown, file.path.read_text("utf-8")) for file in reversed(files)]
    table = pd.DataFrame(rows, columns=["slug", "body"])
    table[:9].to_parquet(folder / "a.parquet", row_group_size=4)
    table[9:].to_json(folder / "b.jsonl.gz", orient="records", lines=True)


def test_what_is_blamed_for_another_file_is_checked_again(
    files: list[FoundFile],
    settings: Settings,
    address: str,
    deadly_checks: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from distributed import KilledWorker

    one_run = vars(cluster)["_Run"]
    find_wanted = vars(one_run)["_find_wanted"]
    blamed: list[str] = []

    def blame_once(own: object, compared: Compared) -> object:
        if not blamed:
            blamed.append("check_files")
            raise KilledWorker("check_files", None, 2)
        return find_wanted(own, compared)

    monkeypatch.setattr(one_run, "_find_wanted", blame_once)
    elsewhere = Elsewhere(address, settings, deadly_checks.do_nothing)
    found = run(files[:6], settings, elsewhere=elsewhere)
    assert blamed
    assert sorted(elsewhere.came) == list(range(6))
    assert list(found.results.iter_violations()) == list(run(files[:6], settings).results.iter_violations())


def test_a_file_that_ends_each_worker_is_a_problem(
    files: list[FoundFile], settings: Settings, address: str, deadly_checks: ModuleType
) -> None:
    elsewhere = Elsewhere(address, settings, deadly_checks.die_always)
    found = run(files[6:12], settings, elsewhere=elsewhere)
    assert sorted(elsewhere.came) == list(range(6))
    assert [(problem.path, problem.message) for problem in found.problems] == [
        ("2026-03-10-barn.md", "the workers that checked this file came to an end.")
    ]
    others = [file for file in files[6:12] if file.shown != "2026-03-10-barn.md"]
    assert list(found.results.iter_violations()) == list(run(others, settings).results.iter_violations())


@pytest.fixture
def bucket(files: list[FoundFile], monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The articles in a store of objects that answers as Amazon's does; its address."""
    import fsspec
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "any")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "any")
    monkeypatch.setenv("FSSPEC_S3_ENDPOINT_URL", f"http://{host}:{port}")
    fsspec.config.set_conf_env(fsspec.config.conf)
    try:
        system = fsspec.filesystem("s3")
        system.mkdir("posts")
        for file in files:
            system.pipe_file(f"posts/{file.shown}", file.path.read_bytes())
        yield "s3://posts"
    finally:
        fsspec.config.conf.pop("s3", None)
        server.stop()


def test_articles_are_read_from_a_store_of_objects(bucket: str, files: list[FoundFile], tmp_path: Path) -> None:
    write_tables(files, tmp_path / "tables")
    write_archives(files, tmp_path / "tables")
    put(tmp_path / "tables", bucket)
    endpoint = {"FSSPEC_S3_ENDPOINT_URL": os.environ["FSSPEC_S3_ENDPOINT_URL"]}
    command = [sys.executable, "-m", "endmark", "site", "--format", "json", "--no-cache"]
    of_tables = ("--column", "body", "--id", "slug", f"{bucket}/tables")
    of_archives = (f"{bucket}/tables/*.warc.gz",)
    with start_cluster(tmp_path, 2, **endpoint) as address:
        from_store, *from_parts = [
            ask(*command, "--scheduler", address, *places) for places in ((bucket,), of_tables, of_archives)
        ]
    for places, there in zip((of_tables, of_archives), from_parts, strict=True):
        here = ask(*command, *places)
        assert there == here
        assert len(json.loads(there)["violations"]) == 1
    here = ask(*command, str(tmp_path))
    reports = [json.loads(one) for one in (from_store, here.replace(f"{tmp_path}/", f"{bucket}/"))]
    for report in reports:
        del report["violations"][0]["fingerprint"]  # it holds the path
    assert reports[0] == reports[1]


def put(folder: Path, place: str) -> None:
    """Put the files of a folder below a place."""
    import fsspec

    for path in folder.iterdir():
        fsspec.filesystem("s3").pipe_file(f"{place}/{folder.name}/{path.name}", path.read_bytes())


def ask(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    return done.stdout


def test_a_cluster_that_does_not_answer_is_a_mistake(files: list[FoundFile], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    with pytest.raises(InputError, match=r"there is no scheduler at tcp://127\.0\.0\.1:9"):
        list(check_on_cluster(files, lambda _: FileResult(), lambda *_: None, address="tcp://127.0.0.1:9", compared={}))


def test_a_cluster_without_workers_is_a_mistake(
    files: list[FoundFile], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 2)
    with start_cluster(tmp_path, 0) as address, pytest.raises(InputError, match="has no workers"):
        list(check_on_cluster(files, lambda _: FileResult(), lambda *_: None, address=address, compared={}))


def test_workers_with_another_endmark_are_a_mistake(
    files: list[FoundFile], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(cluster, "__version__", "0.0.1")
    with pytest.raises(InputError, match=r"have endmark .*Install endmark 0\.0\.1 on all of them"):
        list(check_on_cluster(files, lambda _: FileResult(), lambda *_: None, address=address, compared={}))


def test_workers_without_endmark_are_a_mistake(
    files: list[FoundFile], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    import cloudpickle

    def import_nothing() -> str:
        raise ModuleNotFoundError("endmark")

    monkeypatch.setattr(cluster_tasks, "tell_version", import_nothing)
    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    with pytest.raises(InputError, match="have no endmark that can be used"):
        list(check_on_cluster(files, lambda _: FileResult(), lambda *_: None, address=address, compared={}))
