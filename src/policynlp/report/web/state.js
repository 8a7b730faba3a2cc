// What the page knows and what is chosen; words, names and dates in the reader's language.

const index = readData("index");
const DOCUMENTS = index.documents ?? [];
const RECORDS = index.records ?? [];
const REVIEW = index.review ?? null;
const TYPES = Object.keys(index.languages.en.labels.record_types);
const TODAY = new Date().toISOString().slice(0, 10);

const NO_FILTERS = () => ({ types: new Set(), country: "", theme: "", kind: "", status: "", year: "", purpose: "", least: 0, search: "" });
const state = {
  language: navigator.language?.startsWith("fr") ? "fr" : "en",
  view: "overview",
  doc: 0,
  record: null,
  entities: true,
  filters: NO_FILTERS(),
};

const words = () => index.languages[state.language].words;
const t = (key, values = {}) =>
  (words()[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
const label = (kind, code) => index.languages[state.language].labels[kind]?.[code] ?? code;
// The day comes first in English too: most readers are no Americans.
const DATE_ORDER = { en: "en-GB", fr: "fr" };
const country = (code) => index.countries[code]?.[state.language] ?? code;
const count = (number) => new Intl.NumberFormat(state.language).format(number);
const percent = (share) =>
  new Intl.NumberFormat(state.language, { style: "percent", maximumFractionDigits: 0 }).format(share);
const languageName = (code) => {
  try {
    return new Intl.DisplayNames([state.language], { type: "language" }).of(code);
  } catch {
    return code;
  }
};

// "2020-03" is a month and stays one; "2020-03/2020-05" is a period.
function date(iso) {
  if (!iso) return "";
  if (iso.includes("/")) return iso.split("/").map(date).join(" – ");
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(iso);
  if (!match) return iso;
  const [, year, month, day] = match;
  if (!month) return year;
  const style = { year: "numeric", month: "short", timeZone: "UTC", ...(day ? { day: "numeric" } : {}) };
  const value = new Date(Date.UTC(0, month - 1, day ?? 1));
  value.setUTCFullYear(Number(year));
  return new Intl.DateTimeFormat(DATE_ORDER[state.language], style).format(value);
}

// "11 – 22 Feb 2019": what both ends share is said once.
function between(start, end) {
  if (![start, end].every((iso) => /^\d{4}-\d{2}-\d{2}$/.test(iso)) || start > end) return date(`${start}/${end}`);
  const style = { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat(DATE_ORDER[state.language], style).formatRange(new Date(start), new Date(end));
}

const fileName = (path) => path.replace(/\\/g, "/").split("/").pop();
const titleOf = (doc) => doc.title || fileName(doc.path);

const MAIN = ["text", "step", "description", "quote", "title", "name"];
const WHO = ["addressees", "responsible", "providers", "organizers", "partners", "travellers", "speaker"];

function period(record) {
  if (!record.start_date) return "";
  if (!record.end_date || record.end_date === record.start_date) return date(record.start_date);
  return between(record.start_date, record.end_date);
}

// What a record says in one line.
function headline(record) {
  for (const field of MAIN) if (record[field]) return record[field];
  const places = [...(record.places ?? []), ...(record.countries ?? []).map(country)];
  const parts = [
    record.kind ? label("event_kinds", record.kind) : "",
    places.length ? places.join(", ") : (record.place ?? (record.country ? country(record.country) : "")),
    period(record),
  ].filter(Boolean);
  return parts.join(" · ") || (record.objectives ?? [])[0] || label("record_types", record.type);
}

function who(record) {
  const found = WHO.flatMap((field) => record[field] ?? []);
  return found.map((item) => item.name ?? item);
}

const bodies = new Map();
// Text, blocks and entities of a document; read when it is first opened.
function bodyOf(number) {
  if (!bodies.has(number)) bodies.set(number, readData(`doc-${number}`));
  return bodies.get(number);
}

const byDocument = new Map(DOCUMENTS.map((doc) => [doc.n, []]));
for (const record of RECORDS) byDocument.get(record.doc)?.push(record);

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
