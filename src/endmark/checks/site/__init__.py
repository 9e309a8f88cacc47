"""What only the whole site shows: passages, sentences and numbers that several articles have."""
