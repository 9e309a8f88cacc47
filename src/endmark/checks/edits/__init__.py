"""Text taken out of an article: blocks, parts of blocks, spans."""
