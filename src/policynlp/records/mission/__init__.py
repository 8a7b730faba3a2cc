"""Missions: who travelled where, when, why, and whom they met."""

from __future__ import annotations

from policynlp.records.mission.extract import extract

__all__ = ["extract"]
