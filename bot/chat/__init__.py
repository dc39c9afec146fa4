"""Telegram: updates in, replies out. The only door to python-telegram-bot."""

import os

# The library's own way to say that we take times as timedelta; else it warns with every 429.
os.environ.setdefault("PTB_TIMEDELTA", "true")
