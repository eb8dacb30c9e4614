// Small helpers: elements whose text is always text, words with values in them, full-width signs.

// An element: `h("p", {class: "x", onclick: f, "aria-label": "…"}, "text", node)`. Never parses markup.
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

// A template of the words file: `{n}` and `{n:one|many}`.
export function fill(template, values = {}) {
  return (template || "").replace(/\{(\w+)(?::([^{}|]*)\|([^{}]*))?\}/g, (_, name, one, many) =>
    one === undefined ? String(values[name]) : values[name] === 1 ? one : many,
  );
}

// The span of words that are no row: `text-46-49` → [46, 49], else null.
export function spanOf(ref) {
  const said = /^text-(\d+)-(\d+)$/.exec(ref || "");
  return said ? [Number(said[1]), Number(said[2])] : null;
}

// A row of another report, `liyuan-2031@figures-615`: [its report, its row]; null for one of this report.
export function otherOf(ref) {
  const at = (ref || "").lastIndexOf("@");
  return at > 0 ? [ref.slice(0, at), ref.slice(at + 1)] : null;
}

// The source offset in a row's id: `figures-615` → 615; -1 where there is none, and for another report's.
export function startOf(ref) {
  if (otherOf(ref)) return -1;
  const span = spanOf(ref);
  const start = span ? span[0] : Number((ref || "").split("-").pop());
  return ref && Number.isFinite(start) ? start : -1;
}

const SIGN = /[,;:!?()]/;
const CHINESE = /[\u2e80-\u303f\u31c0-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef“”‘’…—·]/;

function nearest(text, from, step) {
  let at = from + step;
  while (at >= 0 && at < text.length && SIGN.test(text[at])) at += step;
  return text[at] || "";
}

// Which characters of `text` are ASCII signs that stand beside Chinese, and are shown full-width.
function wideAt(text) {
  const wide = [];
  for (let at = 0; at < text.length; at += 1) {
    if (!SIGN.test(text[at])) continue;
    const before = nearest(text, at, -1);
    const after = nearest(text, at, 1);
    if (/\d/.test(before) && /\d/.test(after)) continue;
    if (CHINESE.test(before) || CHINESE.test(after) || (before === "%" && !after)) wide.push(at);
  }
  return wide;
}

// `text` as nodes; its characters stay the source's, only their display widens.
export function wide(text) {
  const nodes = [];
  let last = 0;
  for (const at of wideAt(text)) {
    if (at > last) nodes.push(text.slice(last, at));
    nodes.push(h("i", {}, text[at]));
    last = at + 1;
  }
  if (last < text.length) nodes.push(text.slice(last));
  return nodes;
}

// A link that opens the place of `ref` in the text; held keys leave it to the browser.
export function placeLink(ref, kind, words, state, said = null) {
  const { script, link } = state.get();
  const lang = /[\u2e80-\u9fff]/.test(words) ? script : null;
  // A host without addresses shows one report: what stands in another is words there.
  if (otherOf(ref) && (!link || link(ref) === "#")) return h("span", { class: `link ${kind}`, lang }, wide(words));
  return h(
    "a",
    {
      class: `link ${kind}`,
      href: link ? link(ref) : "#",
      "data-ref": ref,
      lang,
      "aria-label": words.trim() ? null : ref, // blanks that were repaired away still have a name
      title: said, // the report's own words, where the reader's language writes an amount its own way
      onclick: (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        event.stopPropagation();
        state.set({ chosen: ref, by: "scene" });
      },
    },
    wide(words),
  );
}

// Words and links of a scene.
export function segments(parts, state) {
  return parts.flatMap((part) => (typeof part === "string" ? wide(part) : placeLink(part.ref, part.status, part.text, state, part.said)));
}

// What all parts of a story share: `get()`, `set({…})`, `on(listener)`; a listener hears what changed.
export function createState(initial) {
  let value = { ...initial };
  const listeners = new Set();
  return {
    get: () => value,
    set(change) {
      // What stands in another report is opened there.
      if (otherOf(change.chosen)) {
        const there = value.link ? value.link(change.chosen) : "#";
        if (there !== "#") location.assign(there);
        return;
      }
      const changed = Object.keys(change).filter((key) => value[key] !== change[key]);
      if (!changed.length) return;
      value = { ...value, ...change };
      for (const listener of [...listeners]) listener(value, new Set(changed));
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
