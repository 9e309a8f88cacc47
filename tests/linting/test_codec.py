from __future__ import annotations

import marshal

from hypothesis import given
from hypothesis import strategies as st

from endmark.document.span import Position, Span
from endmark.errors import Problem
from endmark.linting.codec import pack_outcome, unpack_outcome
from endmark.linting.file_result import FileResult, Outcome, PlacedFact, WaitingSuppression
from endmark.violation import Edit, Fix, Reason, Region, RelatedRegion, Severity, Violation

numbers = st.integers(0, 2**40)
decimals = st.floats(allow_nan=False)
texts = st.text(st.characters(), max_size=5)
spans = st.builds(Span, numbers, numbers)
regions = st.builds(Region, spans, st.builds(Position, numbers, numbers), st.builds(Position, numbers, numbers))
# Every field is given: hypothesis fills the others from their types, of which a float may be no number.
reasons: st.SearchStrategy[Reason] = st.recursive(
    st.builds(Reason, texts, st.just(())),
    lambda inner: st.builds(
        Reason,
        texts,
        st.lists(st.tuples(texts, texts | numbers | decimals | inner | st.lists(inner).map(tuple)), max_size=3).map(
            tuple
        ),
    ),
    max_leaves=5,
)
fixes = st.builds(Fix, st.lists(st.builds(Edit, spans, texts), max_size=2).map(tuple), st.booleans(), reasons)
violations = st.builds(
    Violation,
    path=texts,
    rule=texts,
    severity=st.sampled_from(Severity),
    message=texts,
    region=regions,
    excerpt=texts,
    line_text=texts,
    fingerprint=texts,
    related=st.lists(st.builds(RelatedRegion, regions, texts, texts, texts, st.none() | reasons), max_size=2).map(
        tuple
    ),
    fix=st.none() | fixes,
    fix_regions=st.lists(regions, max_size=2).map(tuple),
    no_fix_reason=texts,
    fix_title=texts,
    reasons=st.lists(st.tuples(texts, reasons), max_size=2).map(tuple),
    suppressed=st.none() | texts,
    baselined=st.booleans(),
    no_fix=st.none() | reasons,
    pattern=texts,
)
places = st.none() | numbers
problems = st.lists(st.builds(Problem, texts, st.none() | texts, places, places, st.none() | texts), max_size=2)
facts = st.builds(PlacedFact, violations, st.binary(max_size=3), st.lists(texts | numbers, max_size=2).map(tuple))
waiting = st.builds(WaitingSuppression, violations, st.lists(texts, max_size=2).map(tuple), numbers, numbers)
results = st.builds(
    FileResult,
    st.lists(violations, max_size=3).map(tuple),
    problems.map(tuple),
    blocks=numbers,
    language=texts,
    facts=st.lists(facts, max_size=2).map(tuple),
    waiting=st.lists(waiting, max_size=2).map(tuple),
)


@given(results | problems.map(tuple))
def test_nothing_is_lost_on_the_way(outcome: Outcome) -> None:
    back = unpack_outcome(marshal.loads(marshal.dumps(pack_outcome(outcome))))  # noqa: S302 - our own bytes
    assert back == outcome
    # Equal numbers are not enough: a severity knows its word.
    assert repr(back) == repr(outcome)
