// A document's text: blocks as elements, entities and records marked in it.

// Stretches of [start, end) that share the same marks become one element each.
function marked(text, start, end, spans) {
  const inside = spans.filter((span) => span.start < end && span.end > start);
  if (!inside.length) return [text.slice(start, end)];
  const cuts = new Set([start, end]);
  for (const span of inside) {
    cuts.add(Math.max(span.start, start));
    cuts.add(Math.min(span.end, end));
  }
  const points = [...cuts].sort((a, b) => a - b);
  const pieces = [];
  for (let at = 0; at + 1 < points.length; at += 1) {
    const [from, to] = [points[at], points[at + 1]];
    const over = inside.filter((span) => span.start <= from && span.end >= to);
    const piece = text.slice(from, to);
    if (!over.length) {
      pieces.push(piece);
      continue;
    }
    // The narrowest record is the one that a click means.
    const records = over.filter((span) => span.record).sort((a, b) => (a.end - a.start) - (b.end - b.start));
    const entity = over.filter((span) => span.entity).sort((a, b) => (a.end - a.start) - (b.end - b.start))[0];
    const classes = [];
    if (records.length) classes.push("rec", records[0].record.type);
    if (entity) classes.push("ent", `ent-${entity.entity.label}`);
    pieces.push(el("span", {
      class: classes.join(" "),
      data: records.length ? { records: records.map((span) => span.record.id).join(" ") } : {},
      title: entity ? entityTitle(entity.entity) : label("record_types", records[0].record.type),
    }, piece));
  }
  return pieces;
}

function entityTitle(entity) {
  return [label("entity_labels", entity.label), entity.name, entity.canonical_id, percent(entity.confidence)]
    .filter(Boolean).join(" · ");
}

function tableOf(text, block, spans) {
  let at = block.start;
  return el("table", {}, el("tbody", {}, block.rows.map((row) => el("tr", {}, row.map((length) => {
    const cell = el("td", {}, marked(text, at, at + length, spans));
    at += length + 1;
    return cell;
  })))));
}

function blockElement(text, block, spans) {
  const attributes = { class: `block ${block.kind}`, id: `at-${block.id}`, lang: block.language };
  if (block.rows) return el("div", attributes, tableOf(text, block, spans));
  const tag = block.kind === "heading" ? `h${Math.min(6, (block.level ?? 1) + 2)}` : "p";
  if (block.kind === "list_item" && block.level) attributes.class += ` deep-${Math.min(block.level, 4)}`;
  // What has a number or letter of its own needs no dash before it.
  if (/^[([]?(?:[A-Za-z]{1,3}[.\- ]?)?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]{1,4})[.)\]:°]/.test(text.slice(block.start, block.start + 20))) attributes.class += " numbered";
  return el(tag, attributes, marked(text, block.start, block.end, spans));
}

// Every block of a document with its marks, and a line where a page begins.
function textOf(body, records, withEntities) {
  const byBlock = new Map();
  const put = (id, span) => (byBlock.get(id) ?? byBlock.set(id, []).get(id)).push(span);
  for (const record of records) {
    for (const part of record.provenance) put(part.block_id, { start: part.start, end: part.end, record });
  }
  if (withEntities) {
    let at = 0;
    for (const entity of [...body.entities].sort((a, b) => a.start - b.start)) {
      while (at < body.blocks.length && body.blocks[at].end <= entity.start) at += 1;
      if (body.blocks[at]) put(body.blocks[at].id, { start: entity.start, end: entity.end, entity });
    }
  }
  const parts = [];
  let page = null;
  for (const block of body.blocks) {
    if (block.page && block.page !== page) {
      page = block.page;
      parts.push(el("div", { class: "page-mark" }, t("page_n", { n: page })));
    }
    parts.push(blockElement(body.text, block, byBlock.get(block.id) ?? []));
  }
  return parts;
}
