"""Lines of their own in which an assistant speaks, or an order is said again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.linting.repair.repair import Repair

Mend = Callable[..., Repair]


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("The pond is old.", "Would you like me to add a map?"),
        ("The pond is old.", "I have completed the request."),
        ("Der Teich ist alt.", "Möchten Sie, dass ich eine Karte ergänze?"),
        ("池は古い。", "はい、承知いたしました。記事の続きを書いて完成させます。"),
        ("池は古い！", "ご希望であれば、続きも作成します。"),
    ],
)
def test_they_go_with_the_signs_beside_them(mend: Mend, said: str, line: str) -> None:
    assert mend(said, line).source.text == said + "\n"


def test_a_line_that_says_something_else_stays(mend: Mend) -> None:
    line = "Would you like me to add a map? The pond is deep."
    assert line in mend("The pond is old.", line).source.text
