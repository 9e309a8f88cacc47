"""Checks of what translating leaves behind."""
