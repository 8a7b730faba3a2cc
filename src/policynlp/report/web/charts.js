// Plots drawn as SVG: bars, columns, a line of time. What is drawn can be chosen, by click or key.

// A mark that acts as a button.
function pickable(name, pressed, action, ...children) {
  return svg("g", {
    class: "pick", tabindex: 0, role: "button", "aria-label": name, "aria-pressed": Boolean(pressed),
    on: {
      click: action,
      keydown: (event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          action();
        }
      },
    },
  }, svg("title", {}, name), ...children);
}

function panel(title, note, ...content) {
  return el("figure", { class: "panel" }, el("figcaption", {}, el("h3", {}, title),
    note ? el("p", { class: "soft small" }, note) : null), ...content);
}

const nothing = () => el("p", { class: "soft nothing" }, t("nothing"));

// One row a value: [{ key, name, value, kind }], the longest bar as wide as there is room.
function bars(rows, { pick, chosen = () => false, name = 150 }) {
  if (!rows.some((row) => row.value)) return nothing();
  const step = 25, width = 440, room = width - name - 46;
  const most = Math.max(...rows.map((row) => row.value), 1);
  return svg("svg", { viewBox: `0 0 ${width} ${rows.length * step}`, class: "plot", role: "group" },
    rows.map((row, at) => pickable(`${row.name}: ${count(row.value)}`, chosen(row.key), () => pick(row.key),
      svg("rect", { class: "hit", x: 0, y: at * step, width, height: step }),
      svg("text", { x: name - 8, y: at * step + 17, "text-anchor": "end" }, cut(row.name, Math.floor(name / 6.3))),
      svg("rect", { class: `bar ${row.kind ?? ""}`, x: name, y: at * step + 4, rx: 2, height: step - 8,
        width: Math.max(row.value ? 2 : 0, (row.value / most) * room) }),
      svg("text", { class: "value", x: name + (row.value / most) * room + 6, y: at * step + 17 }, count(row.value)))));
}

// One column a value, in order, with stacked parts: [{ key, name, parts: [[kind, value]] }].
function columns(rows, { pick, chosen = () => false, every = 1, width = 440, height = 190, describe = (row) => row.name }) {
  const total = (row) => row.parts.reduce((sum, [, value]) => sum + value, 0);
  if (!rows.some(total)) return nothing();
  const foot = 24, head = 18;
  const most = Math.max(...rows.map(total), 1);
  const step = width / rows.length, bar = Math.min(step * 0.78, 46);
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, class: width > 440 ? "plot wide" : "plot", role: "group" },
    svg("line", { class: "axis", x1: 0, x2: width, y1: height - foot, y2: height - foot }),
    rows.map((row, at) => {
      let top = height - foot;
      const left = at * step + (step - bar) / 2;
      const parts = row.parts.map(([kind, value]) => {
        const tall = (value / most) * (height - foot - head);
        top -= tall;
        return svg("rect", { class: `bar ${kind}`, x: left, y: top, width: bar, height: tall });
      });
      const marks = [
        svg("rect", { class: "hit", x: at * step, y: 0, width: step, height }),
        ...parts,
        total(row) && step > 14 ? svg("text", { class: "value", x: left + bar / 2, y: top - 4, "text-anchor": "middle" }, count(total(row))) : null,
        at % every === 0 ? svg("text", { x: left + bar / 2, y: height - 7, "text-anchor": "middle" }, row.short ?? row.name) : null,
      ];
      return pickable(`${describe(row)}: ${count(total(row))}`, chosen(row.key), () => pick(row.key), ...marks);
    }));
}

const days = (iso) => Date.parse(`${iso}T00:00:00Z`) / 86400000;

// Missions from their first to their last day, one row a country: [{ name, items: [record] }].
function timeline(rows, pick) {
  const items = rows.flatMap((row) => row.items);
  if (!items.length) return nothing();
  const from = Math.min(...items.map((item) => days(item.first)));
  const to = Math.max(...items.map((item) => days(item.last)), from + 30);
  const name = 130, width = 900, step = 24, foot = 24, room = width - name - 20;
  const x = (day) => name + ((day - from) / (to - from)) * room;
  const years = [];
  const first = new Date(from * 86400000).getUTCFullYear(), last = new Date(to * 86400000).getUTCFullYear();
  for (let year = first; year <= last + 1; year += Math.ceil((last - first + 1) / 12)) {
    const day = days(`${year}-01-01`);
    if (day >= from && day <= to) years.push([year, x(day)]);
  }
  const height = rows.length * step + foot;
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "plot wide", role: "group" },
    years.map(([year, at]) => [
      svg("line", { class: "grid", x1: at, x2: at, y1: 0, y2: height - foot }),
      svg("text", { x: at, y: height - 7, "text-anchor": "middle" }, String(year))]).flat(),
    rows.map((row, at) => [
      svg("text", { x: name - 8, y: at * step + 16, "text-anchor": "end" }, cut(row.name, 20)),
      ...row.items.map((item) => pickable(`${row.name}, ${period(item)}: ${titleOf(DOCUMENTS[item.doc])}`, false, () => pick(item),
        svg("rect", { class: "bar mission", x: x(days(item.first)) - 1, y: at * step + 5, rx: 3, height: step - 10,
          width: Math.max(7, x(days(item.last)) - x(days(item.first))) })))]).flat());
}
