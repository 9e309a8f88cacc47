"""Tables of every kind are read alike, and say what is wrong with them."""

from __future__ import annotations

import getpass
import gzip
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import psycopg
import pytest

from endmark.errors import InputError
from endmark.linting.tables.sources import Table, open_table

ROWS = [("barn", 'The gate "opens"\n\nat dawn.', 2), ("納屋", "朝に門が開く。", 1)]


def write_json_lines(path: Path) -> None:
    lines = [json.dumps(dict(zip(("slug", "body", "minutes"), row, strict=True))) for row in ROWS]
    path.write_text("\n".join(lines), "utf-8")


def write_by_duckdb(path: Path) -> None:
    with duckdb.connect() as database:
        database.execute("CREATE TABLE posts (slug VARCHAR, body VARCHAR, minutes INTEGER)")
        database.executemany("INSERT INTO posts VALUES (?, ?, ?)", ROWS)
        database.table("posts").write_parquet(str(path)) if path.suffix == ".parquet" else database.table(
            "posts"
        ).write_csv(str(path))


def write_duckdb(path: Path) -> None:
    with duckdb.connect(path) as database:
        database.execute("CREATE TABLE posts (slug VARCHAR, body VARCHAR, minutes INTEGER)")
        database.executemany("INSERT INTO posts VALUES (?, ?, ?)", ROWS)


def write_sqlite(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE posts (slug TEXT, body TEXT, minutes INTEGER)")
        database.executemany("INSERT INTO posts VALUES (?, ?, ?)", ROWS)
    database.close()


def write_packed(path: Path) -> None:
    write_json_lines(path)
    path.write_bytes(gzip.compress(path.read_bytes()))


WRITERS: dict[str, Callable[[Path], None]] = {
    "posts.jsonl": write_json_lines,
    "posts.ndjson.gz": write_packed,
    "posts[1].csv": write_by_duckdb,
    "it's.parquet": write_by_duckdb,
    "without-suffix-of-its-own.db": write_duckdb,
    "blog.db": write_sqlite,
}


def open_at(path: Path, table: str | None = None) -> Table:
    return open_table(str(path), path.name, str(path.parent), table)


@pytest.mark.parametrize("name", WRITERS)
def test_every_kind_of_table_has_the_same_rows(name: str, tmp_path: Path) -> None:
    WRITERS[name](tmp_path / name)
    table = open_at(tmp_path / name)
    assert table.shown == (f"{name}/posts" if name.endswith(".db") else name)
    assert table.absolute == str(tmp_path / name)
    assert table.list_columns() == ("slug", "body", "minutes")
    rows = [(slug, body, int(minutes)) for minutes, slug, body in table.iter_rows(("minutes", "slug", "body"))]
    assert rows == ROWS
    table.close()


def find_postgres(program: str) -> str | None:
    found = shutil.which(program) or next(iter(Path("/usr/lib/postgresql").glob(f"*/bin/{program}")), None)
    return None if found is None else os.path.realpath(found)


@pytest.fixture
def server() -> Iterator[str]:
    """The URL of a PostgreSQL server that ends with the test; it refuses to run as root."""
    initdb, postgres = find_postgres("initdb"), find_postgres("postgres")
    user = "postgres" if sys.platform != "win32" and os.geteuid() == 0 else getpass.getuser()
    if initdb is None or postgres is None:
        pytest.skip("no PostgreSQL is installed")
    # Where that user, too, may come; the name of a socket is short.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    shutil.chown(folder, user)
    data = folder / "data"
    subprocess.check_call(
        [initdb, "-D", data, "-U", "writer", "-A", "trust", "-E", "UTF8", "--no-sync"], user=user, cwd=folder,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    options = ["-D", data, "-k", folder, "-c", "listen_addresses=", "-F"]
    running = subprocess.Popen([postgres, *map(str, options)], user=user, cwd=folder, stderr=subprocess.PIPE, text=True)
    assert running.stderr is not None
    next(line for line in running.stderr if "ready to accept" in line)
    try:
        yield f"postgresql://writer:secret@/postgres?host={folder}"
    finally:
        running.terminate()
        running.communicate()
        shutil.rmtree(folder)


def test_a_database_of_postgresql_is_read_from_its_server_and_its_password_not_shown(
    server: str, tmp_path: Path
) -> None:
    with psycopg.connect(server) as database:
        database.execute("CREATE SCHEMA blog")
        database.execute("CREATE TABLE blog.posts (slug TEXT, body TEXT, minutes INTEGER)")
        database.cursor().executemany("INSERT INTO blog.posts VALUES (%s, %s, %s)", ROWS)
    table = open_table(server, "", str(tmp_path), "blog.posts")
    assert (table.shown, table.absolute) == ("postgres/blog.posts", str(tmp_path / "postgres"))
    assert table.list_columns() == ("slug", "body", "minutes")
    assert list(table.iter_rows(("slug", "body", "minutes"))) == ROWS
    table.close()
    with pytest.raises(InputError) as refused:
        open_table(server, "", str(tmp_path), "posts")
    assert "there is no table 'posts'" in str(refused.value)
    assert "blog.posts" in str(refused.value)
    assert "secret" not in str(refused.value)


def test_names_of_columns_are_never_read_as_sql(tmp_path: Path) -> None:
    name = 'b"o{dy}; --'
    (tmp_path / "posts.jsonl").write_text(json.dumps({name: "Text."}), "utf-8")
    table = open_at(tmp_path / "posts.jsonl")
    assert list(table.iter_rows(table.list_columns())) == [("Text.",)]


def test_what_has_several_kinds_of_values_keeps_them(tmp_path: Path) -> None:
    values = ["A text.", '"Quoted."', 5, None, {"type": "doc"}]
    (tmp_path / "posts.jsonl").write_text("".join(json.dumps({"body": one}) + "\n" for one in values), "utf-8")
    assert [row[0] for row in open_at(tmp_path / "posts.jsonl").iter_rows(("body",))] == values


def test_bytes_of_sqlite_that_are_no_text_are_handed_on(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "blog.db") as database:
        database.execute("CREATE TABLE posts (body TEXT)")
        database.execute("INSERT INTO posts VALUES (CAST(X'41ff' AS TEXT))")
    database.close()
    assert list(open_at(tmp_path / "blog.db").iter_rows(("body",))) == [("A\udcff",)]


def write_two(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE posts (body TEXT)")
        database.execute("CREATE VIEW drafts AS SELECT * FROM posts")
    database.close()


@pytest.mark.parametrize(
    ("name", "write", "table", "problem"),
    [
        ("blog.db", write_two, None, "blog.db: this database has several tables. Name one with --table: drafts, posts"),
        ("blog.db", write_two, "post", "blog.db: there is no table 'post'. Did you mean 'posts'?"),
        ("blog.db", lambda path: sqlite3.connect(path).execute("PRAGMA user_version = 1"), None, "has no table."),
        ("posts.csv", write_by_duckdb, "posts", "posts.csv: this is a table of its own, and no database."),
        ("posts.txt", write_json_lines, None, "posts.txt: this is no table that endmark reads. It reads Parquet,"),
        ("posts.parquet", lambda path: path.write_bytes(b"PAR1 and nothing else"), None, "cannot be read: "),
        ("posts.jsonl", lambda path: path.write_text('{"body": "Te'), None, "posts.jsonl: this table cannot be read: "),
        ("blog.db", lambda path: path.write_bytes(b"SQLite format 3\0" + b"x" * 99), None, "blog.db: this table can"),
        ("posts.csv", lambda path: path.mkdir(), None, "posts.csv: this table cannot be read: "),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_its_name(
    name: str, write: Callable[[Path], object], table: str | None, problem: str, tmp_path: Path
) -> None:
    write(tmp_path / name)
    with pytest.raises(InputError) as refused:
        list(open_at(tmp_path / name, table).iter_rows(("body",)))
    assert problem in str(refused.value)
    assert "\n" not in str(refused.value)


def test_without_its_library_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_json_lines(tmp_path / "posts.jsonl")
    monkeypatch.setitem(sys.modules, "duckdb", None)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(InputError, match=r"duckdb is needed.*pip install 'endmark\[tables\]'"):
        open_at(tmp_path / "posts.jsonl")
    with pytest.raises(InputError, match=r"psycopg is needed.*pip install 'endmark\[tables\]'"):
        open_table("postgres://localhost/blog", "", str(tmp_path), None)
