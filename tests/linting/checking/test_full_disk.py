"""Wherever the disk is full, or a run is killed while it writes, nothing wrong is ever said of the site.

It compiles what makes calls of the system fail, so it runs with the slow tests; that each statement of the database
fails in its turn is tested beside.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MANY = 100
"""Calls that write, of a first run and of one after a change."""

pytestmark = [
    pytest.mark.packaging,
    pytest.mark.skipif(sys.platform != "linux", reason="calls of the system are replaced as Linux has them"),
    pytest.mark.skipif(shutil.which("cc") is None, reason="there is no compiler of C"),
]


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that makes calls fail."""
    library = tmp_path_factory.mktemp("disk") / "full_disk.so"
    source = Path(__file__).with_name("full_disk.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"], check=True)
    return library


@pytest.mark.parametrize("how", [1, 2, 3], ids=["once", "full", "killed"])
def test_whichever_call_fails_what_is_said_is_right(disk: Path, how: int, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("disturbed_runs.py")), str(tmp_path), str(how)],
        env={**os.environ, "LD_PRELOAD": str(disk)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > MANY
