// All records that pass the filters, as a table that can be sorted.

let sorting = { by: "doc", down: false };

const COLUMNS = {
  type: { name: () => t("record_type"), value: (record) => label("record_types", record.type) },
  what: { name: () => t("what"), value: headline },
  who: { name: () => t("who"), value: (record) => who(record).join("; ") },
  country: { name: () => t("country"), value: (record) => record.about.map(country).join(", ") },
  due: { name: () => t("when"), value: (record) => record.due_last ?? record.first ?? "", text: (record) => (record.due ? date(record.due) : period(record)) },
  confidence: { name: () => t("confidence"), value: (record) => record.confidence, text: (record) => confidenceBar(record.confidence) },
  doc: { name: () => t("source"), value: (record) => record.doc, text: (record) => {
    const doc = DOCUMENTS[record.doc], page = record.provenance[0]?.page;
    return fileName(doc.path) + (page ? `, ${t("page_n", { n: page })}` : "");
  } },
};

function sorted(records) {
  const { value } = COLUMNS[sorting.by];
  const keyed = records.map((record) => [value(record), record]);
  const order = new Intl.Collator(state.language).compare;
  keyed.sort(([a], [b]) => {
    // Empty cells stay below, whichever way the column is sorted.
    if (a === "" || b === "") return Number(a === "") - Number(b === "");
    const result = typeof a === "number" ? a - b : order(a, b);
    return sorting.down ? -result : result;
  });
  return keyed.map(([, record]) => record);
}

function recordRow(record) {
  return el("li", {}, el("button", { class: `row ${record.type} ${record.status ?? ""}`, data: { record: record.id }, on: { click: () => openRecord(record) } },
    Object.entries(COLUMNS).map(([key, column]) => el("span", { class: `cell cell-${key}` },
      key === "type" ? el("span", { class: "badge" }, column.value(record))
        : key === "what" ? cut(column.value(record), 260) : (column.text ?? column.value)(record)))));
}

function drawRecords() {
  const rows = el("ul", { class: "rows" });
  byId("records").replaceChildren(
    el("h2", {}, t("records_n", { n: count(shown.length) })),
    el("div", { class: "row head" }, Object.entries(COLUMNS).map(([key, column]) => el("span", { class: `cell cell-${key}` }, el("button", {
      "aria-pressed": sorting.by === key, data: { sort: key },
      on: { click: () => { sorting = { by: key, down: sorting.by === key && !sorting.down }; drawRecords(); } },
    }, column.name(), sorting.by === key ? (sorting.down ? " ↓" : " ↑") : "")))),
    shown.length ? rows : nothing());
  if (shown.length) lazyList(rows, sorted(shown), recordRow);
}
