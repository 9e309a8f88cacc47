"""Documents × rules → report: engine, suppression, examples, discovery, run."""
