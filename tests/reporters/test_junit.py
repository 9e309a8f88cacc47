from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from xml.etree.ElementTree import Element, fromstring

from junitparser import Error, Failure, JUnitXml, Skipped

from endmark.errors import Problem
from endmark.linting.report import Report
from endmark.phrase import phrase
from endmark.reporters import render
from endmark.violation import Severity, Violation

Build = Callable[..., Violation]
BuildReport = Callable[..., Report]

# Element → the attributes that readers know.
ATTRIBUTES = {
    "testsuites": {"name", "time", "tests", "failures", "errors"},
    "testsuite": {"name", "time", "tests", "failures", "errors", "skipped"},
    "testcase": {"name", "time", "classname", "file", "line"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
    "skipped": {"message"},
}


def tree(text: str) -> Element:
    return fromstring(text)  # noqa: S314 - our own


def test_every_report_adds_up(nasty: Report) -> None:
    text = render(nasty, "junit")
    root = tree(text)
    assert all(set(node.attrib) <= ATTRIBUTES[node.tag] for node in root.iter())
    assert {suite.get("name") for suite in root} >= {path.replace("\udcff", "\\udcff") for path in nasty.paths}
    read = JUnitXml.fromstring(text.encode("utf-8"))
    total: Counter[type] = Counter()
    for suite in read:
        assert len({case.name for case in suite}) == suite.tests
        outcomes = Counter(type(outcome) for case in suite for outcome in case.result)
        assert (suite.failures, suite.errors, suite.skipped) == (outcomes[Failure], outcomes[Error], outcomes[Skipped])
        total += outcomes
    assert (read.failures, read.errors) == (total[Failure], total[Error])
    assert read.tests == sum(suite.tests for suite in read)


def test_the_whole_shape(violation: Build, report: BuildReport) -> None:
    found = (
        violation("low", Severity.INFO, path="posts/0.md"),
        violation("kept", path="posts/0.md", suppressed="a legal notice"),
        violation("kept", path="posts/0.md", suppressed=""),
        violation("known", path="posts/1.md", baselined=True),
    )
    problems = (Problem(phrase("not UTF-8."), "b.md", 3, 4, phrase("Save it.")), Problem(phrase("nothing to check.")))
    same = 'file="posts/0.md" line="87" time="0"'
    assert render(report(*found, files=2, problems=problems), "junit") == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="endmark" tests="7" failures="1" errors="2" time="0">\n'
        '  <testsuite name="b.md" tests="1" failures="0" errors="1" skipped="0" time="0">\n'
        '    <testcase classname="b.md" name="problem (3:4)" file="b.md" line="3" time="0">\n'
        '      <error message="not UTF-8. Save it." type="problem">b.md:3:4: not UTF-8. Save it.</error>\n'
        "    </testcase>\n"
        "  </testsuite>\n"
        '  <testsuite name="endmark" tests="1" failures="0" errors="1" skipped="0" time="0">\n'
        '    <testcase classname="endmark" name="problem" time="0">\n'
        '      <error message="nothing to check." type="problem">nothing to check.</error>\n'
        "    </testcase>\n"
        "  </testsuite>\n"
        '  <testsuite name="posts/0.md" tests="3" failures="1" errors="0" skipped="2" time="0">\n'
        f'    <testcase classname="posts/0.md" name="low (87:1)" {same}>\n'
        '      <failure message="Stray end marker." type="info">posts/0.md:87:1: info[low] Stray end marker.\n'
        "87 | ---END---\n"
        "   | ^^^^^^^^^</failure>\n"
        "    </testcase>\n"
        f'    <testcase classname="posts/0.md" name="kept (87:1)" {same}>\n'
        '      <skipped message="suppressed: a legal notice" />\n'
        "    </testcase>\n"
        f'    <testcase classname="posts/0.md" name="kept (87:1)-2" {same}>\n'
        '      <skipped message="suppressed: no reason given" />\n'
        "    </testcase>\n"
        "  </testsuite>\n"
        '  <testsuite name="posts/1.md" tests="2" failures="0" errors="0" skipped="1" time="0">\n'
        '    <testcase classname="posts/1.md" name="known (87:1)" file="posts/1.md" line="87" time="0">\n'
        '      <skipped message="in the baseline" />\n'
        "    </testcase>\n"
        '    <testcase classname="posts/1.md" name="nothing found" file="posts/1.md" time="0" />\n'
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_text_that_looks_like_xml_stays_text(violation: Build, report: BuildReport) -> None:
    line = "a ]]> <b> & \ufffe \x1b"
    (failure,) = tree(render(report(violation(line_text=line, message=line)), "junit")).iter("failure")
    assert failure.get("message") == "a ]]> <b> & \ufffd ␛"
    assert "87 | a ]]> <b> & \ufffd ␛\n" in (failure.text or "")


def test_a_problem_in_a_file_that_was_read_is_no_pass(report: BuildReport) -> None:
    root = tree(render(report(problems=(Problem(phrase("a rule failed."), "posts/0.md"),)), "junit"))
    assert [(case.get("name"), [child.tag for child in case]) for case in root.iter("testcase")] == [
        ("problem", ["error"])
    ]
