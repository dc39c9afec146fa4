"""The day on which the generated questions are asked."""

from datetime import date

TODAY = date(2026, 12, 1)
