"""Fixes applied to articles, each of them proven."""
