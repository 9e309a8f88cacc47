"""The frame of a page: what it may load and run, how it looks, and where one can go from it."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from endmark.messages.catalogue import get_spoken
from endmark.reporters.html.elements import element, escape, say
from endmark.version import __version__
from endmark.violation import make_reason


def read_asset(name: str) -> str:
    """The text of `style.css` or `script.js`."""
    return (files(__package__) / name).read_text(encoding="utf-8")


def begin_page(title: str, *, assets: str | None = None, nav: str = "") -> str:
    """The beginning of a page.

    `assets` is the folder of the stylesheet and the script, as the page names it; None puts both into the page. Nothing
    else is loaded or run, also where a browser would, and the page says so to it.
    """
    policy = _make_policy(alone=assets is None)
    head = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        element("title", escape(title)),
        element("style", read_asset("style.css"))
        if assets is None
        else f'<link rel="stylesheet" href="{assets}style.css">',
    ]
    language = get_spoken().language
    begin = f'<!doctype html>\n<html lang="{language}">\n<head>\n' + "\n".join(head) + "\n</head>\n<body>\n"
    return begin + (element("nav", nav) + "\n" if nav else "") + "<main>\n"


def end_page(*, assets: str | None = None) -> str:
    """The end of a page that began with the same assets."""
    said = make_reason("galley.keys-of-article") if assets == "../" else make_reason("galley.keys")
    keys = element("p", say(said), class_="keys", hidden="", data_script="")
    made = element("p", say(make_reason("galley.made", version=__version__)), class_="made") if assets != "../" else ""
    script = (
        element("script", read_asset("script.js"))
        if assets is None
        else element("script", src=f"{assets}script.js", defer="")
    )
    return f"</main>\n{element('footer', keys + made)}\n{script}\n</body>\n</html>\n"


def _make_policy(*, alone: bool) -> str:
    """What a page may do. Files beside it are of another origin to a browser, where it is opened as one: so `file:`."""
    if alone:
        digest = b64encode(sha256(read_asset("script.js").encode()).digest()).decode()
        return f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    return "default-src 'none'; style-src 'self' file:; script-src 'self' file:"
