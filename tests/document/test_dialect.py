"""The dialect of a file, by its name and its site."""

from __future__ import annotations

from typing import get_args

import pytest

from endmark.document.dialect import DIALECTS, TITLES, Dialect, choose_dialect


def test_every_dialect_has_its_title() -> None:
    assert set(TITLES) == set(DIALECTS) == set(get_args(Dialect))


@pytest.mark.parametrize(
    ("path", "of_site", "dialect"),
    [
        ("a.md", "hugo", "hugo"),
        ("a.mdx", "hugo", "mdx"),
        ("a.mdx", "docusaurus", "docusaurus"),
        ("a.mdx", "svelte", "svelte"),
        ("a.mdx", "docsify", "mdx"),
        ("a.svx", "docusaurus", "svelte"),
        ("a.md", "docsify", "docsify"),
    ],
)
def test_a_suffix_tells_more_than_the_site_but_where_that_reads_such_files(
    path: str, of_site: Dialect, dialect: Dialect
) -> None:
    assert choose_dialect(path, of_site) == dialect
