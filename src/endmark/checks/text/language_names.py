"""What the languages are called that text is found to be in."""

from __future__ import annotations

from endmark.violation import Value, make_reason

_NAMES = (
    make_reason("language.ar"),
    make_reason("language.bn"),
    make_reason("language.bo"),
    make_reason("language.da"),
    make_reason("language.de"),
    make_reason("language.el"),
    make_reason("language.en"),
    make_reason("language.es"),
    make_reason("language.fa"),
    make_reason("language.fr"),
    make_reason("language.gu"),
    make_reason("language.he"),
    make_reason("language.hy"),
    make_reason("language.id"),
    make_reason("language.it"),
    make_reason("language.ja"),
    make_reason("language.ka"),
    make_reason("language.km"),
    make_reason("language.kn"),
    make_reason("language.ko"),
    make_reason("language.lo"),
    make_reason("language.ml"),
    make_reason("language.my"),
    make_reason("language.nb"),
    make_reason("language.nl"),
    make_reason("language.or"),
    make_reason("language.pa"),
    make_reason("language.pl"),
    make_reason("language.pt"),
    make_reason("language.ru"),
    make_reason("language.si"),
    make_reason("language.sv"),
    make_reason("language.ta"),
    make_reason("language.te"),
    make_reason("language.th"),
    make_reason("language.tr"),
    make_reason("language.uk"),
    make_reason("language.ur"),
    make_reason("language.vi"),
    make_reason("language.zh"),
)
"""For each a reason without values, which every catalogue says in its words."""

_BY_CODE = {name.code.partition(".")[2]: name for name in _NAMES}


def name_language(code: str) -> Value:
    """The name of the language of a BCP 47 primary subtag; the subtag where it is one that only front matter states."""
    return _BY_CODE.get(code, code)
