"""The two ways in which a bot gets its updates, which exclude each other: polling and a webhook."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from bot.playground.arguments import Arguments
from bot.playground.refusal import bad_request, conflict
from bot.playground.updates import KINDS, NOT_BY_DEFAULT
from bot.playground.webhook import DEFAULT_CONNECTIONS, Run, Webhook
from bot.playground.world import World

Json = dict[str, Any]

LONGEST_POLL = 50  # seconds; Telegram waits no longer whatever is asked
MOST_CONNECTIONS = 100_000  # what a local server allows
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class Delivery:
    """Polling, or the webhook that is set."""

    def __init__(self, world: World, run: Run) -> None:
        self._world = world
        self._run = run
        self._webhook: Webhook | None = None
        self.methods: dict[str, Callable[[Arguments], Awaitable[Any]]] = {
            "getUpdates": self.get_updates,
            "setWebhook": self.set_webhook,
            "deleteWebhook": self.delete_webhook,
            "getWebhookInfo": self.get_webhook_info,
            "logOut": self.close,
            "close": self.close,
        }

    async def get_updates(self, args: Arguments) -> list[Json]:
        """The updates that are not confirmed, waiting for one where there is none."""
        if self._webhook is not None:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
        updates = self._world.updates
        if "allowed_updates" in args:
            updates.allow(args.list("allowed_updates"))
        updates.confirm(args.integer("offset"))
        timeout = min(max(args.integer("timeout"), 0), LONGEST_POLL)
        return [update.json() for update in await updates.poll(args.integer("limit"), timeout)]

    async def set_webhook(self, args: Arguments) -> bool:
        """Deliver to an address from now on; an empty one ends that."""
        url, secret = args.text("url"), args.text("secret_token")
        if url and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", url):
            raise bad_request("bad webhook: An HTTP or HTTPS URL must be provided for webhook")
        if secret and not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        connections = args.integer("max_connections") or DEFAULT_CONNECTIONS
        if not 1 <= connections <= MOST_CONNECTIONS:
            raise bad_request("bad webhook: max_connections is out of its range")
        await self._drop(pending=args.flag("drop_pending_updates"))
        if url:
            if "allowed_updates" in args:
                self._world.updates.allow(args.list("allowed_updates"))
            self._world.updates.end_poll()
            self._webhook = Webhook(self._world, url, self._run, secret, connections)
            self._webhook.start()
        return True

    async def delete_webhook(self, args: Arguments) -> bool:
        """Go back to polling."""
        await self._drop(pending=args.flag("drop_pending_updates"))
        return True

    async def _drop(self, *, pending: bool) -> None:
        await self.stop()
        if pending:
            self._world.updates.clear()

    async def get_webhook_info(self, _args: Arguments) -> Json:
        """What is set and how it goes."""
        updates = self._world.updates
        info: Json = {"url": "", "has_custom_certificate": False}
        info["pending_update_count"] = len(updates.pending)
        if self._webhook is not None:
            info |= self._webhook.json()
        if updates.allowed != KINDS - NOT_BY_DEFAULT:
            info["allowed_updates"] = sorted(updates.allowed)
        return info

    async def close(self, _args: Arguments) -> bool:
        """Stop delivering, before the bot is moved to another server."""
        await self.stop()
        return True

    async def stop(self) -> None:
        """End whatever delivers now."""
        webhook, self._webhook = self._webhook, None
        if webhook is not None:
            await webhook.stop()
