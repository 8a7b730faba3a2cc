"""The store: documents and records in one SQLite file, with full-text search over records."""

from __future__ import annotations
