"""In what form help comes, read closer than where it may be help at all: `forms` reads the rest."""

from __future__ import annotations

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.records.help.forms import read_modalities
from policynlp.records.technical_assistance.frames import frames_of

TYPE = "records/technical_assistance"
WORDS = "records/assistance_fields"
_MORE = ("long_term", "short_term", "intermittent", "peer_exchange")
# Frames of people who go to learn, or of houses that are paired, make peers of them.
_PEERS = frozenset({"any_goes", "twins"})


def read_stays(document: AnnotatedDocument, passage: Passage) -> list[str]:
    """The forms of help of a passage, in the order of the contract.

    Lengths of contracts, projects and plans are none of the help's; people at work beside others,
    or seen on a screen, are no peers for that.
    """
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    frames = {frame.name for frame in frames_of(document, passage)}
    more = {n for n in _MORE if rules.pattern(WORDS, f"modalities.{n}").search(folded)}
    found = read_modalities(
        document, passage.start, passage.end, also=more,
        without=rules.pattern(WORDS, "other_lengths"),
    )  # fmt: skip
    if "peer_exchange" in found and not frames & _PEERS and "peer_exchange" not in more:
        named = rules.pattern(TYPE, "modalities.peer_exchange")
        weak = rules.pattern(WORDS, "weak_peers")
        if all(weak.fullmatch(match.group()) for match in named.finditer(folded)):
            found.remove("peer_exchange")
    return found
