"""Checks for what an article says twice."""
