"""Telegram: updates in, replies out. The only door to python-telegram-bot."""
