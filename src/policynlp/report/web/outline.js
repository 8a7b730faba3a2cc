// A page as an outline: its blocks as boxes, those that matter strongly drawn.

// Widths and heights in points: A4, Letter, A5, A3, Legal, slides; lying ones too.
const SHEETS = [[420, 595], [595, 842], [612, 792], [612, 1008], [720, 540], [960, 540], [842, 1191], [842, 595], [792, 612], [1191, 842]]
  .sort((a, b) => a[0] * a[1] - b[0] * b[1]);

// The smallest sheet on which all boxes of a page lie; the file's own size is not in the records.
function sheetFor(blocks) {
  const right = Math.max(...blocks.map((block) => block.box[2]), 0);
  const bottom = Math.max(...blocks.map((block) => block.box[3]), 0);
  // Reports are rarely smaller than A4: a page that is half empty is no small page.
  const likely = SHEETS.filter(([width, height]) => width >= 595 && height >= 540);
  return likely.find(([width, height]) => width >= right && height >= bottom) ?? [right + 36, bottom + 36];
}

function pageOutline(blocks, page, strong, { size = null, width = 170 } = {}) {
  const here = blocks.filter((block) => block.page === page && block.box);
  if (!here.some((block) => strong.has(block.id))) return null;
  const [wide, high] = size ?? sheetFor(here);
  const pad = 3;
  return svg("svg", {
    class: "sheet", viewBox: `${-pad} ${-pad} ${wide + 2 * pad} ${high + 2 * pad}`, role: "img",
    width, height: Math.round((width * high) / wide), "aria-label": t("page_drawing", { n: page }),
  },
  svg("rect", { class: "paper", x: 0, y: 0, width: wide, height: high }),
  here.map((block) => {
    const [left, top, right, bottom] = block.box;
    return svg("rect", {
      class: strong.has(block.id) ? "box strong" : "box", x: left, y: top,
      width: Math.max(right - left, 2), height: Math.max(bottom - top, 2),
    });
  }));
}
