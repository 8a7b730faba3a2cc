"""Correcting records in the browser: a server for this machine alone, and what it keeps."""

from __future__ import annotations

from policynlp.review.desk import Desk
from policynlp.review.server import make_server

__all__ = ["Desk", "make_server"]
