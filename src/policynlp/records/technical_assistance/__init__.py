"""Technical assistance: what help is given for, to whom, in what form, from where."""

from __future__ import annotations

from policynlp.records.technical_assistance.extract import extract

__all__ = ["extract"]
