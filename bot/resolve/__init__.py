"""Resolve: a question in, a decision out."""
