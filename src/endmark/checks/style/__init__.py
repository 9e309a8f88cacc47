"""Checks of how long and how hard to read a text is."""
