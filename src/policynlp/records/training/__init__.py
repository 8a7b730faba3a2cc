"""Trainings: courses, series of workshops, study tours with people to be taught."""

from __future__ import annotations

from policynlp.records.training.extract import extract

__all__ = ["extract"]
