"""Events: meetings, conferences, launches and the like, past or announced."""

from __future__ import annotations

from policynlp.records.event.extract import extract

__all__ = ["extract"]
