"""Render: a decision and a language in, a reply out."""
