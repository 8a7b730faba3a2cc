"""Where what a trained model sees and what rules found overlap: whose name it is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from policynlp.entities.body_keys import body_keys, name_terms
from policynlp.entities.body_words import is_place, long_forms
from policynlp.entities.gazetteer import countries, known_names
from policynlp.entities.mentions import Mention, Segment, is_prose
from policynlp.entities.name_cut import cut_name
from policynlp.entities.name_words import NameWords, name_words, words_of
from policynlp.folding import fold
from policynlp.languages import all_folded

_WORD = re.compile(r"\d+|[^\W\d_]+")


def stands(segment: Segment, pattern: Mention, seen: Sequence[Mention], words: NameWords) -> bool:
    """Whether an English name by pattern may stay beside what the model sees: one around a weak
    head ("Customer Service") needs a subject of bodies, a name or the model's word; what the model
    takes for a place and nothing says is for a purpose ("Meadowhall Centre") is a building."""
    if segment.language not in words.head_last or pattern.label != "ORG":
        return True
    if head_of_place(segment, pattern, seen, words):
        return False
    at = bisect_left(segment.starts, pattern.start)
    behind = bisect_left(segment.starts, pattern.end)
    rest, head = segment.words[at : behind - 1], segment.words[behind - 1]
    if _runs_on(segment, at, behind, seen, words):
        return False
    if head not in words.weak_heads:
        return True
    owned = segment.gap(behind - 1) == "' "  # "Accountants' Service" is a cadre
    before = segment.words[at - 1] if at > 0 else ""
    mark = segment.gap(at - 1 if before in words.possessives else at)
    said = before in words.articles or mark == "'"
    if len(rest) > 1 and not owned and (said or not is_prose(segment)):
        return True
    if not owned and any(word in words.topics or word in words.links for word in rest):
        return True
    if not owned and any(is_place(segment, i) for i in range(at, behind - 1)):
        return True
    if segment.raw(pattern.end, pattern.end + 2) == " (":
        return True
    if known_names().whole(segment.raw(segment.starts[at], segment.ends[behind - 2])):
        return True  # "WHO Office"
    return any(m.label == "ORG" and m.start < pattern.end and pattern.start < m.end for m in seen)


def _runs_on(
    segment: Segment, at: int, behind: int, seen: Sequence[Mention], words: NameWords
) -> bool:
    """Whether a name is the first part of another that the model takes for none: "Local Authority
    Elections", "Audit Committee Meetings". Subjects and places keep it: "Kenya Medical Board"."""
    if behind >= len(segment.words) or segment.gap(behind) != " ":
        return False
    start, text = segment.starts[behind], segment.words[behind]
    if not segment.raw(start, start + 1).isupper() or segment.capitals:
        return False
    if text in words.roles | words.titles | words.running | words.head_words:
        return False
    rest = segment.words[at:behind]
    if any(word in words.topics for word in rest):
        return False
    if any(is_place(segment, i) for i in range(at, behind)):
        return False
    begin, end = segment.starts[at], segment.ends[behind - 1]
    return not any(
        m.label in ("ORG", "PERSON") and m.start < end + 8 and begin < m.end for m in seen
    )


def head_of_place(
    segment: Segment, pattern: Mention, seen: Sequence[Mention], words: NameWords
) -> bool:
    """Whether the model takes a building around such a head as "centre" for a place, and no word
    before the head says what it is for."""
    at = bisect_left(segment.starts, pattern.start)
    for mention in seen:
        if mention.label != "LOC" or not mention.start <= pattern.start < mention.end:
            continue
        for i in range(at + 1, bisect_left(segment.starts, mention.end)):
            if segment.words[i] in words.place_heads:
                return not any(word in words.topics for word in segment.words[at:i])
    return False


def is_nobody(segment: Segment, person: Mention, seen: Sequence[Mention], words: NameWords) -> bool:
    """Whether somebody read by a title in an English text is nobody: a country ("Miss India"), part
    of what the model takes for a body ("Dr Pepper Snapple Group", "Major League Baseball"), or a
    single word that the model does not see behind a title that is a word too ("Major Tasks")."""
    if segment.language not in words.head_last or person.origin != "title":
        return False
    text = segment.raw(person.start, person.end)
    if countries().whole(text) or _in_body(segment, person, seen, words):
        return True
    here = [m for m in seen if m.start < person.end and person.start < m.end]
    if any(m.label == "ORG" and m.start == person.start and m.end >= person.end for m in here):
        return True
    at = bisect_left(segment.starts, person.start)
    title = segment.words[at - 1] if at > 0 else ""
    weak = " " not in text and title in all_folded("names", "weak_titles")
    return weak and not here and is_prose(segment)


def _in_body(segment: Segment, person: Mention, seen: Sequence[Mention], words: NameWords) -> bool:
    """Whether somebody is part of what the model takes for a body with such a head behind it."""
    return any(
        m.label == "ORG"
        and m.start <= person.start
        and person.end < m.end
        and words_of(segment.raw(m.start, m.end))[-1] in words.head_words
        for m in seen
    )


def _is_named_after(segment: Segment, mention: Mention, whole: Mention, words: NameWords) -> bool:
    """Whether a facility whose head comes first ends in the person it is called after: « Centre
    hospitalier universitaire Yalgado Ouédraogo »."""
    if mention.label != "PERSON" or mention.end != whole.end:
        return False
    if segment.language is None or segment.language in words.head_last:
        return False
    before = words_of(segment.raw(whole.start, mention.start))
    parts = cut_name(body_keys(segment.language), before)
    head = parts[0].head if parts else None
    return head is not None and (head.takes == "place" or head.kind in _CALLED_AFTER)


# Kinds of bodies besides facilities that are called after people.
_CALLED_AFTER = frozenset({"foundation", "research", "university"})


def is_owned(
    segment: Segment,
    mention: Mention,
    patterns: list[Mention],
    people: list[Mention],
    words: NameWords,
) -> bool:
    """Whether a pattern's name takes in the person or owner beside the body that the model sees:
    "Howard's [Liberal Party]", "[Liberal Party] Fernand Viau"; or a heading behind it:
    "[University of Nairobi] Statement of Accounts"."""
    if mention.label not in ("ORG", "PERSON") or len(patterns) != 1:
        return False
    whole = patterns[0]
    if not whole.start <= mention.start < mention.end <= whole.end:
        return False
    if _is_named_after(segment, mention, whole, words):
        return False
    inside = [
        m
        for m in people
        if whole.start < m.end
        and m.start < whole.end
        and not countries().whole(segment.raw(m.start, m.end))  # "Sierra Leone" is nobody
    ]
    if any(" " in segment.raw(m.start, m.end) for m in inside):
        return True
    behind = segment.raw(mention.end, whole.end)
    if mention.label == "ORG" and mention.start == whole.start and len(behind) > 2:
        added = _WORD.findall(behind)
        # "... and Hospital | Maintenance", "Directorate of Social | Work"
        run = list(takewhile(lambda word: word not in words.links, map(fold, added)))
        subjects = _subjects(segment, words).issuperset(run)
        if behind[0] == " " and added[0][0].isupper() and not (subjects or _heads(added, words)):
            return segment.language in words.head_last
    before = segment.folded[whole.start - segment.start : mention.start - segment.start]
    if _heads(_WORD.findall(before), words):
        return False  # "Directorate of Planning of Togo's [Ministry of Health]"
    marks = ("", *words.possessives)
    return mention.end == whole.end and before.endswith(tuple(f"'{mark} " for mark in marks))


def _subjects(segment: Segment, words: NameWords) -> frozenset[str]:
    """What bodies are for, in the language of a text."""
    return name_terms(segment.language or "") | words.topics


def _heads(added: Sequence[str], words: NameWords) -> bool:
    """Whether one of the words is the head of a body or programme."""
    return any(fold(word) in words.head_words for word in added)


def is_joined(
    segment: Segment,
    mention: Mention,
    patterns: list[Mention],
    bodies: list[Mention],
    words: NameWords,
) -> bool:
    """Whether a pattern's name is two of the model's that "and" joins, this being one of them."""
    if mention.label != "ORG" or len(patterns) != 1:
        return False
    whole = patterns[0]
    inside = [m for m in bodies if whole.start <= m.start and m.end <= whole.end]
    if len(inside) != 2 or not whole.start <= mention.start < mention.end <= whole.end:
        return False
    gap = fold(segment.raw(inside[0].end, inside[1].start))
    parts = gap.replace("'", " ").replace("-", " ").split()
    second = words_of(segment.raw(inside[1].start, inside[1].end))
    links = (at for at, word in enumerate(second) if word in words.of)
    run = second[: next(links, len(second))]
    subjects = _subjects(segment, words)
    known = subjects.issuperset(run) or run in long_forms(segment.language or "")
    if known and run[-1:] and run[-1] not in words.head_words:
        return False  # "Directorate of Pharmacy and Specialised Care", "... and School Health of"
    joint = words.and_ | words.articles | {"&"}
    return inside[0].start - whole.start < 5 and joint.issuperset(parts) and parts[:1] != []


def outgrows(segment: Segment, mention: Mention, place: tuple[int, int], words: NameWords) -> bool:
    """Whether a mention is clear of a listed place, or holds it and more in capitals."""
    start, end = place
    if end <= mention.start or mention.end <= start:
        return True
    if (start, end) == (mention.start, mention.end):
        return False
    if start < mention.start or mention.end < end:
        return False
    around = segment.raw(mention.start, start) + " " + segment.raw(end, mention.end)
    added = _WORD.findall(around)
    small = sum(not w[0].isupper() and fold(w) not in words.links | words.particles for w in added)
    # "Frankfurt am Main": one small word of another language between capitals.
    between = mention.label == "LOC" and start == mention.start and added[-1:] != []
    return any(w[0].isupper() for w in added) and (
        small == 0 or (small == 1 and between and added[-1][0].isupper())
    )


def says_more(
    segment: Segment, mention: Mention, patterns: list[Mention], words: NameWords
) -> bool:
    """Whether what the model sees is one pattern's name with more capitalised words around it."""
    if mention.label != "ORG" or len(patterns) != 1:
        return False
    inner = patterns[0]
    if mention.start > inner.start or mention.end < inner.end:
        return False
    if (mention.start, mention.end) == (inner.start, inner.end):
        return False
    lead = _WORD.findall(segment.raw(mention.start, inner.start))
    if lead and not (segment.language in words.head_last and _may_lead(lead, words)):
        return False
    rest = segment.raw(inner.end, mention.end)
    if lead and not _WORD.findall(rest):
        return True  # "U.S. Air Force Institute of Technology"
    added = _WORD.findall(rest)
    folded = [fold(word) for word in added]
    if folded[:1] and folded[0] in words.and_ and len(folded) > 2 and _is_body_kind(folded[-1]):
        return False  # "... and Provincial Health Offices"
    for one, other in pairwise(folded):
        article = other in words.articles and other not in words.of
        headed = other in words.head_words and not _continues(folded, other, segment, words)
        short = added[folded.index(other)].isupper() and len(other) > 2
        if one in words.and_ and (article or headed or short):
            return False  # another body: "... et la DRH"
    return bool(added) and all(w[0].isupper() or fold(w) in words.links for w in added)


def _is_body_kind(word: str) -> bool:
    """Whether a word is the head of a body, in the plural too."""
    heads = name_words().head_words
    return word in heads or any(one in heads for one in singulars(word))


def singulars(word: str) -> Iterator[str]:
    """What a folded English noun in the plural may be called alone."""
    for ending, alone in (("ies", "y"), ("es", ""), ("s", "")):
        if word.endswith(ending):
            yield word.removesuffix(ending) + alone


def _continues(folded: list[str], word: str, segment: Segment, words: NameWords) -> bool:
    """Whether a head is an adjective of the English noun behind it: "and Centre Democrats"."""
    at = folded.index(word)
    following = folded[at + 1] if at + 1 < len(folded) else ""
    return bool(following) and following not in words.links and segment.language in words.head_last


def _may_lead(lead: Sequence[str], words: NameWords) -> bool:
    """Whether words before a pattern's name begin the whole name: "Stop the War Coalition"."""
    if lead[0].isdigit():
        lead = lead[1:]  # "14th Congress": the number and its ending
        return len(lead) == 1 and lead[0] in words.ordinal_endings
    if not lead[0][0].isupper() or (len(lead[0]) > 1 and fold(lead[0]) in words.running):
        return fold(lead[0]) in words.name_openers
    return all(
        word[0].isupper()
        or fold(word) in words.links
        or fold(word) in words.articles
        or word in words.compound_parts  # "Co-operative Resources Centre"
        for word in lead[1:]
    )
