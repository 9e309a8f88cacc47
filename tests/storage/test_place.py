from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from endmark.storage.place import find_usual_folder


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("linux", {"XDG_CACHE_HOME": "/caches"}, "/caches/endmark"),
        ("linux", {}, "/home/ann/.cache/endmark"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, "/home/ann/.cache/endmark"),
        ("darwin", {"XDG_CACHE_HOME": "/caches"}, "/home/ann/Library/Caches/endmark"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/endmark/Cache"),
        ("win32", {}, None),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="the paths are POSIX paths")
def test_the_folder_is_the_one_the_platform_keeps_for_caches(
    platform: str, environ: Mapping[str, str], expected: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("HOME", "/home/ann")
    assert find_usual_folder(environ) == (None if expected is None else Path(expected))


@pytest.mark.parametrize("platform", ["linux", "darwin"])
@pytest.mark.skipif(sys.platform == "win32", reason="the paths are POSIX paths")
def test_without_a_home_there_is_no_folder(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    assert find_usual_folder({}) is None
