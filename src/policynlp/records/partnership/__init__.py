"""Partnerships: named alliances and signed agreements."""

from __future__ import annotations

from policynlp.records.partnership.extract import extract

__all__ = ["extract"]
