"""Text → document: span, source, front matter, Markdown blocks, visible text, language and script."""
