"""Articles that stand in a column of a table, row by row."""
