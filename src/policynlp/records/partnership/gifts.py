"""Who gives, where an agreement is about a grant, a gift or a loan: the giver pays for it.

Words stand in `languages/*/records/partnership.toml` under `agreement`.
"""

from __future__ import annotations

from collections.abc import Sequence

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.partnership.names import NAME
from policynlp.records.parts.home import home_country

# How far behind the name of an agreement it may say that it is on a gift, in characters.
GIFT_REACH = 60


def read_givers(
    document: AnnotatedDocument,
    parties: Sequence[str],
    start: int,
    name_end: int,
    end: int,
    rules: Lexicon,
) -> list[str]:
    """The one party of an agreement on a gift that can give: a foreign country or a lender.

    Empty where none of the parties, or more than one, can be the giver.

    Args:
        start, name_end: the name of the agreement; `end`: of its sentence.
    """
    stop = min(end, name_end + GIFT_REACH)
    if rules.pattern(NAME, "agreement.gift").search(document.folded, start, stop) is None:
        return []
    givers = [party for party in parties if _can_give(document, party, rules)]
    return givers if len(givers) == 1 and len(parties) > 1 else []


def _can_give(document: AnnotatedDocument, party: str, rules: Lexicon) -> bool:
    if rules.pattern(NAME, "agreement.givers").search(fold(party)):
        return True
    at = document.text.find(party)
    named = document.entities_in(at, at + len(party), "COUNTRY") if at >= 0 else ()
    home = home_country(document)
    states = rules.pattern(NAME, "agreement.state").match(fold(party)) is not None
    return any(
        country.canonical_id != f"country:{home}"
        and (states or country.end - country.start > len(party) // 2)
        for country in named
    )
