"""A local Telegram: a small world of people and chats, and the Bot API server of one bot in it."""
