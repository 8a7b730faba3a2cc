-- The store: one SQLite file. docs/outputs.md describes it for those who query it.

-- One row a document; `doc` is its number inside this file.
CREATE TABLE documents (
  doc                       INTEGER PRIMARY KEY,
  id                        TEXT NOT NULL UNIQUE,   -- sha256:... of the bytes
  path                      TEXT NOT NULL,          -- where it was last read from
  media_type                TEXT,
  size_bytes                INTEGER,
  page_count                INTEGER,
  title                     TEXT,
  document_type             TEXT NOT NULL,
  document_type_confidence  REAL NOT NULL,
  published                 TEXT,
  language                  TEXT,
  languages                 TEXT NOT NULL,          -- JSON: language to share
  text                      TEXT NOT NULL,
  schema_version            TEXT NOT NULL
);

-- Every path that a document was found at; equal files share one document.
CREATE TABLE paths (
  path  TEXT PRIMARY KEY,
  doc   INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX paths_by_doc ON paths (doc);

CREATE TABLE blocks (
  doc           INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  position      INTEGER NOT NULL,
  id            TEXT NOT NULL,
  kind          TEXT NOT NULL,
  level         INTEGER,
  start_offset  INTEGER NOT NULL,
  end_offset    INTEGER NOT NULL,
  language      TEXT,
  page          INTEGER,
  bbox          TEXT,                               -- JSON: [x0, top, x1, bottom]
  rows          TEXT,                               -- JSON: rows of cell texts
  PRIMARY KEY (doc, position)
) WITHOUT ROWID;

CREATE TABLE entities (
  doc             INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  position        INTEGER NOT NULL,
  id              TEXT NOT NULL,
  label           TEXT NOT NULL,
  text            TEXT NOT NULL,
  start_offset    INTEGER NOT NULL,
  end_offset      INTEGER NOT NULL,
  language        TEXT,
  confidence      REAL NOT NULL,
  canonical_id    TEXT,
  canonical_name  TEXT,
  PRIMARY KEY (doc, position)
) WITHOUT ROWID;
CREATE INDEX entities_by_canonical_id ON entities (canonical_id);

-- One row a record of any type; `record` is its number inside this file.
CREATE TABLE records (
  record      INTEGER PRIMARY KEY,
  doc         INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  id          TEXT NOT NULL,
  type        TEXT NOT NULL,
  language    TEXT,
  confidence  REAL NOT NULL,
  page        INTEGER,                              -- first page that it stands on
  due_last    TEXT,                                 -- last day of `due`: 2021-09 gives 2021-09-30
  data        TEXT NOT NULL,                        -- JSON: the fields of its type
  UNIQUE (doc, position)
);
CREATE INDEX records_by_type ON records (type, due_last);

CREATE TABLE provenance (
  record        INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
  position      INTEGER NOT NULL,
  block_id      TEXT NOT NULL,
  page          INTEGER,
  start_offset  INTEGER NOT NULL,
  end_offset    INTEGER NOT NULL,
  PRIMARY KEY (record, position)
) WITHOUT ROWID;

-- Countries that a record is about: `basis` is stated (a field of the record), mentioned (named in
-- its text) or document (what the whole document is about).
CREATE TABLE record_countries (
  record   INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
  country  TEXT NOT NULL,
  basis    TEXT NOT NULL,
  PRIMARY KEY (record, country)
) WITHOUT ROWID;
CREATE INDEX record_countries_by_country ON record_countries (country);

CREATE TABLE record_themes (
  record  INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
  theme   TEXT NOT NULL,
  PRIMARY KEY (record, theme)
) WITHOUT ROWID;

CREATE TABLE record_codes (
  record  INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
  scheme  TEXT NOT NULL,
  code    TEXT NOT NULL,
  PRIMARY KEY (record, scheme, code)
) WITHOUT ROWID;

-- Bodies and persons that a record names; `field` is the field they stand in, `folded` what
-- they are found by: name, canonical id and names in both languages, lower case, no accents.
CREATE TABLE record_bodies (
  record        INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
  field         TEXT NOT NULL,
  position      INTEGER NOT NULL,
  name          TEXT NOT NULL,
  canonical_id  TEXT,
  folded        TEXT NOT NULL,
  PRIMARY KEY (record, field, position)
) WITHOUT ROWID;

CREATE TABLE warnings (
  doc       INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  position  INTEGER NOT NULL,
  code      TEXT NOT NULL,
  message   TEXT NOT NULL,
  page      INTEGER,
  PRIMARY KEY (doc, position)
) WITHOUT ROWID;

-- Inputs that could not be parsed when last tried.
CREATE TABLE failures (
  path            TEXT PRIMARY KEY,
  id              TEXT,
  media_type      TEXT,
  size_bytes      INTEGER,
  page_count      INTEGER,
  code            TEXT NOT NULL,
  message         TEXT NOT NULL,
  stage           TEXT NOT NULL,
  schema_version  TEXT NOT NULL
) WITHOUT ROWID;

-- Full text of records, without accents and capitals; rowid is `records.record`. `own` holds the
-- record's words, `labels` what it is about in both languages: countries, themes, bodies, concepts.
CREATE VIRTUAL TABLE search USING fts5 (
  own, labels, tokenize = "unicode61 remove_diacritics 2", prefix = '3'
);
