// Puts the page together and keeps it in step with what is chosen.

const VIEWS = ["overview", "document", "records"];
const DRAW = { overview: drawOverview, document: drawDocument, records: drawRecords };

// The address keeps what is open, so that going back works and a place can be shared.
function remember() {
  const place = state.view === "document" ? `#document/${state.doc}${state.record ? `/${state.record}` : ""}` : `#${state.view}`;
  if (location.hash !== place) history.replaceState(null, "", place);
}

function recall() {
  const [view, doc, record] = location.hash.slice(1).split("/");
  if (VIEWS.includes(view)) state.view = view;
  if (DOCUMENTS[Number(doc)]) {
    state.doc = Number(doc);
    state.record = record ?? null;
  }
}

function show(view) {
  state.view = view;
  for (const name of VIEWS) byId(name).hidden = name !== view;
  for (const tab of document.querySelectorAll("#tabs button")) {
    if (tab.dataset.view === view) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  document.body.dataset.view = view;
  DRAW[view]();
  if (view !== "document") byId("main").scrollTop = 0;
  markCurrent();
  remember();
}

// Filters have changed. While somebody types, the boxes they type in stay as they are.
function refresh(redraw = true) {
  applyFilters();
  if (redraw) {
    const active = document.activeElement?.closest("#filters, .pick") ? document.activeElement : null;
    const again = active?.id ? `#${active.id}` : active?.dataset?.type ? `#filters [data-type="${active.dataset.type}"]` : null;
    drawFilters();
    if (again) document.querySelector(again)?.focus();
  } else {
    byId("least-shown").textContent = percent(state.filters.least);
    byId("reset").hidden = !filtering();
    for (const type of TYPES) {
      const number = RECORDS.reduce((sum, record) => sum + (record.type === type && passes(record, "types") ? 1 : 0), 0);
      document.querySelector(`#filters [data-type="${type}"] b`).textContent = count(number);
    }
  }
  drawList();
  drawScope();
  if (state.view === "document" && !DOCUMENTS[state.doc]?.shown && found.length && !state.record) state.doc = found[0].n;
  DRAW[state.view]();
  markCurrent();
}

function drawScope() {
  byId("scope").textContent = filtering()
    ? t("scope_some", { records: count(shown.length), all: count(RECORDS.length), documents: count(found.length) })
    : t("scope_all", { records: count(RECORDS.length), documents: count(DOCUMENTS.length) });
}

function drawTop() {
  byId("tabs").replaceChildren(...VIEWS.map((view) => el("button", { data: { view }, "aria-current": state.view === view ? "page" : null, on: { click: () => show(view) } }, t(`view_${view}`))));
  byId("tools").replaceChildren(
    ...["fr", "en"].map((code) => el("button", { lang: code, data: { language: code }, title: languageName(code), "aria-pressed": state.language === code, on: { click: () => speak(code) } }, code.toUpperCase())),
    el("button", { id: "show-help", "aria-label": t("key_help"), on: { click: showHelp } }, "?"));
}

function speak(code) {
  state.language = code;
  document.documentElement.lang = code;
  document.title = `policynlp · ${t(REVIEW ? "review" : "report")}`;
  for (const record of RECORDS) delete record.folded;
  drawTop();
  drawFilters();
  drawList();
  drawScope();
  show(state.view);
}

applyFilters();
if (REVIEW) state.view = "document";
recall();
window.addEventListener("hashchange", () => { recall(); show(state.view); });
speak(state.language);
