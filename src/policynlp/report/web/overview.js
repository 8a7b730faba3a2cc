// The whole collection at a glance; every plot follows the filters and sets them.

function tally(records, keysOf) {
  const counts = new Map();
  for (const record of records) for (const key of keysOf(record)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

// What passes the filters, but for what a reviewer has rejected.
let counted = [];

const MOST_COUNTRIES = 14;
const MOST_STEPS = 12;

function coded(counts, kind, colour) {
  return Object.entries(index.languages[state.language].labels[kind])
    .map(([key, name]) => ({ key, name, value: counts.get(key) ?? 0, kind: colour }));
}

function countriesPlot() {
  const counts = tally(counted, (record) => record.about);
  const rows = [...counts].map(([key, value]) => ({ key, name: country(key), value }))
    .sort((a, b) => b.value - a.value || a.name.localeCompare(b.name));
  const left = rows.length - MOST_COUNTRIES;
  return panel(t("by_country"), left > 0 ? t("countries_left", { n: count(left) }) : null,
    bars(rows.slice(0, MOST_COUNTRIES), { pick: (key) => choose("country", key), chosen: (key) => state.filters.country === key }));
}

function yearsPlot() {
  const counts = tally(counted, (record) => (record.year ? [record.year] : []));
  const years = [...counts.keys()].map(Number);
  const rows = [];
  // A wrong year far away must not press all others into a corner.
  const last = Math.max(...years), first = Math.max(Math.min(...years), last - 29);
  for (let year = first; year <= last; year += 1) {
    rows.push({ key: String(year), name: String(year), parts: [["", counts.get(String(year)) ?? 0]] });
  }
  const undated = counted.filter((record) => !record.year).length;
  return panel(t("by_year"), undated ? t("undated_n", { n: count(undated) }) : null, columns(rows, {
    pick: (key) => choose("year", key), chosen: (key) => state.filters.year === key,
    every: Math.ceil(rows.length / 10),
  }));
}

function missionsPlot() {
  const rows = new Map();
  for (const record of counted) {
    if (record.type !== "mission" || !record.first || !record.last) continue;
    for (const code of record.countries.length ? record.countries : ["?"]) {
      if (!rows.has(code)) rows.set(code, { name: code === "?" ? t("no_country") : country(code), items: [] });
      rows.get(code).items.push(record);
    }
  }
  const sorted = [...rows.values()].sort((a, b) => (a.items[0].first < b.items[0].first ? -1 : 1)).slice(0, 20);
  const figure = panel(t("missions"), t("missions_note"), timeline(sorted, (record) => openRecord(record)));
  figure.classList.add("whole");
  return figure;
}

// Steps that somebody has to take; whether they were taken, no document can know of itself.
function steps() {
  return counted.filter((record) => record.type === "action_item" || record.type === "recommendation");
}

function quarter(day) {
  return `${day.slice(0, 4)}-${Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1}`;
}

function stepsPlot() {
  const dated = steps().filter((record) => record.due_last);
  const byYear = new Set(dated.map((record) => record.due_last.slice(0, 4))).size > 4;
  const of = (record) => (byYear ? record.due_last.slice(0, 4) : quarter(record.due_last));
  const groups = new Map();
  for (const record of dated) {
    if (!groups.has(of(record))) groups.set(of(record), { past: 0, coming: 0 });
    groups.get(of(record))[record.due_last < TODAY ? "past" : "coming"] += 1;
  }
  const rows = [...groups.keys()].sort().map((key) => {
    const name = byYear ? key : t("quarter", { q: key.slice(5), year: key.slice(0, 4) });
    return { key, name, short: byYear ? key : name, parts: Object.entries(groups.get(key)) };
  });
  const list = dated.slice().sort((a, b) => Number(a.due_last < TODAY) - Number(b.due_last < TODAY)
    || (a.due_last < TODAY ? b.due_last.localeCompare(a.due_last) : a.due_last.localeCompare(b.due_last)));
  const past = dated.filter((record) => record.due_last < TODAY).length;
  const figure = panel(t("open_steps"),
    t("open_steps_note", { past: count(past), coming: count(dated.length - past), none: count(steps().length - dated.length) }),
    columns(rows, {
      pick: () => { state.filters.types = new Set(["action_item", "recommendation"]); sorting = { by: "due", down: false }; show("records"); },
      every: Math.ceil(rows.length / 16), width: 900, height: 170,
    }),
    el("p", { class: "legend small" }, el("i", { class: "past" }), t("past_due"), " ", el("i", { class: "coming" }), t("coming")),
    el("ol", { class: "steps" }, list.slice(0, MOST_STEPS).map((record) => el("li", {}, el("button", {
      class: record.due_last < TODAY ? "late" : "", on: { click: () => openRecord(record) },
    }, el("time", {}, date(record.due)), el("span", {}, headline(record)),
    el("span", { class: "soft" }, [...who(record), ...record.about.map(country)].join(", ")))))));
  figure.classList.add("whole");
  return figure;
}

function tile(number, text, action = null) {
  const inner = [el("b", {}, count(number)), el("span", {}, text)];
  return action ? el("button", { class: "tile", on: { click: action } }, inner) : el("div", { class: "tile" }, inner);
}

function drawOverview() {
  counted = shown.filter((record) => record.status !== "rejected");
  const withThemes = tally(counted, (record) => record.themes ?? []);
  const purposes = tally(counted, (record) => record.purposes ?? []);
  const types = tally(counted, (record) => [record.type]);
  byId("overview").replaceChildren(
    el("h2", { class: "hide" }, t("overview")),
    el("div", { class: "tiles" },
      tile(found.length, t("documents"), () => found.length && openDocument(found[0].n)),
      tile(counted.length, t("records"), () => show("records")),
      tile(new Set(counted.flatMap((record) => record.about)).size, t("countries")),
      tile(steps().filter((record) => record.due_last >= TODAY).length, t("steps_to_come")),
      index.failures?.length ? tile(index.failures.length, t("failures")) : null),
    el("div", { class: "grid" },
      panel(t("by_type"), null, bars(TYPES.map((type) => ({
        key: type, name: label("record_types_plural", type), value: types.get(type) ?? 0, kind: type,
      })), { pick: toggleType, chosen: (key) => state.filters.types.has(key) })),
      yearsPlot(),
      countriesPlot(),
      el("div", { class: "stack" },
        panel(t("themes"), t("themes_note"), bars(coded(withThemes, "themes", "recommendation"), {
          pick: (key) => choose("theme", key), chosen: (key) => state.filters.theme === key, name: 190 })),
        panel(t("purposes"), t("purposes_note"), bars(coded(purposes, "purposes", "technical_assistance"), {
          pick: (key) => choose("purpose", key), chosen: (key) => state.filters.purpose === key, name: 190 }))),
      missionsPlot(),
      stepsPlot()),
  );
}
