"""Names of parts of programs."""

from __future__ import annotations

import pytest

from endmark.checks.text.code_names import names_code
from endmark.document.blocks import ATOM


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (ATOM, True),
        (f"{ATOM}: the gate", True),
        ("Gate.open(key)", True),
        ("The gate(s)", False),
        ("fill", True),
        ("**openGate**", True),
        ("open_gate", True),
        ("garden::Gate", True),
        ("garden.gate", True),
        ("--no-water", True),
        ("Gates", False),
        ("of", False),
        ("open gates", False),
        ("水門", False),
        ("Die Tore", False),
        ("a" * 81, False),
    ],
)
def test_what_names_code(title: str, expected: bool) -> None:
    assert names_code(title) is expected
