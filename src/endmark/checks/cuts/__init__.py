"""Checks for text that stops or begins in the middle."""
