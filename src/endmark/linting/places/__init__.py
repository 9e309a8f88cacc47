"""Articles that lie in stores of objects and on other machines."""


def is_place(path: str) -> bool:
    """Whether a path on the command line is an address."""
    return "://" in path
