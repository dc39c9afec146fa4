"""What an operator sees: structured logs and metrics, with no text and no secret in them."""
