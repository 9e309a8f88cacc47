"""Checks for Markdown that readers will see, or that swallows what follows."""
