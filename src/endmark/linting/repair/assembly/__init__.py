"""An article that was written in passes: which of its tellings is kept."""
