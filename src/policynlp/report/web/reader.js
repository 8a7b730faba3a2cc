// One document: its text in the middle, its records beside it.

let onlyShown = true;

const recordsHere = () => byDocument.get(state.doc)
  .filter((record) => !onlyShown || passes(record))
  .sort((a, b) => (a.provenance[0]?.start ?? 1e9) - (b.provenance[0]?.start ?? 1e9));

function openDocument(number, record = null) {
  state.doc = number;
  state.record = record;
  show("document");
}

function openRecord(record) {
  if (!passes(record)) onlyShown = false;
  openDocument(record.doc, record.id);
}

function documentHead(doc) {
  const facts = [
    `${label("document_types", doc.type)} (${percent(doc.confidence)})`,
    doc.published ? date(doc.published) : t("undated"),
    Object.entries(doc.languages).sort((a, b) => b[1] - a[1]).filter(([, share]) => share >= 0.01)
      .map(([code, share]) => (share > 0.99 ? languageName(code) : `${languageName(code)} ${percent(share)}`)).join(", "),
    doc.countries.map(country).join(", "),
    doc.pages ? t(doc.pages === 1 ? "page_one" : "pages_n", { n: count(doc.pages) }) : "",
  ].filter(Boolean);
  return el("header", { class: "document-head" },
    el("h2", { lang: doc.language }, titleOf(doc)),
    el("p", { class: "soft" }, facts.join(" · ")),
    el("p", { class: "small" }, doc.link ? el("a", { href: doc.link, target: "_blank", rel: "noopener noreferrer" }, doc.path) : el("span", { class: "soft" }, doc.path)),
    doc.warnings.length ? el("details", { class: "warnings", open: doc.warnings.length < 3 },
      el("summary", {}, t("warnings_n", { n: doc.warnings.length })),
      el("ul", {}, doc.warnings.map((warning) => el("li", {}, warning.page ? `${t("page_n", { n: warning.page })}: ` : "", warning.message)))) : null,
    REVIEW ? documentTools(doc) : null);
}

function legend() {
  const entities = el("input", { type: "checkbox", id: "entities", checked: state.entities,
    on: { change: () => { state.entities = entities.checked; drawDocument(); } } });
  const all = el("input", { type: "checkbox", id: "only-shown", checked: onlyShown,
    on: { change: () => { onlyShown = all.checked; drawDocument(); } } });
  return el("div", { class: "legend small" },
    el("label", {}, entities, " ", t("show_entities")),
    state.entities ? Object.entries(index.languages[state.language].labels.entity_labels)
      .map(([code, name]) => el("span", { class: `ent ent-${code}` }, name)) : null,
    filtering() ? el("label", { class: "right" }, all, " ", t("only_filtered")) : null);
}

// The record as a button, and below it, when chosen, its fields and where it was read.
function recordCard(record) {
  const chosen = record.id === state.record;
  const doc = DOCUMENTS[state.doc];
  const main = headline(record);
  const pages = [...new Set(record.provenance.map((part) => part.page).filter(Boolean))];
  return el("li", { class: `card ${record.type} ${chosen ? "open" : ""} ${record.status ?? ""}`, id: `card-${record.id}` },
    el("button", { class: "card-head", "aria-expanded": chosen, data: { record: record.id }, on: { click: () => selectRecord(chosen ? null : record.id) } },
      el("span", { class: "card-line" },
        el("span", { class: "badge" }, label("record_types", record.type)),
        record.status && record.status !== "pending" ? el("span", { class: `state ${record.status}` }, t(`status_${record.status}`)) : null,
        el("span", { class: "soft small" }, pages.length ? t("page_n", { n: pages.join(", ") }) : ""),
        confidenceBar(record.confidence)),
      el("span", { class: "card-text", lang: record.language }, main)),
    chosen ? el("div", { class: "card-body" }, REVIEW ? recordTools(record) : null, fieldList(record, main), sourceOf(record, doc)) : null);
}

function sourceOf(record, doc) {
  const body = bodyOf(state.doc);
  if (!record.provenance.length) return el("p", { class: "soft small" }, t("no_source"));
  const strong = new Set(record.provenance.map((part) => part.block_id));
  const pages = [...new Set(record.provenance.map((part) => part.page).filter(Boolean))].slice(0, 4);
  const drawings = pages.map((page) => [page, pageOutline(body.blocks, page, strong)]).filter(([, drawing]) => drawing);
  return el("div", { class: "source" },
    el("h4", {}, t("read_from")),
    el("ul", {}, record.provenance.slice(0, 12).map((part) => el("li", {}, el("button", {
      class: "quote", lang: record.language, on: { click: () => flash(part.block_id) },
    }, part.page ? el("b", {}, `${t("page_n", { n: part.page })} `) : null, cut(body.text.slice(part.start, part.end), 220))))),
    drawings.length ? el("div", { class: "sheets" }, drawings.map(([page, drawing]) => el("figure", {}, drawing,
      el("figcaption", { class: "small" }, doc.link ? el("a", { href: `${doc.link}#page=${page}`, target: "_blank", rel: "noopener noreferrer" }, t("open_page", { n: page })) : t("page_n", { n: page }))))) : null);
}

function flash(blockId) {
  const block = byId(`at-${blockId}`);
  if (!block) return;
  block.scrollIntoView({ block: "center" });
  block.classList.remove("flash");
  void block.offsetWidth;
  block.classList.add("flash");
}

function markChosen() {
  for (const node of document.querySelectorAll("#text .rec.chosen")) node.classList.remove("chosen");
  if (!state.record) return;
  for (const node of document.querySelectorAll("#text .rec")) {
    if (node.dataset.records.split(" ").includes(state.record)) node.classList.add("chosen");
  }
}

function selectRecord(id, { text = true, focus = false } = {}) {
  const before = state.record;
  state.record = id;
  for (const old of [before, id]) {
    const record = old && byDocument.get(state.doc).find((one) => one.id === old);
    const card = old && byId(`card-${old}`);
    if (record && card) card.replaceWith(recordCard(record));
  }
  markChosen();
  remember();
  if (!id) return;
  const card = byId(`card-${id}`);
  card?.scrollIntoView({ block: "nearest" });
  if (focus || document.activeElement === document.body) card?.querySelector("button")?.focus({ preventScroll: true });
  if (text) {
    const target = document.querySelector("#text .rec.chosen");
    target?.scrollIntoView({ block: "center" });
  }
}

function drawDocument() {
  const doc = DOCUMENTS[state.doc];
  if (!doc) {
    byId("document").replaceChildren(nothing());
    return;
  }
  const records = recordsHere();
  if (state.record && !records.some((record) => record.id === state.record)) state.record = null;
  const body = bodyOf(doc.n);
  const text = el("article", { id: "text", tabindex: 0, "aria-label": t("text") }, body.blocks.length ? textOf(body, records.filter((record) => record.status !== "rejected"), state.entities)
    : el("p", { class: "soft nothing" }, t("no_text")));
  text.addEventListener("click", (event) => {
    const mark = event.target.closest(".rec");
    if (mark && !window.getSelection().toString()) selectRecord(mark.dataset.records.split(" ")[0], { text: false });
  });
  const cards = el("ol", { class: "cards", id: "cards" });
  byId("document").replaceChildren(
    el("div", { class: "reading" }, documentHead(doc), legend(), text),
    el("div", { class: "beside" },
      el("h3", {}, t("records_n", { n: count(records.length) })),
      REVIEW ? el("button", { id: "add", on: { click: () => addRecord() } }, t("add_record")) : null,
      cards));
  for (const record of records) cards.append(recordCard(record));
  markChosen();
  if (state.record) selectRecord(state.record);
}
