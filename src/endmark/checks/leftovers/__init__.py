"""What a model, a pass or a pipeline left in an article, known by what was learned of it."""
