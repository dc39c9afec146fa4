"""The bare bot that echo.py compares with: says what it is told, and nothing else."""

from __future__ import annotations

import os
from typing import Any

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters


async def _echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> Any:
    del context
    if update.message is not None and update.message.text is not None:
        await update.message.reply_text(update.message.text)


def main() -> None:
    """Echo until a signal comes."""
    url = os.environ["ATTACHE_TELEGRAM_API_URL"]
    builder = ApplicationBuilder().token(os.environ["ATTACHE_TELEGRAM_TOKEN"])
    app = builder.base_url(f"{url}/bot").concurrent_updates(True).build()
    app.add_handler(MessageHandler(filters.TEXT, _echo))
    app.run_polling(allowed_updates=["message"])


if __name__ == "__main__":
    main()
