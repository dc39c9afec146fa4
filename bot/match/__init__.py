"""Match: likeness of names, and of a question to phrasings."""
