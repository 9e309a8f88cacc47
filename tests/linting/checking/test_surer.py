"""One leftover is one finding: what two rules say of a text is left to the surer one."""

from __future__ import annotations

import pytest

from endmark.api import Linter
from endmark.ruleset.builtin import load_builtin_rules

BODY = "# The pond\n\nThe pond is old.\n\nFrogs live in it.\n\n"
BOTH = "Here is the revised version of your text, in a lighter tone, as you asked:"


@pytest.mark.parametrize(
    ("select", "text", "expected"),
    [
        (["assistant-voice", "handover-remark"], f"{BOTH}\n\n{BODY}", ["assistant-voice"]),
        (["handover-remark"], f"{BOTH}\n\n{BODY}", ["handover-remark"]),
        # What stands elsewhere says nothing of it.
        (
            ["assistant-voice", "handover-remark"],
            f"I gave your notes a lighter voice and kept the headings:\n\n{BODY}{BOTH}\n",
            ["handover-remark", "assistant-voice"],
        ),
        # The matches overlap.
        (
            ["assistant-voice", "continuation-note"],
            f"{BODY}(Continued below due to length limits. Would you like me to go on with the rest of the text?)\n",
            ["continuation-note"],
        ),
        # A rule that says something else.
        (
            ["chat-window", "handover-remark"],
            f"Copy code: I gave your notes a lighter voice and kept the headings:\n\n{BODY}",
            ["handover-remark"],
        ),
    ],
)
def test_the_surer_rule_speaks_alone(select: list[str], text: str, expected: list[str]) -> None:
    report = Linter.from_config(use_config=False, select=select).check(text)
    assert list(dict.fromkeys(found.rule for found in report.violations)) == expected


def test_the_rules_that_are_surer_exist() -> None:
    rules = {rule.id: rule for rule in load_builtin_rules()}
    named = {rule: rules[rule].options.surer for rule in ("assistant-voice", "handover-remark")}
    assert all(named.values())
    assert frozenset().union(*named.values()) <= rules.keys()
