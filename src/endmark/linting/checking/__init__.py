"""Documents × rules → report: the engine, suppression, the run."""
