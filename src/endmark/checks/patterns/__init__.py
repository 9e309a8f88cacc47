"""Checks that look for words and patterns."""
