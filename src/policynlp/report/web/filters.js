// The column on the left: what to show, and the documents that have it.

let shown = RECORDS;
let found = DOCUMENTS;

function searched(record) {
  record.folded ??= fold(
    [headline(record), ...who(record), ...(record.objectives ?? []), record.section ?? "",
      ...record.about.flatMap((code) => Object.values(index.countries[code] ?? {}))].join("\n"),
  );
  return record.folded;
}

function searchedDocument(doc) {
  doc.folded ??= fold(`${doc.title ?? ""}\n${doc.path}`);
  return doc.folded;
}

function passes(record, leaveOut = "") {
  const f = state.filters;
  return (leaveOut === "types" || !f.types.size || f.types.has(record.type))
    && (!f.country || record.about.includes(f.country))
    && (!f.theme || (record.themes ?? []).includes(f.theme))
    && (!f.purpose || (record.purposes ?? []).includes(f.purpose))
    && (!f.year || (record.year ?? "") === f.year)
    && (!f.kind || DOCUMENTS[record.doc].type === f.kind)
    && (!f.status || (record.status ?? "pending") === f.status)
    && record.confidence >= f.least
    && (!f.words?.length || f.words.every((word) => searched(record).includes(word)
      || searchedDocument(DOCUMENTS[record.doc]).includes(word)));
}

const filtering = () => {
  const { types, country: place, theme, purpose, year, kind, status, least, search } = state.filters;
  return types.size > 0 || Boolean(place || theme || purpose || year || kind || status || least || search);
};

// Documents stay in the list when one of their records passes, or the document itself does.
function applyFilters() {
  const f = state.filters;
  f.words = fold(f.search).split(/\s+/).filter(Boolean);
  shown = RECORDS.filter((record) => passes(record));
  const having = new Map();
  for (const record of shown) having.set(record.doc, (having.get(record.doc) ?? 0) + 1);
  const narrow = f.types.size || f.theme || f.purpose || f.status || f.least || f.year;
  found = DOCUMENTS.filter((doc) => having.has(doc.n)
    || (!narrow && (!f.kind || doc.type === f.kind) && (!f.country || doc.countries.includes(f.country))
      && f.words.every((word) => searchedDocument(doc).includes(word))));
  for (const doc of DOCUMENTS) doc.shown = having.get(doc.n) ?? 0;
}

function choose(name, value) {
  state.filters[name] = state.filters[name] === value ? "" : value;
  refresh();
}

function toggleType(type) {
  const { types } = state.filters;
  if (!types.delete(type)) types.add(type);
  refresh();
}

function selectBox(name, title, options) {
  const box = el("select", { id: `by-${name}`, on: { change: () => { state.filters[name] = box.value; refresh(); } } },
    el("option", { value: "" }, t("all")),
    options.map(([value, text]) => el("option", { value, selected: state.filters[name] === value }, text)));
  return el("label", {}, el("span", {}, title), box);
}

function drawFilters() {
  const counts = new Map(TYPES.map((type) => [type, 0]));
  for (const record of RECORDS) if (passes(record, "types")) counts.set(record.type, counts.get(record.type) + 1);
  const f = state.filters;
  const search = el("input", {
    type: "search", id: "search", placeholder: t("search"), "aria-label": t("search"), value: f.search,
    on: { input: soon(() => { f.search = search.value; refresh(false); }) },
  });
  const least = el("input", {
    type: "range", id: "by-least", min: 0, max: 95, step: 5, value: Math.round(f.least * 100),
    on: { input: soon(() => { f.least = least.value / 100; refresh(false); }, 60) },
  });
  const names = Object.keys(index.countries).map((code) => [code, country(code)])
    .sort((a, b) => a[1].localeCompare(b[1], state.language));
  const kinds = [...new Set(DOCUMENTS.map((doc) => doc.type))].map((code) => [code, label("document_types", code)]);
  const codes = (kind) => Object.entries(index.languages[state.language].labels[kind]);
  const extra = ["year", "purpose"].filter((name) => f[name]).map((name) => el("button", {
    class: "chosen", "aria-label": t("remove_filter"), on: { click: () => choose(name, f[name]) },
  }, name === "purpose" ? label("purposes", f.purpose) : f.year, " ×"));
  byId("filters").replaceChildren(
    search,
    el("ul", { class: "types", role: "group", "aria-label": t("record_type") }, TYPES.map((type) => el("li", {},
      el("button", {
        class: `type ${type}`, "aria-pressed": f.types.has(type), data: { type },
        on: { click: () => toggleType(type) },
      }, el("span", {}, label("record_types_plural", type)), el("b", {}, count(counts.get(type))))))),
    el("div", { class: "selects" },
      selectBox("country", t("country"), names),
      selectBox("theme", t("theme"), codes("themes")),
      selectBox("kind", t("document_type"), kinds),
      REVIEW ? selectBox("status", t("status"), ["pending", "accepted", "edited", "added", "rejected"].map((s) => [s, t(`status_${s}`)])) : null,
      el("label", { class: "least" },
        el("span", {}, t("least_confidence"), " ", el("output", { id: "least-shown" }, percent(f.least))), least)),
    el("div", { class: "extra" }, extra,
      el("button", { id: "reset", hidden: !filtering(), on: { click: () => { state.filters = NO_FILTERS(); refresh(); } } }, t("reset"))),
  );
}

function drawList() {
  const holder = el("ul", { class: "documents", "aria-label": t("documents") });
  byId("list").replaceChildren(
    el("h2", {}, t("documents_n", { n: count(found.length) })), holder,
    index.failures?.length ? failureList() : "",
  );
  lazyList(holder, found, (doc) => el("li", {}, el("button", {
    class: "doc", data: { doc: doc.n }, title: doc.path,
    "aria-current": state.view === "document" && state.doc === doc.n ? "page" : null,
    on: { click: () => openDocument(doc.n) },
  },
  el("span", { class: "name" }, doc.finished ? "✓ " : "", titleOf(doc)),
  el("span", { class: "about" }, [label("document_types", doc.type), date(doc.published), doc.language?.toUpperCase()].filter(Boolean).join(" · ")),
  el("b", { title: t("records_n", { n: doc.shown }) }, count(doc.shown)))));
}

function failureList() {
  return el("details", { class: "failures" },
    el("summary", {}, t("failures_n", { n: count(index.failures.length) })),
    el("ul", {}, index.failures.map((failure) => el("li", {},
      el("b", {}, fileName(failure.path)), ` ${failure.code}: ${failure.message}`))));
}

function markCurrent() {
  for (const button of document.querySelectorAll("#list .doc")) {
    const current = state.view === "document" && Number(button.dataset.doc) === state.doc;
    if (current) button.setAttribute("aria-current", "page");
    else button.removeAttribute("aria-current");
  }
}
