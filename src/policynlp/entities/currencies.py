"""Which country's money is meant where a word ("shilling", "franc CFA") is that of several."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from policynlp.entities.amounts import local_currency
from policynlp.entities.gazetteer import known_names
from policynlp.entities.mentions import Mention, Segment

_CENTRAL = frozenset({"CMR", "CAF", "TCD", "COG", "GAB", "GNQ"})
_WEST = frozenset({"BEN", "BFA", "CIV", "GNB", "MLI", "NER", "SEN", "TGO"})
_PLACE_ID = re.compile(r"-[A-Z]{3}$")
_SHARED = ("money:CFA:", "money:@")


class SharedMoney:
    """Resolves the sums of a document whose money several countries share."""

    def __init__(
        self, document: Sequence[Segment], mentions: Iterable[Mention], country: str | None
    ) -> None:
        """`country` is the ISO alpha-3 code of the country the document is about, if any."""
        mentions = tuple(mentions)
        self.needed = any(m.value and m.value.startswith(_SHARED) for m in mentions)
        self.named = sorted(
            (m.start, m.value.removeprefix("country:"))
            for m in mentions
            if self.needed and m.label == "COUNTRY" and m.value
        )
        self.country = country
        if self.needed and country is None:
            self.country = _country_of_places(document)

    def id_of(self, value: str, start: int) -> str | None:
        """The id of a sum that stands at `start`, or None where nothing says whose money it is.

        The country of the document counts if it has such a money, else the country named last
        before the sum that has one, else the first behind it, else the table's default.
        """
        _, currency, amount = value.split(":", 2)
        if currency != "CFA" and not currency.startswith("@"):
            return value
        near = [code for at, code in reversed(self.named) if at < start]
        near += [code for at, code in self.named if at >= start]
        for country in (self.country, *near):
            found = _of_country(currency, country) if country else None
            if found:
                return f"money:{found}:{amount}"
        default = "XOF" if currency == "CFA" else local_currency(currency[1:], None)
        return f"money:{default}:{amount}" if default else None


def _of_country(currency: str, country: str) -> str | None:
    """The ISO 4217 code of a shared money in a country that has it."""
    if currency == "CFA":
        return "XAF" if country in _CENTRAL else "XOF" if country in _WEST else None
    return local_currency(currency[1:], country)


def _country_of_places(document: Sequence[Segment]) -> str | None:
    """The country of the towns named, also inside names ("Chambre de commerce de Douala")."""
    counts = Counter(
        name.values[0].rsplit("-", 1)[1]
        for segment in document
        for name, _, _ in known_names().find(segment)
        if name.label == "LOC" and _PLACE_ID.search(name.values[0])
    )
    ranked = counts.most_common(2)
    return ranked[0][0] if ranked and 3 * ranked[0][1] >= 2 * counts.total() else None
