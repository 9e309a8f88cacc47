"""YAML → rules and settings, with the file, line and column of every mistake."""
