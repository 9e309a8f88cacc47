"""A server of tools for language models, by the Model Context Protocol; what they ask becomes calls of the API."""
