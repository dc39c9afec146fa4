"""Text: the one normal form, language, dates and clauses."""
