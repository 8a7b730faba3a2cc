// A record's fields as a person reads them.

const HIDDEN = new Set(["id", "type", "language", "confidence", "provenance", "doc", "about", "year", "due_last",
  "first", "last", "folded", "status", "codes", ...MAIN]);
const CODE_LISTS = { themes: "themes", purposes: "purposes", recipients: "recipients", modalities: "modalities", origins: "origins", kind: "event_kinds" };
const DATES = new Set(["start_date", "end_date", "due", "submitted_on"]);

const fieldName = (name) => {
  const text = label("fields", name);
  return text.charAt(0).toLocaleUpperCase(state.language) + text.slice(1);
};

function person(traveller) {
  return [traveller.name, traveller.role, traveller.organization].filter(Boolean).join(", ");
}

function sign(evidence) {
  const weight = evidence.weight ?? null;
  if (weight === null) return evidence.sign;
  return `${weight > 0 ? "+" : ""}${count(weight)}  ${evidence.sign}`;
}

function valueText(name, value) {
  if (name in CODE_LISTS) return label(CODE_LISTS[name], value);
  if (name === "countries" || name === "country") return country(value);
  if (DATES.has(name)) return date(value);
  if (typeof value === "number") return count(value);
  if (value.sign !== undefined) return sign(value);
  return value.name === undefined ? String(value) : person(value);
}

function fieldRow(name, value) {
  const list = Array.isArray(value) ? value : [value];
  return [el("dt", {}, fieldName(name)),
    el("dd", {}, list.length === 1 ? valueText(name, list[0])
      : el("ul", {}, list.map((item) => el("li", {}, valueText(name, item)))))];
}

function fieldList(record, main) {
  const rows = Object.entries(record)
    .filter(([name, value]) => (!HIDDEN.has(name) || (MAIN.includes(name) && value && value !== main))
      && value !== null && value !== undefined && value.length !== 0)
    .map(([name, value]) => fieldRow(name, value));
  const codes = (record.codes ?? []).map((code) => el("li", {},
    `${label("code_schemes", code.scheme)} ${code.code}: ${state.language === "fr" ? code.label_fr : code.label_en}`));
  if (codes.length) rows.push([el("dt", {}, fieldName("codes")), el("dd", {}, el("ul", {}, codes))]);
  return el("dl", {}, rows.flat());
}

function confidenceBar(value) {
  return el("span", { class: "confidence", title: t("confidence_is", { n: percent(value) }) },
    el("i", { style: { width: `${Math.round(value * 100)}%` } }), el("span", { class: "hide" }, t("confidence_is", { n: percent(value) })));
}
