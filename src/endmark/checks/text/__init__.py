"""What several checks ask about a text: folding, patterns, labels, fences, quotations."""
