"""Which files git says have changed."""

# Like the search for files, this goes through ten thousand names as strings.
# ruff: noqa: PTH114, PTH118

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from msgspec import Struct

from endmark.errors import InputError, Problem
from endmark.linting.files.discovery import FoundFile
from endmark.linting.files.git import run_git
from endmark.phrase import Phrase, join_phrases, phrase, quote

_DIFF = (
    "diff",
    "--name-only",
    "-z",
    "--diff-filter=d",
    # A renamed file is a deleted and an added one: its new name stays, and no content has to be compared.
    "--no-renames",
    # What the user's own settings could change.
    "--no-ext-diff",
    "--no-textconv",
    "--no-relative",
    "--ignore-submodules=all",
)
_UNTRACKED = ("ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ":/")
_DEEPEN = phrase("Fetch its history: `fetch-depth: 0` for actions/checkout, `git fetch --unshallow` elsewhere.")


class GitChanges(Struct, frozen=True):
    """What has changed in a repository.

    `top` is the top folder of the work tree. `files` are absolute paths below
    it, spelt as `_normalise_path` does; some may be no articles, or gone.
    """

    top: str
    files: frozenset[str]

    def filter_files(self, files: Iterable[FoundFile]) -> tuple[FoundFile, ...]:
        """Those of the files that have changed; a link counts when it or the file it leads to has."""
        real = cache(os.path.realpath)

        def has_changed(path: Path) -> bool:
            paths = [_resolve_folder(path, real)]
            if os.path.islink(path):
                paths.append(real(path))
            return any(_normalise_path(place) in self.files for place in paths)

        return tuple(file for file in files if has_changed(file.path))

    def may_hold(self, path: Path) -> bool:
        """Whether the path lies in the work tree; about another, git knows nothing."""
        return Path(_normalise_path(_resolve_folder(path, os.path.realpath))).is_relative_to(_normalise_path(self.top))


def find_changed_since(ref: str, cwd: Path) -> GitChanges:
    """The files that differ between the commit where HEAD parted from `ref` and the work tree as it stands.

    Committed, staged and unstaged changes count alike, and so do files that are
    new to git and not ignored. A renamed file has its new name; a deleted one is
    left out. Raises InputError when git is missing, when `cwd` is in no
    repository, and when there is no such commit or nothing to compare it with.
    """
    top = _find_top(cwd)
    base = _find_merge_base(ref, cwd)
    return _parse_changes(top, _ask_git(cwd, *_DIFF, base, "--") + _ask_git(cwd, *_UNTRACKED))


def find_staged(cwd: Path) -> GitChanges:
    """The files whose staged content differs from the last commit; before the first commit, all staged files.

    A renamed file has its new name; a deleted one is left out. Raises InputError
    when git is missing and when `cwd` is in no repository.
    """
    # Without a commit, git itself compares with nothing.
    return _parse_changes(_find_top(cwd), _ask_git(cwd, *_DIFF, "--cached", "--"))


def _parse_changes(top: str, names: bytes) -> GitChanges:
    paths = (os.path.join(top, os.path.normpath(os.fsdecode(name))) for name in names.split(b"\0") if name)
    return GitChanges(top, frozenset(map(_normalise_path, paths)))


def _normalise_path(path: str) -> str:
    """A path as both sides spell it: on a Mac, git composes what the file system may keep decomposed (か + ゛)."""
    if path.isascii():
        return os.path.normcase(path)
    from unicodedata import normalize

    return os.path.normcase(normalize("NFC", path))


def _resolve_folder(path: Path, real: Callable[[Path], str]) -> str:
    """The path as git writes it: through no link, though it may be one itself."""
    return real(path) if path.is_dir() else os.path.join(real(path.parent), path.name)


def _find_top(cwd: Path) -> str:
    top = Path(os.fsdecode(_ask_git(cwd, "rev-parse", "--show-toplevel")).removesuffix("\n"))
    if "GIT_DIR" in os.environ and "GIT_WORK_TREE" not in os.environ and not (top / ".git").exists():
        # So it is in the hooks of a worktree. Git then takes any folder for the top, and no name would fit.
        message = phrase("GIT_DIR is set without GIT_WORK_TREE, so git cannot tell where the repository begins.")
        raise InputError(Problem(message, hint=phrase("Run endmark in the top folder of the repository.")))
    return os.path.realpath(top)


def _find_merge_base(ref: str, cwd: Path) -> str:
    commit = _find_commit(ref, cwd)
    if commit is None:
        raise InputError(_explain_unknown(ref, cwd))
    found = run_git(cwd, "merge-base", commit, "HEAD")
    if found.returncode:
        raise InputError(_explain_unrelated(ref, cwd))
    return os.fsdecode(found.stdout).strip()


def _find_commit(ref: str, cwd: Path) -> str | None:
    """The hash of the commit that `ref` names, or None; what begins like an option never reaches git."""
    if ref.startswith(("-", "^")):
        return None
    found = run_git(cwd, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
    return None if found.returncode else os.fsdecode(found.stdout).strip()


def _explain_unknown(ref: str, cwd: Path) -> Problem:
    message = phrase("git knows no commit by the name {ref!r}.", ref=ref)
    if _find_commit(f"origin/{ref}", cwd):
        return Problem(message, hint=phrase("Did you mean 'origin/{ref}'?", ref=ref))
    return _explain_incomparable(
        ref, cwd, message, phrase("Did you fetch it? `git branch --all` lists the branches there are.")
    )


def _explain_unrelated(ref: str, cwd: Path) -> Problem:
    hint = phrase("Name a branch or commit that shares its history with yours.")
    return _explain_incomparable(
        ref, cwd, phrase("git finds no commit that {ref!r} and HEAD have in common.", ref=ref), hint
    )


def _explain_incomparable(ref: str, cwd: Path, message: Phrase, hint: Phrase) -> Problem:
    """The problem, unless there is no commit at all; in a shallow clone the history that is missing is the remedy."""
    if _find_commit("HEAD", cwd) is None:
        message = phrase("there is no commit yet that could be compared with {ref!r}.", ref=ref)
        return Problem(message, hint=phrase("Use --staged, or name the files."))
    return Problem(message, hint=join_phrases(phrase("This clone is shallow."), _DEEPEN) if _is_shallow(cwd) else hint)


def _is_shallow(cwd: Path) -> bool:
    return _ask_git(cwd, "rev-parse", "--is-shallow-repository").strip() == b"true"


def _ask_git(cwd: Path, *arguments: str) -> bytes:
    """What git answers; InputError with git's own words when it does not."""
    done = run_git(cwd, *arguments)
    if done.returncode == 0:
        return done.stdout
    words = " ".join(os.fsdecode(done.stderr).split()).removeprefix("fatal: ").rstrip(".")
    if words.startswith("not a git repository"):
        raise InputError(
            Problem(
                phrase("this folder is in no git repository, so nobody knows what has changed."),
                hint=phrase("Run endmark inside the repository, or name the files."),
            )
        )
    message = phrase(
        "git cannot say what has changed: {reason}.",
        reason=quote(words) if words else phrase("it ended with {code}", code=done.returncode),
    )
    raise InputError(Problem(message, hint=phrase("Check that `git status` works here.")))
