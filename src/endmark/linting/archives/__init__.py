"""Pages in web archives, which crawlers write: WARC, and WET with the texts of pages."""

_NAMES = tuple(f"{name}{packed}" for name in (".warc", ".warc.wet") for packed in ("", ".gz", ".zst", ".lz4"))


def is_archive(path: str) -> bool:
    """Whether a path or an address on the command line is that of an archive, or a pattern for some."""
    return path.lower().endswith(_NAMES)
