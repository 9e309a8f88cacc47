"""Who recognises a sign is named in a table, and loaded when the sign occurs."""

from typing import get_args

import pytest

from endmark.document.dialect import Dialect
from endmark.document.dialects.syntaxes import list_macro_finders, list_recognisers

DIALECTS: tuple[Dialect, ...] = get_args(Dialect)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_name_in_the_table_is_that_of_a_function(dialect: Dialect) -> None:
    recognisers = list_recognisers(dialect)
    assert len(recognisers) > 10
    assert all(map(callable, (*recognisers, *list_macro_finders(dialect))))
