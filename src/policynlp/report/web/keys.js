// Everything can be done from the keyboard.

const KEYS = [["1 2 3", "key_views"], ["/", "key_search"], ["j k", "key_records"], ["n p", "key_documents"],
  ["e", "key_entities"], ["l", "key_language"], ["?", "key_help"], ["Esc", "key_escape"]];
const REVIEW_KEYS = [["a", "key_accept"], ["r", "key_reject"], ["m", "key_edit"], ["u", "key_undo"]];

function move(step) {
  const records = recordsHere();
  if (!records.length) return;
  const at = records.findIndex((record) => record.id === state.record);
  const next = at < 0 ? (step > 0 ? 0 : records.length - 1) : Math.min(records.length - 1, Math.max(0, at + step));
  selectRecord(records[next].id, { focus: true });
}

function moveDocument(step) {
  if (!found.length) return;
  const at = found.findIndex((doc) => doc.n === state.doc);
  const next = at < 0 ? 0 : Math.min(found.length - 1, Math.max(0, at + step));
  openDocument(found[next].n);
  const list = document.querySelector("#list .documents");
  list?.drawUpTo(next);
  document.querySelector(`#list .doc[data-doc="${found[next].n}"]`)?.scrollIntoView({ block: "nearest" });
}

function moveFocus(selector, event, step) {
  const items = [...document.querySelectorAll(selector)];
  const at = items.indexOf(document.activeElement);
  if (at < 0 || !items[at + step]) return;
  event.preventDefault();
  items[at + step].focus();
}

function showHelp() {
  const rows = [...KEYS, ...(REVIEW ? REVIEW_KEYS : [])];
  byId("help").replaceChildren(
    el("h2", {}, t("keys")),
    el("dl", { class: "keys" }, rows.map(([keys, text]) => [
      el("dt", {}, keys.split(" ").map((key) => [el("kbd", {}, key), " "]).flat()), el("dd", {}, t(text))]).flat()),
    el("form", { method: "dialog" }, el("button", {}, t("close"))));
  byId("help").showModal();
}

const ACTIONS = {
  1: () => show("overview"),
  2: () => show("document"),
  3: () => show("records"),
  "/": () => byId("search").select(),
  j: () => (state.view === "document" ? move(1) : show("document")),
  k: () => state.view === "document" && move(-1),
  n: () => moveDocument(state.view === "document" ? 1 : 0),
  p: () => moveDocument(state.view === "document" ? -1 : 0),
  e: () => { state.entities = !state.entities; if (state.view === "document") drawDocument(); },
  l: () => speak(state.language === "fr" ? "en" : "fr"),
  "?": showHelp,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const typing = event.target.matches("input:not([type=checkbox]):not([type=range]), textarea, select");
  if (event.key === "Escape") {
    if (typing) event.target.blur();
    else if (state.record) selectRecord(null);
    return;
  }
  if (typing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const list = [".doc", ".card-head", ".row[data-record]", ".pick"].find((one) => document.activeElement.matches(one));
    if (list) moveFocus(list, event, event.key === "ArrowDown" ? 1 : -1);
    return;
  }
  const action = ACTIONS[event.key] ?? (REVIEW && state.view === "document" && state.record ? REVIEW_ACTIONS[event.key] : null);
  if (!action) return;
  event.preventDefault();
  action();
});
