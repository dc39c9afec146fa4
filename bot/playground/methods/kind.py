"""What a method is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.playground.arguments import Arguments
from bot.playground.world import World

Json = dict[str, Any]
Method = Callable[[World, Arguments], Any]
