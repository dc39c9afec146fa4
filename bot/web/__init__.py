"""The listener: health, metrics, and Telegram's deliveries."""
