// Elements are made here and nowhere else; what documents say only ever becomes text.

const SVG = "http://www.w3.org/2000/svg";

const byId = (id) => document.getElementById(id);

function dress(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) continue;
    if (name.startsWith("aria-")) {
      node.setAttribute(name, String(value));
    } else if (value === false) {
      continue;
    } else if (name === "on") {
      for (const [event, action] of Object.entries(value)) node.addEventListener(event, action);
    } else if (name === "style") {
      for (const [property, set] of Object.entries(value)) node.style.setProperty(property, set);
    } else if (name === "data") {
      Object.assign(node.dataset, value);
    } else {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

const el = (tag, attributes = {}, ...children) =>
  dress(document.createElement(tag), attributes, children);
const svg = (tag, attributes = {}, ...children) =>
  dress(document.createElementNS(SVG, tag), attributes, children);

const readData = (id) => JSON.parse(byId(id).textContent);

// A long list is drawn piece by piece, as its end comes near.
function lazyList(holder, items, draw, piece = 60) {
  holder.replaceChildren();
  holder.watcher?.disconnect();
  let done = 0;
  const more = el("li", { class: "more", "aria-hidden": "true" });
  const add = () => {
    const next = items.slice(done, done + piece);
    done += next.length;
    more.before(...next.map((item, at) => draw(item, done - next.length + at)));
    if (done >= items.length) {
      holder.watcher.disconnect();
      more.remove();
    }
  };
  holder.append(more);
  holder.watcher = new IntersectionObserver((seen) => {
    if (!seen.at(-1).isIntersecting) return;
    add();
    // Told anew, so that a watcher whose mark has not left the screen goes on.
    holder.watcher.unobserve(more);
    if (more.isConnected) holder.watcher.observe(more);
  }, { rootMargin: "400px" });
  holder.watcher.observe(more);
  // What must be on the screen although it lies further down, as the next item by key.
  holder.drawUpTo = (number) => { while (done <= number && done < items.length) add(); };
  add();
}

function cut(text, letters) {
  return text.length > letters ? `${text.slice(0, letters - 1)}…` : text;
}

function soon(action, wait = 120) {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...given), wait);
  };
}
