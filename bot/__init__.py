"""Attaché: a chat bot that answers from a reviewed fact base, and cites what it answers from."""

__version__ = "0.1.0"
