// How one file was read: boxes on its pages, blocks in reading order, what is doubtful.

const DOC = DOCUMENTS[0];
const BODY = bodyOf(0);
const hiddenKinds = new Set();
const view = { picture: index.pictures.length > 0, order: true };
let chosenBlock = null;

const numberOf = new Map(BODY.blocks.map((block, at) => [block.id, at + 1]));
const boxed = BODY.blocks.filter((block) => block.page && block.box);
const visible = (block) => !hiddenKinds.has(block.kind);

function sizeOf(page) {
  return index.sizes[page] ?? sheetFor(boxed.filter((block) => block.page === page));
}

function boxOf(block) {
  const [left, top, right, bottom] = block.box;
  const tag = String(numberOf.get(block.id));
  const wide = tag.length * 5.2 + 5;
  return svg("g", {
    class: `box ${block.kind}`, id: `box-${block.id}`, tabindex: 0, role: "button",
    "aria-label": `${tag} ${label("block_kinds", block.kind)}`,
    on: {
      click: () => chooseBlock(block.id, "blocks"),
      keydown: (event) => { if (event.key === "Enter") chooseBlock(block.id, "blocks"); },
    },
  },
  svg("title", {}, `${tag} · ${label("block_kinds", block.kind)} · ${block.language ?? "?"}\n${cut(BODY.text.slice(block.start, block.end), 300)}`),
  svg("rect", { x: left, y: top, width: Math.max(right - left, 1), height: Math.max(bottom - top, 1) }),
  svg("rect", { class: "tag", x: left - wide, y: top, width: wide, height: 11 }),
  svg("text", { x: left - wide / 2, y: top + 8.6, "text-anchor": "middle" }, tag));
}

// A line from number to number, as the text goes; beside the text rather than over it.
function pathOf(blocks) {
  const points = blocks.map((block) => [block.box[0] - 5, block.box[1] + 5.5]);
  return [svg("polyline", { class: "path", points: points.map((point) => point.join(",")).join(" ") }),
    ...points.map(([x, y]) => svg("circle", { class: "path-dot", cx: x, cy: y, r: 2.2 }))];
}

function pageFigure(page) {
  const [width, height] = sizeOf(page);
  const blocks = boxed.filter((block) => block.page === page && visible(block));
  const body = blocks.filter((block) => block.kind !== "header" && block.kind !== "footer");
  return el("figure", { id: `page-${page}` },
    el("figcaption", {}, t("page_title", { n: page }), DOC.warnings.filter((warning) => warning.page === page).map((warning) => ` · ⚠ ${warning.message}`)),
    svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": t("page_drawing", { n: page }) },
      view.picture && index.pictures.includes(page)
        ? svg("image", { href: readData(`picture-${page}`), width, height, preserveAspectRatio: "none", opacity: 0.8 }) : null,
      view.order ? pathOf(body) : null, blocks.map(boxOf)));
}

function drawPages() {
  const pages = [...new Set([...boxed.map((block) => block.page), ...Object.keys(index.sizes).map(Number)])].sort((a, b) => a - b);
  document.querySelector(".frame").classList.toggle("unpaged", !pages.length);
  byId("pages").hidden = !pages.length;
  // Only pages near the screen are drawn: a picture is large.
  const holder = byId("pages");
  holder.watcher?.disconnect();
  holder.watcher = new IntersectionObserver((seen) => {
    for (const entry of seen) {
      if (!entry.isIntersecting) continue;
      holder.watcher.unobserve(entry.target);
      entry.target.replaceWith(pageFigure(Number(entry.target.dataset.page)));
    }
  }, { root: holder, rootMargin: "600px" });
  holder.replaceChildren(...pages.map((page) => {
    const [width, height] = sizeOf(page);
    const empty = el("figure", { id: `page-${page}`, data: { page } },
      svg("svg", { viewBox: `0 0 ${width} ${height}` }));
    holder.watcher.observe(empty);
    return empty;
  }));
}

function readItem(block) {
  const facts = [block.level ? t("level", { n: block.level }) : null, block.page ? t("page_n", { n: block.page }) : null].filter(Boolean);
  const item = el("div", {
    class: `read ${block.kind}`, id: `read-${block.id}`, tabindex: 0, role: "button",
    on: {
      click: () => chooseBlock(block.id, "pages"),
      keydown: (event) => { if (event.key === "Enter") chooseBlock(block.id, "pages"); },
    },
  },
  el("span", { class: "number" }, String(numberOf.get(block.id))),
  el("div", {},
    el("div", { class: "facts" }, el("b", {}, label("block_kinds", block.kind)), facts.map((fact) => ` · ${fact}`),
      block.language ? [" · ", el("span", { class: block.language === DOC.language ? "" : "other" }, languageName(block.language))] : null),
    block.rows ? tableOf(BODY.text, block, []) : el("div", { class: "said", lang: block.language }, BODY.text.slice(block.start, block.end))));
  return item;
}

function drawBlocks() {
  const items = [el("h3", {}, `${t("order")} · ${t("blocks_n", { n: count(BODY.blocks.length) })}`)];
  let page = null;
  for (const block of BODY.blocks.filter(visible)) {
    if (block.page && block.page !== page) {
      page = block.page;
      items.push(el("div", { class: "page-mark" }, t("page_title", { n: page })));
    }
    items.push(readItem(block));
  }
  byId("blocks").replaceChildren(...items);
}

function chooseBlock(id, scroll) {
  for (const part of ["box", "read"]) {
    if (chosenBlock) byId(`${part}-${chosenBlock}`)?.classList.remove("chosen");
  }
  chosenBlock = id;
  const block = BODY.blocks.find((one) => one.id === id);
  if (scroll === "pages" && block.page && !byId(`box-${id}`)) byId(`page-${block.page}`)?.scrollIntoView();
  requestAnimationFrame(() => {
    for (const part of ["box", "read"]) byId(`${part}-${id}`)?.classList.add("chosen");
    byId(scroll === "pages" ? `box-${id}` : `read-${id}`)?.scrollIntoView({ block: "center" });
  });
}

function drawAbout() {
  const counts = new Map();
  for (const block of BODY.blocks) counts.set(block.kind, (counts.get(block.kind) ?? 0) + 1);
  const shares = Object.entries(DOC.languages).sort((a, b) => b[1] - a[1])
    .map(([code, share]) => `${languageName(code)} ${percent(share)}`).join(", ");
  const facts = [`${label("document_types", DOC.type)} (${percent(DOC.confidence)})`, DOC.published ? date(DOC.published) : t("undated"),
    shares, DOC.pages ? t(DOC.pages === 1 ? "page_one" : "pages_n", { n: DOC.pages }) : "", DOC.media].filter(Boolean);
  const box = (name, text) => {
    const input = el("input", { type: "checkbox", id: name, checked: view[name], on: { change: () => { view[name] = input.checked; drawPages(); } } });
    return el("label", {}, input, " ", text);
  };
  byId("about").replaceChildren(
    el("h2", {}, DOC.title || fileName(DOC.path)),
    el("p", { class: "soft" }, facts.join(" · ")),
    DOC.warnings.length ? el("ul", { class: "warnings" }, DOC.warnings.map((warning) => el("li", {}, `⚠ ${warning.code}${warning.page ? `, ${t("page_n", { n: warning.page })}` : ""}: ${warning.message}`))) : "",
    el("div", { class: "controls", role: "group", "aria-label": t("legend") },
      index.kinds.filter((kind) => counts.has(kind)).map((kind) => el("button", {
        class: `kind ${kind}`, data: { kind }, "aria-pressed": !hiddenKinds.has(kind),
        on: { click: () => {
          if (!hiddenKinds.delete(kind)) hiddenKinds.add(kind);
          drawAll();
          document.querySelector(`[data-kind="${kind}"]`).focus();
        } },
      }, `${label("block_kinds", kind)} ${counts.get(kind)}`)),
      boxed.length ? box("order", t("order")) : el("span", { class: "soft small" }, t("no_boxes")),
      index.pictures.length ? box("picture", t("pictures")) : null));
}

function drawAll() {
  byId("scope").textContent = `${t("read_as")}: ${fileName(DOC.path)}`;
  byId("tools").replaceChildren(...["fr", "en"].map((code) => el("button", {
    lang: code, data: { language: code }, "aria-pressed": state.language === code,
    on: { click: () => { state.language = code; drawAll(); } },
  }, code.toUpperCase())));
  document.documentElement.lang = state.language;
  document.title = `policynlp · ${fileName(DOC.path)}`;
  drawAbout();
  drawPages();
  drawBlocks();
}

// Up and down go from block to block in reading order.
document.addEventListener("keydown", (event) => {
  if (!["j", "k"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  const blocks = BODY.blocks.filter(visible);
  const at = blocks.findIndex((block) => block.id === chosenBlock);
  const next = blocks[Math.max(0, Math.min(blocks.length - 1, at + (event.key === "j" ? 1 : -1)))];
  if (!next) return;
  chooseBlock(next.id, "pages");
  byId(`read-${next.id}`)?.scrollIntoView({ block: "nearest" });
});

drawAll();
