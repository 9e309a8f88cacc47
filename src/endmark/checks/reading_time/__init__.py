"""The check of a stated reading time."""
