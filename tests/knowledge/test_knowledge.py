"""The tables of knowledge and the names of every language fit together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

import pytest

from policynlp.languages import fold_name, lexicon, read_tsv

LANGUAGES = ("en", "fr")
Row = dict[str, str]

# Table -> (key column here, name column there, key column there, least number of ids)
TABLES: Mapping[str, tuple[str, str, str, int]] = {
    "countries": ("iso3", "name", "iso3", 250),
    "organizations": ("id", "name", "id", 700),
    "programs": ("id", "name", "id", 120),
    "concepts": ("id", "term", "id", 350),
    "places": ("id", "name", "id", 1500),
}
ID = re.compile(r"(?:org|program|concept|place|group):[a-z0-9]+(?:-[a-z0-9]+)*(?:-[A-Z]{3})?")
BLOCKS = {
    "service_delivery", "health_workforce", "health_information", "medical_products", "financing",
    "governance",
}  # fmt: skip
ORGANIZATION_KINDS = {
    "un_agency", "bilateral", "multilateral_bank", "global_initiative", "foundation", "ngo",
    "government", "university", "research", "regional_body", "network", "private", "insurance",
    "professional",
}  # fmt: skip
FORMS = {f"{form}{flag}" for form in ("name", "acronym", "short") for flag in ("", "_ambiguous")}
TAKES = {"first_topic", "topics", "place", "topics_and_place", "nothing"}


def knowledge(table: str) -> tuple[Row, ...]:
    return read_tsv("policynlp.knowledge", f"{table}.tsv")


def names(code: str, table: str) -> tuple[Row, ...]:
    return read_tsv("policynlp.languages", f"{code}/{table}.tsv")


def flagged(row: Row) -> bool:
    return row.get("ambiguous") == "1" or row.get("kind_of_form", "").endswith("_ambiguous")


def ids_of(code: str, table: str, name: str) -> set[str]:
    """The ids of a form, by its folded spelling."""
    _, column, key, _ = TABLES[table]
    return {r[key] for r in names(code, table) if fold_name(r[column]) == fold_name(name)}


@pytest.mark.parametrize("table", TABLES)
def test_ids_are_unique_sorted_and_enough(table: str) -> None:
    key, _, _, least = TABLES[table]
    ids = [row[key] for row in knowledge(table)]
    assert ids == sorted(set(ids))
    assert len(ids) >= least


@pytest.mark.parametrize("table", [t for t in TABLES if t != "countries"])
def test_ids_are_well_formed(table: str) -> None:
    assert [r["id"] for r in knowledge(table) if not ID.fullmatch(r["id"])] == []


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_id_has_its_main_name_first(table: str, code: str) -> None:
    here, column, key, _ = TABLES[table]
    first: dict[str, str] = {}
    for row in names(code, table):
        first.setdefault(row[key], row[column])
    wrong = [
        (row[here], row[f"name_{code}"], first.get(row[here]))
        for row in knowledge(table)
        if fold_name(first.get(row[here], "")) != fold_name(row[f"name_{code}"])
    ]
    assert wrong == []


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_name_points_at_a_known_id(table: str, code: str) -> None:
    here, _, key, _ = TABLES[table]
    known = {row[here] for row in knowledge(table)}
    assert {row[key] for row in names(code, table)} - known == set()


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("code", LANGUAGES)
def test_names_are_sorted_by_id_then_form(table: str, code: str) -> None:
    here, column, key, _ = TABLES[table]
    main = {row[here]: fold_name(row[f"name_{code}"]) for row in knowledge(table)}
    rows = [(r[key], fold_name(r[column]) != main[r[key]], r[column]) for r in names(code, table)]
    assert rows == sorted(rows)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_form_with_two_ids_is_flagged_in_every_row(table: str, code: str) -> None:
    _, column, key, _ = TABLES[table]
    ids: dict[str, set[str]] = defaultdict(set)
    for row in names(code, table):
        ids[fold_name(row[column])].add(row[key])
    bare = [
        (row[column], row[key])
        for row in names(code, table)
        if len(ids[fold_name(row[column])]) > 1 and not flagged(row)
    ]
    assert bare == []


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("code", LANGUAGES)
def test_no_form_is_listed_twice_for_an_id(table: str, code: str) -> None:
    _, column, key, _ = TABLES[table]
    rows = [(fold_name(row[column]), row[key]) for row in names(code, table)]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("code", LANGUAGES)
def test_cells_are_clean(table: str, code: str) -> None:
    cells = [cell for row in names(code, table) for cell in row.values()]
    cells += [cell for row in knowledge(table) for cell in row.values()]
    assert [c for c in cells if c != " ".join(c.split()) or "’" in c] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_names_of_other_tables_are_no_country_names(code: str) -> None:
    countries = {fold_name(row["name"]) for row in names(code, "countries")}
    for table in ("organizations", "programs", "places"):
        assert {fold_name(r["name"]) for r in names(code, table)} & countries == set(), table


@pytest.mark.parametrize("code", LANGUAGES)
def test_there_are_enough_places(code: str) -> None:
    assert len(names(code, "places")) >= 1500


def test_country_columns_hold_country_codes() -> None:
    codes = {row["iso3"] for row in knowledge("countries")}
    for table in ("organizations", "programs", "places"):
        assert {row["iso3"] for row in knowledge(table)} - codes == {""}, table


def test_who_regions_have_their_members() -> None:
    members: dict[str, int] = defaultdict(int)
    for row in knowledge("countries"):
        members[row["who_region"]] += row["who_member"] == "1"
    del members[""]
    assert members == {
        "AFRO": 47, "AMRO/PAHO": 35, "EMRO": 21, "EURO": 53, "SEARO": 10, "WPRO": 28,
    }  # fmt: skip


def test_kinds_and_successors_of_organizations_are_known() -> None:
    rows = knowledge("organizations")
    ids = {row["id"] for row in rows}
    assert {row["kind"] for row in rows} <= ORGANIZATION_KINDS
    assert {row["succeeded_by"] for row in rows} - {""} <= ids
    assert [row["id"] for row in rows if bool(row["iso3"]) == bool(row["region"])] == []


@pytest.mark.parametrize(
    ("column", "pattern"), [("wikidata", r"Q\d+"), ("ror", r"0[a-z0-9]{6}\d\d"), ("iati", r"\S+")]
)
def test_outside_identifiers_are_well_formed_and_unique(column: str, pattern: str) -> None:
    values = [row[column] for row in knowledge("organizations") if row[column]]
    assert all(re.fullmatch(pattern, value) for value in values)
    assert len(values) == len(set(values)) > 0


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("table", ["organizations", "programs"])
def test_kinds_of_forms_are_known(code: str, table: str) -> None:
    assert {row["kind_of_form"] for row in names(code, table)} <= FORMS


@pytest.mark.parametrize("code", LANGUAGES)
def test_acronyms_of_two_letters_are_flagged(code: str) -> None:
    rows = [r for r in names(code, "organizations") if r["kind_of_form"] == "acronym"]
    assert [r["name"] for r in rows if len(re.sub(r"\W", "", r["name"])) < 3] == []


def test_every_building_block_has_concepts_in_plenty() -> None:
    blocks = [row["building_block"] for row in knowledge("concepts")]
    assert set(blocks) <= BLOCKS | {""}
    assert min(blocks.count(block) for block in BLOCKS) >= 30


@pytest.mark.parametrize("code", LANGUAGES)
def test_places_repeat_kind_and_country_of_their_id(code: str) -> None:
    known = {row["id"]: (row["kind"], row["iso3"]) for row in knowledge("places")}
    assert [r for r in names(code, "places") if known[r["id"]] != (r["kind"], r["iso3"])] == []


@pytest.mark.parametrize(
    ("code", "name", "iso3"),
    [
        ("fr", "Congo", "COG"), ("fr", "République démocratique du Congo", "COD"),
        ("fr", "RDC", "COD"), ("fr", "Congo-Brazzaville", "COG"), ("fr", "Guinée", "GIN"),
        ("fr", "Guinée équatoriale", "GNQ"), ("fr", "Guinée-Bissau", "GNB"),
        ("fr", "Papouasie-Nouvelle-Guinée", "PNG"), ("fr", "Niger", "NER"),
        ("fr", "Nigeria", "NGA"), ("fr", "Dominique", "DMA"), ("fr", "Swaziland", "SWZ"),
        ("fr", "République dominicaine", "DOM"), ("fr", "Cap-Vert", "CPV"), ("fr", "RCA", "CAF"),
        ("en", "Congo", "COG"), ("en", "DR Congo", "COD"), ("en", "Ivory Coast", "CIV"),
        ("en", "Burma", "MMR"), ("en", "Gambia", "GMB"), ("en", "Dominica", "DMA"),
        ("en", "Dominican Republic", "DOM"), ("en", "Niger", "NER"), ("en", "Nigeria", "NGA"),
    ],
)  # fmt: skip
def test_countries_that_are_easily_mixed_up(code: str, name: str, iso3: str) -> None:
    assert ids_of(code, "countries", name) == {iso3}


@pytest.mark.parametrize(
    ("table", "french", "english"),
    [
        ("organizations", "OMS", "WHO"),
        ("organizations", "Banque mondiale", "World Bank"),
        ("organizations", "Fonds mondial", "Global Fund"),
        ("organizations", "OOAS", "WAHO"),
        ("organizations", "CEDEAO", "ECOWAS"),
        ("organizations", "PNUD", "UNDP"),
        ("programs", "ODD", "SDGs"),
        ("programs", "Déclaration d'Abuja", "Abuja Declaration"),
        ("concepts", "couverture sanitaire universelle", "universal health coverage"),
        ("concepts", "FBR", "RBF"),
        ("concepts", "achat stratégique", "strategic purchasing"),
        ("places", "Afrique de l'Ouest", "West Africa"),
        ("places", "Tombouctou", "Timbuktu"),
        ("places", "Addis-Abeba", "Addis Ababa"),
        ("places", "espace UEMOA", "WAEMU countries"),
    ],
)
def test_both_languages_lead_to_one_id(table: str, french: str, english: str) -> None:
    ids = ids_of("fr", table, french)
    assert len(ids) == 1
    assert ids == ids_of("en", table, english)


def pattern_keys(code: str, part: str) -> list[str]:
    entries = lexicon(code).table("body_patterns")[part]
    assert isinstance(entries, list)
    return [entry["key"] for entry in entries]


@pytest.mark.parametrize("part", ["heads", "topics"])
def test_pattern_keys_are_the_same_in_the_same_order(part: str) -> None:
    keys = pattern_keys("fr", part)
    assert keys == pattern_keys("en", part)
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("code", LANGUAGES)
def test_pattern_forms_have_one_key_each(code: str) -> None:
    table = lexicon(code).table("body_patterns")
    for part in ("heads", "topics"):
        entries = table[part]
        assert isinstance(entries, list)
        forms = [fold_name(form) for entry in entries for form in entry["forms"]]
        assert sorted({f for f in forms if forms.count(f) > 1}) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_terms_of_bodies_are_sorted_and_have_one_key_each(code: str) -> None:
    rows = names(code, "body_terms")
    pairs = [(row["key"], row["form"]) for row in rows]
    assert pairs == sorted(set(pairs))
    forms = [fold_name(form) for _, form in pairs]
    assert sorted({f for f in forms if forms.count(f) > 1}) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_pattern_heads_say_what_they_take(code: str) -> None:
    heads = lexicon(code).table("body_patterns")["heads"]
    assert isinstance(heads, list)
    assert {head["takes"] for head in heads} <= TAKES
    assert {head["kind"] for head in heads} <= ORGANIZATION_KINDS


@pytest.mark.parametrize("code", LANGUAGES)
def test_pattern_acronyms_are_made_of_known_keys(code: str) -> None:
    heads, topics = pattern_keys(code, "heads"), set(pattern_keys(code, "topics")) | {""}
    acronyms = lexicon(code).table("body_patterns")["acronyms"]
    assert isinstance(acronyms, dict)
    for key in acronyms:
        assert any(
            key == h or (key.startswith(f"{h}-") and key[len(h) + 1 :] in topics) for h in heads
        )
