"""Pages for people: the report on many documents, and the view of how one file was read.

Each page is one HTML file that needs nothing else and may ask for nothing else: its scripts and
styles stand in it, and its content security policy allows those alone, by their digests. What
documents say travels as JSON in blocks that no browser runs, and is shown as text, never as HTML.
"""

from __future__ import annotations

from policynlp.report.page import write_report
from policynlp.report.view import write_view

__all__ = ["write_report", "write_view"]
