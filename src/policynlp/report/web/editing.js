// Corrections: each is sent to the server that the page came from, which saves it at once.

function tell(text, bad = false) {
  const notice = byId("notice");
  notice.textContent = text;
  notice.className = bad ? "bad on" : "on";
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => { notice.className = ""; }, bad ? 9000 : 2200);
}

// What the server says; null where it refuses or cannot be reached, after telling why.
async function send(change) {
  try {
    const answer = await fetch("save", {
      method: "POST", credentials: "omit",
      headers: { "Content-Type": "application/json", "X-Token": REVIEW.token },
      body: JSON.stringify(change),
    });
    const said = await answer.json();
    if (!answer.ok) throw new Error(said.error);
    tell(t("saved"));
    return said;
  } catch (error) {
    tell(`${t("not_saved")} ${error.message}`, true);
    return null;
  }
}

function takeIn(record, said) {
  Object.assign(record, said.record);
  delete record.folded;
  DOCUMENTS[record.doc].finished = said.finished;
}

const chosenRecord = () => byDocument.get(state.doc).find((record) => record.id === state.record);

async function judge(record, status) {
  const said = await send({ doc: record.doc, record: record.id, status });
  if (!said) return;
  takeIn(record, said);
  refresh();
}

// On to the next one that nobody has judged, so that a document is gone through with one key.
async function judgeAndMove(status) {
  const record = chosenRecord();
  const records = recordsHere();
  const at = records.indexOf(record);
  const next = [...records.slice(at + 1), ...records.slice(0, at)].find((one) => (one.status ?? "pending") === "pending");
  await judge(record, status);
  if (next) selectRecord(next.id, { focus: true });
}

function recordTools(record) {
  const tool = (text, key, action) => el("button", { data: { act: text }, title: `${t(text)} (${key})`, on: { click: action } }, t(text));
  return el("div", { class: "record-tools" },
    record.status === "accepted" ? null : tool("accept", "a", () => judgeAndMove("accepted")),
    record.status === "rejected" ? null : tool("reject", "r", () => judgeAndMove("rejected")),
    tool("edit", "m", () => editRecord(record)),
    (record.status ?? "pending") === "pending" ? null : tool("undo", "u", () => judge(record, "pending")));
}

const REVIEW_ACTIONS = {
  a: () => judgeAndMove("accepted"),
  r: () => judgeAndMove("rejected"),
  m: () => editRecord(chosenRecord()),
  u: () => judge(chosenRecord(), "pending"),
};

function documentTools(doc) {
  if (doc.locked) return el("p", { class: "locked small" }, t("locked"), " ", doc.locked);
  const done = el("input", { type: "checkbox", id: "finished", checked: doc.finished, on: { change: async () => {
    const said = await send({ doc: doc.n, finished: done.checked });
    if (said) doc.finished = said.finished;
    done.checked = Boolean(doc.finished);
    drawList();
    markCurrent();
  } } });
  return el("div", { class: "record-tools" }, el("label", {}, done, " ", t("finished")),
    el("button", { id: "edit-document", on: { click: () => editDocument(doc) } }, t("edit_document")));
}

// Boxes to type in, by the kind of each field; what they hold is read back by `read`.
function inputFor(form, value) {
  const id = `field-${form.name}`;
  const lines = (values) => (values ?? []).join("\n");
  if (form.kind === "codes") {
    const boxes = form.options.map((code) => el("input", { type: "checkbox", value: code, checked: (value ?? []).includes(code) }));
    return { read: () => boxes.filter((box) => box.checked).map((box) => box.value),
      node: el("fieldset", { id }, boxes.map((box) => el("label", {}, box, " ", label(form.list, box.value)))) };
  }
  if (form.kind === "code") {
    const box = el("select", { id }, form.optional ? el("option", { value: "" }, "–") : null,
      form.options.map((code) => el("option", { value: code, selected: code === value }, form.list === "languages" ? languageName(code) : label(form.list, code))));
    return { read: () => box.value || null, node: box };
  }
  if (form.kind === "list" || form.kind === "people") {
    const texts = form.kind === "people" ? (value ?? []).map((one) => [one.name, one.role ?? "", one.organization ?? ""].join(" | ").replace(/[ |]+$/, "")) : value;
    const box = el("textarea", { id, rows: Math.min(8, Math.max(2, (texts ?? []).length + 1)) });
    box.value = lines(texts);
    const parts = () => box.value.split("\n").map((line) => line.trim()).filter(Boolean);
    return { node: box, read: () => (form.kind === "list" ? parts() : parts().map((line) => {
      const [name, role, organization] = line.split("|").map((piece) => piece.trim());
      return { name, role: role || null, organization: organization || null };
    })) };
  }
  const box = form.kind === "long" ? el("textarea", { id, rows: 5 }) : el("input", { id, type: "text" });
  box.value = value ?? "";
  return { node: box, read: () => {
    const text = box.value.trim();
    if (!text) return null;
    return form.kind === "number" && !Number.isNaN(Number(text.replace(",", "."))) ? Number(text.replace(",", ".")) : text;
  } };
}

function dialogFor(title, forms, values, save) {
  const inputs = new Map(forms.map((form) => [form.name, inputFor(form, values[form.name])]));
  const wrong = el("p", { class: "wrong", role: "alert" });
  const hints = { list: "hint_list", people: "hint_people", date: "hint_date" };
  const form = el("form", { method: "dialog", on: { submit: async (event) => {
    if (event.submitter?.value !== "save") return;
    event.preventDefault();
    const read = Object.fromEntries([...inputs].map(([name, input]) => [name, input.read()]));
    if (await save(read)) byId("editor").close();
    else wrong.textContent = byId("notice").textContent;
  } } },
  forms.map((one) => el("div", { class: "field" },
    el("label", { for: `field-${one.name}` }, fieldName(one.name), hints[one.kind] ? el("span", { class: "soft small" }, ` ${t(hints[one.kind])}`) : null),
    inputs.get(one.name).node)), wrong,
  el("p", { class: "buttons" }, el("button", { value: "save", class: "main" }, t("save")), " ", el("button", { value: "no", formnovalidate: true }, t("cancel"))));
  byId("editor").replaceChildren(el("h2", {}, title), form);
  byId("editor").showModal();
}

function editRecord(record) {
  dialogFor(label("record_types", record.type), REVIEW.forms[record.type], record, async (values) => {
    const said = await send({ doc: record.doc, record: record.id, status: "edited", values });
    if (!said) return false;
    takeIn(record, said);
    refresh();
    return true;
  });
}

function editDocument(doc) {
  const values = { title: doc.title, document_type: doc.type, published: doc.published, language: doc.language };
  dialogFor(t("edit_document"), REVIEW.forms.document, values, async (read) => {
    const said = await send({ doc: doc.n, document: read });
    if (!said) return false;
    Object.assign(doc, said.document);
    delete doc.folded;
    refresh();
    return true;
  });
}

// Where in the text something is selected, in the offsets of the text; null where nothing is.
function selection() {
  const chosen = window.getSelection();
  const within = (node) => (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("#text .block");
  const block = within(chosen.anchorNode);
  if (!chosen.toString().trim() || !block || block !== within(chosen.focusNode)) return null;
  const range = chosen.getRangeAt(0);
  const known = bodyOf(state.doc).blocks.find((one) => `at-${one.id}` === block.id);
  // Cells lie side by side on the page, with a tab or line feed between them in the text.
  const offset = (node, at) => {
    const cells = [...block.querySelectorAll("td")];
    const holder = cells.find((cell) => cell.contains(node)) ?? block;
    const before = cells.slice(0, Math.max(0, cells.indexOf(holder))).reduce((sum, cell) => sum + cell.textContent.length + 1, 0);
    const inner = document.createRange();
    inner.setStart(holder, 0);
    inner.setEnd(node, at);
    return known.start + before + inner.toString().length;
  };
  const [start, end] = [offset(range.startContainer, range.startOffset), offset(range.endContainer, range.endOffset)];
  return { block_id: known.id, start, end, text: bodyOf(state.doc).text.slice(start, end).trim() };
}

function addRecord() {
  const place = selection();
  if (!place) {
    tell(t("select_first"), true);
    return;
  }
  const choice = { name: "type", kind: "code", list: "record_types", options: TYPES };
  dialogFor(t("add_record"), [choice], { type: "recommendation" }, async ({ type }) => {
    const main = REVIEW.forms[type].find((form) => MAIN.includes(form.name) && form.kind === "long") ?? REVIEW.forms[type].find((form) => MAIN.includes(form.name));
    const start = main ? { [main.name]: place.text } : {};
    setTimeout(() => dialogFor(label("record_types", type), REVIEW.forms[type], start, async (values) => {
      const said = await send({ doc: state.doc, add: type, values, place });
      if (!said) return false;
      RECORDS.push(said.record);
      byDocument.get(state.doc).push(said.record);
      state.record = said.record.id;
      refresh();
      return true;
    }));
    return true;
  });
}
