"""The findings as a table of Parquet, for what asks millions of them questions: a row for each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from endmark.linting.report import Report

if TYPE_CHECKING:
    from pyarrow import Schema

    from endmark.violation import RelatedRegion, Violation

_AT_ONCE = 5_000
"""Findings of a group of rows: so many are held here."""


def write_parquet(report: Report, place: str) -> None:
    """Write all findings to a file or a place that fsspec knows, whole or not at all.

    Raises OSError where it cannot be written, and ImportError without the extra `cluster`.
    """
    import pyarrow as pa
    from fsspec.core import url_to_fs
    from pyarrow.parquet import ParquetWriter

    schema = _make_schema()
    violations = report.iter_violations()
    try:
        system, path = url_to_fs(place)
        with system.transaction, system.open(path, "wb") as stream, ParquetWriter(stream, schema) as writer:
            while rows := list(islice(_iter_rows(violations), _AT_ONCE)):
                writer.write_table(pa.Table.from_pylist(rows, schema))
    except (OSError, ImportError):
        raise
    except Exception as error:  # the libraries behind fsspec have errors of their own
        raise OSError(str(error)) from error


def _make_schema() -> Schema:
    import pyarrow as pa

    place = [("path", pa.string()), ("line", pa.int64()), ("column", pa.int64())]
    end = [("end_line", pa.int64()), ("end_column", pa.int64())]
    others = pa.list_(pa.struct([*place, *end, ("message", pa.string())]))
    texts = ("rule", "severity", "message", "excerpt", "fingerprint", "suppressed")
    return pa.schema(
        [*place, *end, *((name, pa.string()) for name in texts), ("baselined", pa.bool_()), ("related", others)]
    )


def _iter_rows(violations: Iterator[Violation]) -> Iterator[dict[str, Any]]:
    for one in violations:
        yield {
            **_name_place(one),
            "rule": one.rule,
            "severity": one.severity.label,
            "message": one.message,
            "excerpt": one.excerpt,
            "fingerprint": one.fingerprint,
            "suppressed": one.suppressed,
            "baselined": bool(one.baselined),
            "related": [{**_name_place(place), "message": place.message} for place in one.related],
        }


def _name_place(of: Violation | RelatedRegion) -> dict[str, Any]:
    start, end = of.region.start, of.region.end
    return {
        "path": of.path,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
    }
