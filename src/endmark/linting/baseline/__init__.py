"""Findings that are known already, and what makes two findings the same."""
