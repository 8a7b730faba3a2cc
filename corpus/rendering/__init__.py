"""Makers of documents from Markdown-like sources."""
