"""Run-time state in a database: chats and their settings, what was sent where, reports."""
