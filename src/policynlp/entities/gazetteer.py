"""Names looked up word by word: a tree of folded words, longest match first.

Names of every language are looked for in every block, since a French report names English bodies.
A look-up costs one dictionary access a word, however many names there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from policynlp import folding
from policynlp.entities import name_forms, tables
from policynlp.entities.mentions import Mention, Segment
from policynlp.entities.name_forms import Name, Node, add_form, listed_forms, words_in
from policynlp.entities.name_words import name_words, words_of
from policynlp.entities.tables import FILES, knowledge, known, rows
from policynlp.languages import available, cached_of_files


class Gazetteer:
    """A set of names with ids.

    Args:
        forms: of names by their first word, each with its further words and the fields of a `Name`.
        titles: the canonical names of ids, by language ("": of all).
    """

    def __init__(
        self,
        forms: Mapping[str, Sequence[Sequence[Any]]],
        titles: Mapping[str, Mapping[str, str]],
    ) -> None:
        self._forms, self._titles = forms, titles
        self._trees: dict[str, Node] = {}

    @classmethod
    def of(cls, names: Iterable[Name]) -> Gazetteer:
        """Of names."""
        return cls(*listed_forms(names))

    def _tree(self, first: str) -> Node | None:
        """The names that begin with a word, made when it is first met."""
        tree = self._trees.get(first)
        if tree is None and first in self._forms:
            tree = Node()
            for rest, text, values, *more in self._forms[first]:
                node = tree
                for word in rest:
                    node = node.following.setdefault(word, Node())
                add_form(node.names, Name(text, tuple(values), *more))
            self._trees[first] = tree
        return tree

    def title(self, value: str, language: str | None) -> str | None:
        """The canonical name of an id in a language, else in any."""
        forms = self._titles.get(value)
        if not forms:
            return None
        return forms.get(language or "") or next(iter(forms.values()))

    def whole(self, text: str) -> list[Name]:
        """The forms whose words are exactly those of a text; acronyms only in capitals."""
        first, *rest = words_in(text) or [""]
        node = self._tree(first)
        for word in rest:
            node = node.following.get(word) if node is not None else None
        names = node.names if node is not None else []
        return [name for name in names if not name.exact or _plain(name.text) == _plain(text)]

    def begins(self, word: str) -> bool:
        """Whether some name begins with a folded word."""
        return word in self._forms

    def find(self, segment: Segment) -> Iterator[tuple[Name, int, int]]:
        """Longest matches: the name, its first word and the word behind it."""
        words = segment.words
        forms = self._forms
        behind, count = 0, len(words)
        for word in [i for i, text in enumerate(words) if text in forms]:
            if word < behind:
                continue
            node = self._tree(words[word])
            best: tuple[Name, int] | None = None
            at = word
            while node is not None:
                at += 1
                if node.names:
                    name = _pick(node.names, segment, word, at)
                    if name is not None:
                        best = (name, at)
                if at >= count or not _tight(segment, at):
                    break
                node = node.following.get(words[at])
            if best is not None:
                yield best[0], word, best[1]
                behind = best[1]


def _tight(segment: Segment, word: int) -> bool:
    """Whether a name may go on across the gap before a word: no line, stop or bracket between."""
    start, end = segment.ends[word - 1] - segment.start, segment.starts[word] - segment.start
    gap = end - start
    if gap == 0:
        return True
    if gap > 4:
        return False
    text = segment.folded[start:end]
    return text in _JOINTS


_JOINTS = frozenset(
    {" ", "-", "'", ". ", ".", " - ", "/", " & ", "&", ", ", " (", "(", " '", "' ", "-'", ".-", "+"}
)


def _pick(names: list[Name], segment: Segment, first: int, behind: int) -> Name | None:
    """The form among those of the same words that the text at hand is."""
    start, end = segment.starts[first], segment.ends[behind - 1]
    at = start - segment.start
    if at > 0 and segment.folded[at - 1] in "_@":
        return None
    stop = end - segment.start
    if segment.folded[stop : stop + 1].isdigit() and segment.folded[stop - 1].isalpha():
        return None  # "UHC" in "UHC2030"
    text = segment.raw(start, end)
    best = None
    for name in names:
        if name.exact:
            if _printed_so(text, name):
                return name
        elif _capital(text, name) and (
            best is None
            or (name.language == segment.language and best.language != segment.language)
        ):
            best = name
    return best


def _printed_so(text: str, name: Name) -> bool:
    """Whether a form that must be exact is; long acronyms also as words ("Unicef", "Norad")."""
    plain, wanted = _plain(text), _plain(name.text)
    if plain == wanted:
        return True
    if name.ambiguous or len(wanted) < 4 or not wanted.isupper():
        return False
    words = name_words()
    known = words.topics | words.running | words.not_names | words.heads.keys()
    return plain == wanted.capitalize() and plain.lower() not in known


def _plain(text: str) -> str:
    return text.replace("’", "'").replace("‑", "-").replace("–", "-").replace(".", "")


def _capital(text: str, name: Name) -> bool:
    """A name has the capitals of its form: at least that of its last capitalised word."""
    if name.text.islower():
        return True  # "low-income countries"
    if name.label == "LOC" and name.text[0].isupper() and not text[0].isupper():
        return False  # "northern Africa"
    last = max(
        (i for i, c in enumerate(name.text) if c.isupper() and _begins(name.text, i)), default=0
    )
    if name.ambiguous and name.label == "COUNTRY":
        return _plain(text) == _plain(name.text)
    if name.label == "ORG" and " " in text:
        # « Nations unies », "international labour organization": a name of several words of a body
        # of the world is known by any of its capitals, a long one without them.
        first = any(c.isupper() for c in text)
        return first or (len(text) > 22 and _is_worldwide(name.values[0])) or _says_country(text)
    if len(text) == len(name.text):
        return text[last].isupper()
    return text[:1].isupper() or any(c.isupper() for c in text[1:])


def _says_country(text: str) -> bool:
    """Whether a word of a country is in a text: « la coopération suisse » needs no capital."""
    return any(word in demonyms() for word in words_of(text))


@cache
def _is_worldwide(value: str) -> bool:
    """Whether an id is that of a body of the United Nations, a bank or a fund of many countries."""
    entry = known(value)
    return entry is not None and entry.kind in _WORLDWIDE and entry.country is None


_WORLDWIDE = frozenset({"un_agency", "multilateral_bank", "regional_body"})


def _begins(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()


@cache
def countries() -> Gazetteer:
    """Country names of all languages, ids `country:<ISO3>`; source: CLDR and ISO 3166."""
    names = []
    common = name_words().not_names | name_words().not_in_people
    for code in available():
        for row in rows(code, "countries"):
            text = row["name"]
            words = [w for w in words_of(text) if w not in name_words().articles]
            names.append(
                Name(
                    text,
                    (f"country:{row['iso3']}",),
                    "COUNTRY",
                    exact=text.isupper() and len(text) <= 6,
                    # « Réunion » is a country in English and a meeting in French.
                    ambiguous=row.get("ambiguous", "") == "1" or common.issuperset(words),
                    language=code,
                )
            )
    return Gazetteer.of(names)


def _with_stop(segment: Segment, behind: int) -> int:
    """The end of a name, the last stop of its abbreviation included ("U.S.", "D.C.")."""
    end = segment.ends[behind - 1]
    single = end - segment.starts[behind - 1] == 1 and segment.gap(behind - 1) == "."
    stop = segment.folded[end - segment.start : end - segment.start + 1] == "."
    return end + (single and stop)


@cache
def demonyms() -> dict[str, str]:
    """Folded adjective of a country -> ISO alpha-3 code; they name no country by themselves."""
    return {
        " ".join(words_of(row["adjective"])): row["iso3"]
        for code in available()
        for row in rows(code, "demonyms")
    }


@cache
def adjectives_of(language: str | None) -> frozenset[str]:
    """Folded adjectives of countries of one language that name no country in it."""
    if language not in available():
        return frozenset()
    named = {" ".join(words_of(row["name"])) for row in rows(language, "countries")}
    return frozenset(
        " ".join(words_of(row["adjective"])) for row in rows(language, "demonyms")
    ) - frozenset(named)


@cache
def capitals() -> dict[str, str]:
    """Folded names of capitals -> ISO alpha-3 code of their country."""
    found = {}
    for row in knowledge("countries"):
        for key, text in row.items():
            if key.startswith("capital") and text:
                found[" ".join(words_in(text))] = row["iso3"]
    return found


def find_countries(segment: Segment) -> Iterator[Mention]:
    """Country names in a segment, longest first ("Guinée équatoriale" is not "Guinée")."""
    gazetteer = countries()
    for name, first, behind in gazetteer.find(segment):
        start, end = segment.starts[first], _with_stop(segment, behind)
        if name.ambiguous and not _at_home(segment, name, first, behind):
            continue
        foreign = name.language != segment.language and behind - first == 1
        if foreign and segment.words[first] in adjectives_of(segment.language):
            continue  # « Argentine » in "the Argentine state"
        yield Mention(
            "COUNTRY", start, end, segment.language, 0.97, value=name.values[0],
            name=gazetteer.title(name.values[0], segment.language), origin="gazetteer",
        )  # fmt: skip


def _at_home(segment: Segment, name: Name, first: int, behind: int) -> bool:
    """Whether a form that is also another word is a country here: not "Maurice Ye", "US$"."""
    end = segment.ends[behind - 1] - segment.start
    if segment.folded[end : end + 2].lstrip()[:1] == "$":
        return False
    before = segment.words[first - 1] if first > 0 else ""
    opens = first == 0 or segment.gap(first).strip()[-1:] in (".", "!", "?", ":", "-")
    following = segment.words[behind] if behind < len(segment.words) else ""
    if segment.words[first] in name_words().articles and (opens or following in name_words().of):
        return False  # « La Réunion du cinquième anniversaire »
    if name.text.isupper():
        return segment.gap(first) == " " and before in name_words().before_country
    for word, gap in ((behind, behind), (first - 1, first)):
        if 0 <= word < len(segment.words) and segment.gap(gap) == " ":
            start = segment.starts[word]
            text = segment.words[word]
            running = text in name_words().running or text in name_words().heads
            if segment.raw(start, start + 1).isupper() and not running:
                return False
    return before not in name_words().titles and name.language == segment.language


@cache
def known_names() -> Gazetteer:
    """Bodies, programmes and places of all languages, with their ids."""
    data = [*(f"{file}.tsv" for file in FILES), "names.toml", "lexicon.toml"]
    modules = [__file__, *(str(one.__file__) for one in (name_forms, tables, folding))]
    return Gazetteer(*cached_of_files("names", data, modules, lambda: listed_forms(_known_names())))


def _known_names() -> Iterator[Name]:
    for code in available():
        for file, label in FILES.items():
            for row in rows(code, file):
                kind = row.get("kind_of_form", "name")
                words = words_of(row["name"])
                # "The Union", « L'Initiative » are names only when printed just so.
                bare = len(words) == 2 and words[0] in name_words().articles
                yield Name(
                    row["name"],
                    (row["id"],),
                    label,
                    exact=bare or kind.startswith("acronym") or row["name"].isupper(),
                    ambiguous=kind.endswith("_ambiguous") or row.get("ambiguous", "") == "1",
                    language=code,
                )


def find_known(segment: Segment, *, capitals_line: bool) -> Iterator[Mention]:
    """Bodies, programmes and places with an id. A form that several share, or that is also a
    word, comes without `value` but with its `candidates`."""
    gazetteer = known_names()
    not_names = name_words().not_names
    for name, first, behind in gazetteer.find(segment):
        start, end = segment.starts[first], _with_stop(segment, behind)
        if behind - first == 1 and name.exact:
            word = segment.words[first]
            if len(word) < 3 and (
                name.language != segment.language or segment.gap(first).endswith("-")
            ):
                continue  # "CKNL-FM"
            doubtful = name.ambiguous or word in not_names or word in name_words().running
            if doubtful and (capitals_line or word in not_names):
                continue
        if name.label == "ORG":
            end = _with_country(segment, behind, end)
        value = None if name.ambiguous else name.values[0]
        yield Mention(
            name.label, start, end, segment.language, 0.8 if name.ambiguous else 0.95,
            value=value, name=gazetteer.title(value, segment.language) if value else None,
            origin="gazetteer", candidates=name.values if name.ambiguous else (),
        )  # fmt: skip


def _with_country(segment: Segment, behind: int, end: int) -> int:
    """Where a body's name ends that a country follows at once: "WHO Nepal", "Caritas Comores"."""
    if behind >= len(segment.words) or segment.gap(behind) != " ":
        return end
    if not countries().begins(segment.words[behind]):
        return end
    start = segment.starts[behind]
    for name, first, after in countries().find(tail(segment, behind)):
        if first == 0 and segment.raw(start, start + 1).isupper() and not name.ambiguous:
            return segment.ends[behind + after - 1]
        break
    return end


def tail(segment: Segment, word: int) -> Segment:
    """The next few words of a segment from a word on."""
    start = segment.starts[word]
    stop = min(word + 6, len(segment.words))
    cut = start - segment.start
    return Segment(
        start, segment.end, segment.language, segment.block, segment.text[cut:],
        segment.folded[cut:], segment.words[word:stop], segment.starts[word:stop],
        segment.ends[word:stop],
    )  # fmt: skip
