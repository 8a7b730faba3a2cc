"""Statements: quotations with a named speaker, and answers of an interview."""

from __future__ import annotations

from policynlp.records.statement.extract import extract

__all__ = ["extract"]
