"""Bytes to text: UTF-8, UTF-16, the one-byte encodings of Western Europe, and mojibake repaired."""

from __future__ import annotations

import codecs
import re
import unicodedata

from policynlp.schema import Warning

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65536
# What the one-byte encodings are told apart by: letters and signs that written text uses.
_GOOD_LETTERS = frozenset("àâäáãåçéèêëíìîïñóòôöõúùûüÿœæøßÀÂÄÁÃÇÉÈÊËÍÎÏÑÓÔÖÕÚÙÛÜŒÆ")
_GOOD_SIGNS = frozenset("«»‹›“”„‘’–—…°•·€£§©®™²³½¼ªº\xa0")
_ONE_BYTE = ("cp1252", "mac_roman", "cp850")


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, tuple[Warning, ...]]:
    """The text of `data`, and a warning where it had to be repaired.

    `declared` is the encoding that the file names for itself; it is believed where the bytes are
    valid in it. Bytes that no guess explains become U+FFFD.
    """
    text, damaged = _decode(data, declared)
    text, repaired = repair_mojibake(text)
    warnings = []
    if repaired:
        warnings.append(
            Warning(
                code="encoding_repaired",
                message=f"{repaired} lines held text decoded wrongly by another program; repaired",
            )
        )
    if damaged:
        warnings.append(
            Warning(
                code="encoding_doubtful",
                message=f"{damaged} bytes fit no encoding and were replaced; check the accents",
            )
        )
    return text, tuple(warnings)


def _decode(data: bytes, declared: str | None) -> tuple[str, int]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = data.decode(encoding, "replace")
            return text, text.count("\ufffd")
    wide = _wide_encoding(data)
    if wide is not None:
        text = data.decode(wide, "replace")
        return text, text.count("\ufffd")
    try:
        return data.decode("utf-8"), 0
    except UnicodeDecodeError:
        pass
    stated = _known(declared)
    if stated is not None and stated not in ("utf-8", "ascii"):
        try:
            return data.decode("cp1252" if stated == "iso8859-1" else stated), 0
        except UnicodeDecodeError:
            pass
    loose = data.decode("utf-8", "replace")
    odd = loose.count("\ufffd")
    # UTF-8 with stray bytes: valid sequences of several bytes hardly ever arise by chance.
    if sum(1 for c in loose if c > "\x7f") - odd >= 2 * odd:
        return data.decode("utf-8", "stray"), 0
    return _decode_one_byte(data)


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Error handler: a byte that is no UTF-8 is read as cp1252, the usual stray."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return stray.decode("cp1252", "replace"), error.end


codecs.register_error("stray", _as_cp1252)


def _known(declared: str | None) -> str | None:
    if not declared:
        return None
    try:
        return codecs.lookup(declared.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of Western text is zero."""
    sample = data[:4096]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.7 and even < 0.1:
        return "utf-16-le"
    if even > 0.7 and odd < 0.1:
        return "utf-16-be"
    return None


def _decode_one_byte(data: bytes) -> tuple[str, int]:
    """The reading among the one-byte encodings that looks most like writing."""
    sample = data[: 4 * _SAMPLE]
    scores = {name: _plausibility(sample.decode(name, "replace")) for name in _ONE_BYTE}
    # max() takes the first of equals, and cp1252 is by far the most common.
    best = max(_ONE_BYTE, key=lambda name: scores[name])
    if scores[best] < 0:
        guess = _guess_other(sample)
        if guess is not None:
            best = guess
    text = data.decode(best, "replace")
    return text, text.count("\ufffd")


def _plausibility(text: str) -> float:
    """Mean merit of the letters beyond ASCII, from -1 to 1: accented letters inside words of the
    same case count for, letters in odd places and rare signs against."""
    total, score = 0, 0.0
    for match in re.finditer(r"[^\x00-\x7f]", text):
        position, character = match.start(), match.group()
        before = text[position - 1 : position]
        after = text[position + 1 : position + 2]
        total += 1
        if character in _GOOD_LETTERS:
            beside = [c for c in (before, after) if c.isalpha() and c < "\x80"]
            clash = any(character.isupper() and c.islower() and c is before for c in beside)
            score += -1 if clash else (1 if beside or not before.strip() else 0.2)
        elif character in _GOOD_SIGNS:
            inside = before.isalpha() and after.isalpha() and character not in "’‘–·\xa0"
            score += -1 if inside else 0.8
        else:
            score -= 1
    return score / total if total else 0.0


def _guess_other(sample: bytes) -> str | None:
    """An encoding of another script, guessed by charset-normalizer."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample[:_SAMPLE]).best()
    return None if best is None else best.encoding


# A cheap look for what mojibake leaves behind, before ftfy is loaded at all.
_SUSPECT = re.compile(r"[ÂÃâÅÐÎ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\xa0-\xbf]|√|Ã|‚Ä")


def repair_mojibake(text: str) -> tuple[str, int]:
    """`text` with doubly encoded lines put right, and how many lines that were.

    A line is changed only where it is clearly better afterwards: fewer implausible sequences and
    no character lost.
    """
    if not _SUSPECT.search(text):
        return text, 0
    from ftfy import fix_encoding
    from ftfy.badness import badness

    repaired = 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if len(line) > 20_000 or not _SUSPECT.search(line):
            continue
        before = badness(line)
        if not before:
            continue
        fixed = fix_encoding(line)
        if fixed != line and badness(fixed) < before and "\ufffd" not in fixed:
            lines[number] = fixed
            repaired += 1
    return "\n".join(lines), repaired


def looks_like_text(data: bytes) -> bool:
    """Whether the bytes can be text: no binary zeros (but UTF-16) and few control characters."""
    sample = data[:_SAMPLE]
    if any(sample.startswith(bom) for bom, _ in _BOMS):
        text = preview(data)
        odd = sum(unicodedata.category(c) in ("Cc", "Cn") for c in text if c not in "\n\r\t\f")
        return odd <= len(text) // 50
    if _wide_encoding(data) is not None:
        text = preview(data)
        return sum(c.isalnum() or c.isspace() for c in text) > len(text) * 0.6
    if b"\x00" in sample:
        return False
    control = len(sample) - len(sample.translate(None, bytes(range(8)) + bytes(range(14, 27))))
    return control <= len(sample) // 200


def preview(data: bytes) -> str:
    """The first 64 KB as text, for a look at what kind of text it is."""
    sample = data[:_SAMPLE]
    for bom, encoding in _BOMS:
        if sample.startswith(bom):
            return sample.decode(encoding, "replace")
    return sample.decode(_wide_encoding(sample) or "utf-8", "replace")
