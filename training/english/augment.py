"""Training-time augmenter: other names in the place of those of the corpora, and some passages in
capitals.

The trained pipeline does not need this file.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from names import NO_NAMES, NameMaker
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import registry

Entity = tuple[int, int, str]
UNKNOWN = 0  # spaCy's ent_iob of a token without annotation


@registry.augmenters("policynlp.swap_names.v1")  # type: ignore[untyped-decorator]
def create_augmenter(
    swap: float, swap_entity: float, invent: float, upper: float, seed: int
) -> Callable[[Language, Example], Iterator[Example]]:
    """swap: share of examples in which each name is swapped with probability `swap_entity`; invent:
    share of the swapped names that get unknown words; upper: share of examples seen once more in
    capitals, as headings and lists of participants are printed. The folder of the gazetteers is
    taken from POLICYNLP_GAZETTEERS."""
    rng = random.Random(seed)
    seen: dict[str, list[str]] = {"PERSON": [], "ORG": [], "LOC": []}
    maker = NameMaker(Path(os.environ["POLICYNLP_GAZETTEERS"]), rng, seen)
    return partial(
        augment,
        maker=maker,
        rng=rng,
        swap=swap,
        swap_entity=swap_entity,
        invent=invent,
        upper=upper,
    )


def augment(
    nlp: Language,
    example: Example,
    *,
    maker: NameMaker,
    rng: random.Random,
    swap: float,
    swap_entity: float,
    invent: float,
    upper: float,
) -> Iterator[Example]:
    """Yield the example, as it is or with swapped names, and now and then a copy in capitals."""
    doc = example.reference
    for ent in doc.ents:
        pool = maker.seen[ent.label_]
        if len(pool) < 20000:
            pool.append(ent.text)
        else:
            pool[rng.randrange(20000)] = ent.text
    yield (
        swap_names(nlp, doc, maker, rng, swap_entity, invent)
        if doc.ents and rng.random() < swap
        else example
    )
    if rng.random() < upper:
        words = [t.text.upper() if len(t.text.upper()) == len(t.text) else t.text for t in doc]
        starts: list[bool | int | None] = [bool(t.is_sent_start) for t in doc]
        ents = [(e.start, e.end, e.label_) for e in doc.ents]
        yield build(nlp, words, [bool(t.whitespace_) for t in doc], starts, ents, find_unknown(doc))


def swap_names(
    nlp: Language, doc: Doc, maker: NameMaker, rng: random.Random, share: float, invent: float
) -> Example:
    """The same text with part of its names replaced; a name that recurs is replaced by the same
    name everywhere."""
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[bool | int | None] = []
    ents: list[Entity] = []
    unknown: list[int] = []
    by_start = {e.start: e for e in doc.ents}
    chosen: dict[tuple[str, str], str | None] = {}
    i = 0
    while i < len(doc):
        ent = by_start.get(i)
        begin = len(words)
        end = ent.end if ent is not None else i + 1
        new = None
        if ent is not None:
            key = (ent.text, ent.label_)
            if key not in chosen:
                chosen[key] = choose_name(ent, maker, rng, share, invent)
            new = chosen[key]
        if new is not None:
            tokens = nlp.tokenizer(new)
            words += [t.text for t in tokens]
            spaces += [bool(t.whitespace_) for t in tokens]
            spaces[-1] = bool(doc[end - 1].whitespace_)
            starts += [bool(doc[i].is_sent_start)] + [False] * (len(tokens) - 1)
        else:
            strange = ent is None and rng.random() < share * invent and is_other_name(doc, i)
            words += [maker.invent(t.text) if strange else t.text for t in doc[i:end]]
            spaces += [bool(t.whitespace_) for t in doc[i:end]]
            starts += [bool(t.is_sent_start) for t in doc[i:end]]
            unknown += [begin + k for k, t in enumerate(doc[i:end]) if t.ent_iob == UNKNOWN]
        if ent is not None:
            ents.append((begin, len(words), ent.label_))
        i = end
    return build(nlp, words, spaces, starts, ents, unknown)


def is_other_name(doc: Doc, i: int) -> bool:
    """Whether a token outside the entities is a name of another kind: a work, a product, a theme.

    Such words are made strange as often as names are, lest every strange word be taken for a name.
    """
    token = doc[i]
    known = token.ent_iob != UNKNOWN and token.lower_.strip(".") not in NO_NAMES
    return known and token.is_title and token.is_alpha and not token.is_sent_start and i > 0


def choose_name(
    ent: Span, maker: NameMaker, rng: random.Random, share: float, invent: float
) -> str | None:
    """The name that takes the place of this one: from the lists, invented, or None to keep it."""
    if rng.random() > share:
        return None
    if rng.random() < invent:
        return maker.invent(ent.text)
    return maker.make(ent.label_, words=len(ent))


def find_unknown(doc: Doc) -> list[int]:
    """Tokens of which the corpus does not say whether they belong to a name."""
    return [t.i for t in doc if t.ent_iob == UNKNOWN]


def build(
    nlp: Language,
    words: list[str],
    spaces: list[bool],
    starts: list[bool | int | None],
    ents: list[Entity],
    unknown: list[int],
) -> Example:
    """A training example from parts; tokens in neither `ents` nor `unknown` are known to be outside
    of names."""
    doc = Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=starts)
    spans = [Span(doc, a, b, label=label) for a, b, label in ents]
    doc.set_ents(spans, missing=[doc[i : i + 1] for i in unknown], default="outside")
    return Example(nlp.make_doc(doc.text), doc)
