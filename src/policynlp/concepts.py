"""The glossary's concepts in a text: what it is about, whichever language it is written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from policynlp.languages import available, fold_name, lexicon, read_tsv

# An apostrophe ends a word: a term may follow an article (l'hôpital).
_WORD = re.compile(r"\w+")


@cache
def concept_names() -> dict[str, tuple[str, str]]:
    """English and French name of each concept id of `knowledge/concepts.tsv`."""
    return {row["id"]: (row["name_en"], row["name_fr"]) for row in _rows()}


def find_concepts(folded: str, code: str) -> list[str]:
    """Ids of the concepts that a folded text names, each once, in order of appearance.

    Args:
        folded: text as `policynlp.folding.fold` gives it.
        code: ISO 639-1 code of its language; a language without a folder gives nothing.

    The longest term counts where several begin at the same word; terms do not overlap.
    """
    return list(dict.fromkeys(concept for concept, _, _ in concept_spans(folded, code)))


def concept_spans(folded: str, code: str) -> Iterator[tuple[str, int, int]]:
    """Each place where a folded text names a concept: id, start, end. As `find_concepts`."""
    terms = _terms(code) if code in available() else {}
    words = _WORD.findall(folded)
    if terms.keys().isdisjoint(words):
        return
    covered = -1
    for word, match in zip(words, _WORD.finditer(folded), strict=True):
        if word not in terms:  # as nine words in ten
            continue
        start = match.start()
        if start < covered:
            continue
        for term, concept in terms[word]:
            end = start + len(term)
            if folded.startswith(term, start) and not folded[end : end + 1].isalnum():
                covered = end
                yield concept, start, end
                break


def _rows() -> tuple[dict[str, str], ...]:
    return read_tsv("policynlp.knowledge", "concepts.tsv")


@cache
def _terms(code: str) -> dict[str, list[tuple[str, str]]]:
    """Terms by their first word, longest first: folded term, concept id."""
    terms: dict[str, list[tuple[str, str]]] = {}
    for row in lexicon(code).rows("concepts"):
        term = fold_name(row["term"])
        first = _WORD.match(term)
        if first is not None:
            terms.setdefault(first.group(), []).append((term, row["id"]))
    for entries in terms.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return terms
