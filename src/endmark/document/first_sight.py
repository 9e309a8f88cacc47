"""What tells at first sight that a text is no short line with a role of its own; most are not looked at twice."""

from __future__ import annotations

CITING_SIGNS = frozenset("-—–―─⸺－(（[［【〔©")
"""What attributions and notices begin with, besides words."""

LONGEST_LINE = 200
"""Characters of a label, a caption or a field: more is prose, whatever it begins with."""

LONGEST_STAMP = 48
"""Characters of a date, a time or a price alone."""
