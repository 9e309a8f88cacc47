from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import fromstring

from endmark.errors import Problem
from endmark.linting.report import Report
from endmark.phrase import phrase
from endmark.reporters import render
from endmark.violation import Severity, Violation

Build = Callable[..., Violation]
BuildReport = Callable[..., Report]


def test_the_whole_shape(violation: Build, report: BuildReport) -> None:
    found = (
        violation(path="posts/0.md", message='Is "a" < b & c?', start=(3, 5), end=(4, 1)),
        violation("low", Severity.INFO, path="posts/0.md"),
        violation("kept", path="posts/0.md", suppressed=""),
    )
    problems = (Problem(phrase("not UTF-8."), "b.md", 3, 4, phrase("Save it.")), Problem(phrase("nothing to check.")))
    assert render(report(*found, files=2, problems=problems), "checkstyle") == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<checkstyle version="4.3">\n'
        '  <file name="b.md">\n'
        '    <error line="3" column="4" severity="error" message="not UTF-8. Save it." source="endmark" />\n'
        "  </file>\n"
        '  <file name="endmark">\n'
        '    <error severity="error" message="nothing to check." source="endmark" />\n'
        "  </file>\n"
        '  <file name="posts/0.md">\n'
        '    <error line="3" column="5" severity="error" message="Is &quot;a&quot; &lt; b &amp; c?"'
        ' source="endmark.stray-end-marker" />\n'
        '    <error line="87" column="1" severity="info" message="Stray end marker." source="endmark.low" />\n'
        "  </file>\n"
        '  <file name="posts/1.md" />\n'
        "</checkstyle>\n"
    )


def test_every_report_has_a_file_for_each_article(nasty: Report) -> None:
    root = fromstring(render(nasty, "checkstyle"))  # noqa: S314 - our own
    assert root.tag == "checkstyle"
    assert {child.tag for child in root} <= {"file"}
    assert {error.get("severity") for error in root.iter("error")} <= {"error", "warning", "info"}
    assert len(root) >= len(nasty.paths)
