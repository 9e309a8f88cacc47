"""What checks and the engine say in codes, in words: one catalogue a language."""
