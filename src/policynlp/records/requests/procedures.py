"""Papers that tell readers how to apply, bid or compete: their orders ask nobody for a step.

Told by the words of the whole paper: forms, fees, eligibility, counters, closing dates. Words stand
in `languages/*/records/no_request.toml`.
"""

from __future__ import annotations

from policynlp.annotated import AnnotatedDocument, once_a_document

NAME = "records/no_request"
# What such papers speak of; the last says that they speak to their reader.
SUBJECTS = (
    "apply", "form", "fee", "eligible", "papers", "permit", "counter", "post", "closing", "bid",
    "appeal", "cover", "you",
)  # fmt: skip
# So many of the subjects and so many of their words among a hundred, in one of these pairs.
LIMITS = ((8, 1.8), (6, 2.4), (5, 3.5), (4, 4.5))
# Terms of reference hold a part on how to apply: only those that hold little else count.
REFERENCE_LIMITS = ((6, 4.5),)
# Papers that report what was found or agreed are none, whatever they speak of.
_KINDS = frozenset({"guidance", "other", "training_announcement", "policy_document", "news"})
# How much of a paper is read, in characters.
MAX_READ = 20_000


@once_a_document
def is_procedure(document: AnnotatedDocument) -> bool:
    """Whether a document tells its readers how to apply, bid or compete for something."""
    label = document.document_type.label
    if label == "terms_of_reference":
        limits: tuple[tuple[int, float], ...] = REFERENCE_LIMITS
    elif label in _KINDS:
        limits = LIMITS
    else:
        return False
    subjects, density = procedure_signs(document)
    return any(subjects >= least and density >= share for least, share in limits)


def procedure_signs(document: AnnotatedDocument) -> tuple[int, float]:
    """Of how many subjects of such papers a document speaks, and their words in a hundred."""
    blocks = document.loaded.blocks
    if not blocks:
        return 0, 0.0
    rules = document.lexicon_at(blocks[len(blocks) // 2].start)
    folded = document.stretch(0, min(len(document.folded), MAX_READ))
    subjects = hits = 0
    for subject in SUBJECTS:
        found = sum(1 for _ in rules.pattern(NAME, f"procedure.{subject}").finditer(folded))
        subjects += found > 0
        # Letters speak to their reader, too, and ask him for something.
        hits += found if subject != "you" else 0
    return subjects, 100 * hits / max(1, len(folded.split()))
