"""Title and date of issue, as a document prints them at its top, in its labels and at its end."""

from policynlp.metadata.published import find_published
from policynlp.metadata.title import find_title

__all__ = ["find_published", "find_title"]
