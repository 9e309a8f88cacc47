"""Checks of the fields of the front matter."""
