// The reader: the whole repaired text, figures underlined in their colour, the chosen place washed and bold.

import { fill, h, spanOf, startOf, wide } from "./dom.js";
import { createText } from "./text.js";

// `doc` is the bundle's part that no language changes; `state` holds chosen and here.
export function mountReader(box, doc, words, state) {
  const text = createText(doc);
  const say = (key, values) => fill(words[`host.${key}`], values);
  const name = h("span", { class: "where", lang: doc.script });
  const place = h("span", { class: "place" });
  const count = h("span", { class: "count", "aria-live": "polite" });
  const brief = h("span", { class: "count-short", "aria-hidden": "true" });
  const back = h("button", { type: "button", class: "step", "aria-label": say("previous"), onclick: () => step(-1) }, "‹");
  const on = h("button", { type: "button", class: "step", "aria-label": say("next"), onclick: () => step(1) }, "›");
  const head = h("div", { class: "reader-head" }, name, place, count, brief, back, on);
  const body = h("div", { class: "reader-body", lang: doc.script, tabindex: "0", role: "region", "aria-label": say("reader") });
  const blocks = doc.paragraphs.map((paragraph, i) => render(i, null));
  let shown = [];
  body.append(...blocks);
  box.append(head, body);

  // A paragraph's element; `chosen` is [start, end, status] or null.
  function render(i, chosen) {
    const kind = doc.paragraphs[i][2];
    const tag = kind === "part" ? "h3" : kind === "section" ? "h4" : "p";
    const element = h(tag, { class: `t ${kind}`, "data-i": i });
    const marks = text.marksOf(i);
    const said = text.pieces(i, chosen ? [chosen] : []);
    let open = null; // the mark that pieces are put into
    const signs = wideSplit(said.map((piece) => piece.text));
    said.forEach((piece, at) => {
      const mark = marks.find(([a, b]) => piece.from >= a && piece.from < b);
      const isChosen = chosen && piece.from >= chosen[0] && piece.from < chosen[1];
      let nodes = signs[at];
      if (piece.repair) {
        const told = fill(words["host.repaired"], { before: text.slice(piece.repair[0], piece.repair[1]) });
        nodes = [h("span", { class: "repair", title: told }, nodes)];
      }
      if (isChosen) nodes = [h("strong", { class: `chosen ${mark ? mark[3] : chosen[2]}${mark ? "" : " words"}` }, nodes)];
      if (!mark) {
        open = null;
        element.append(...nodes);
        return;
      }
      if (!open || open.dataset.ref !== mark[2]) {
        open = h("span", { class: `mark ${mark[3]}`, "data-ref": mark[2] });
        element.append(open);
      }
      open.append(...nodes);
    });
    return element;
  }

  // Pieces of a paragraph as nodes; whether a sign is wide is judged by the whole paragraph.
  function wideSplit(pieces) {
    const result = pieces.map(() => []);
    let at = 0;
    let left = pieces.length ? pieces[0].length : 0;
    for (const node of wide(pieces.join(""))) {
      const sign = typeof node !== "string";
      let rest = sign ? node.textContent : node;
      while (rest) {
        while (!left && at + 1 < pieces.length) left = pieces[(at += 1)].length;
        const part = rest.slice(0, left);
        result[at].push(sign ? node : part);
        rest = rest.slice(part.length);
        left -= part.length;
      }
    }
    return result;
  }

  function span() {
    const { chosen } = state.get();
    if (!chosen) return null;
    if (doc.refs[chosen]) return doc.refs[chosen];
    const words = spanOf(chosen);
    if (words) return [...words, "other"];
    const mark = doc.marks.find(([start]) => start === startOf(chosen));
    return mark ? [mark[0], mark[1], mark[3]] : null;
  }

  function show(scroll) {
    for (const i of shown) put(i, null);
    shown = [];
    const chosen = span();
    body.classList.toggle("has-chosen", Boolean(chosen));
    if (chosen) {
      const last = text.paragraphAt(Math.max(chosen[0], chosen[1] - 1));
      for (let i = text.paragraphAt(chosen[0]); i <= last; i += 1) {
        put(i, chosen);
        shown.push(i);
      }
      if (scroll) reveal();
    }
    tellPlace();
  }

  function put(i, chosen) {
    const made = render(i, chosen);
    if (chosen) made.classList.add("now");
    blocks[i].replaceWith(made);
    blocks[i] = made;
  }

  // Brings the chosen place to the upper third, moving the reader's own frame only.
  function reveal() {
    const target = body.querySelector(".chosen") || (shown.length && blocks[shown[0]]);
    if (!target || !body.clientHeight) return;
    const top = target.getBoundingClientRect().top - body.getBoundingClientRect().top + body.scrollTop;
    body.scrollTop = Math.max(0, top - body.clientHeight * 0.38);
  }

  // Nothing chosen: the text opens at its first part, not at what a web page put before it.
  function start() {
    const first = doc.paragraphs.findIndex((paragraph) => paragraph[2] !== "front");
    if (first > 0 && body.clientHeight) body.scrollTop = blocks[first].getBoundingClientRect().top - body.getBoundingClientRect().top + body.scrollTop - 12;
    tellPlace();
  }

  // The places ‹ and › go through: those of the chosen row where it has several, else all figures.
  function chain() {
    const { chosen } = state.get();
    const own = doc.places[chosen] || Object.values(doc.places).find((places) => places.includes(chosen));
    if (own && own.length > 1) return { refs: own, at: Math.max(0, own.indexOf(chosen)), kind: "place_of" };
    const refs = doc.marks.filter((mark) => mark[2].startsWith("figures-")).map((mark) => mark[2]);
    return { refs, at: refs.findIndex((ref) => startOf(ref) === startOf(chosen)), kind: "figure_of" };
  }

  function step(by) {
    const { refs, at } = chain();
    if (!refs.length) return;
    let next = at + by;
    if (at < 0) {
      const from = startOf(state.get().chosen);
      const after = refs.findIndex((ref) => startOf(ref) > from);
      next = by > 0 ? after : (after < 0 ? refs.length : after) - 1;
    }
    state.set({ chosen: refs[(next + refs.length) % refs.length], by: "reader" });
  }

  function tellPlace() {
    const chosen = span();
    const i = chosen ? text.paragraphAt(chosen[0]) : topParagraph();
    const section = doc.sections[doc.paragraphs[i] ? doc.paragraphs[i][3] : -1];
    name.textContent = section ? section.title : "";
    const within = section ? doc.paragraphs.slice(0, i + 1).filter((p) => p[3] === doc.paragraphs[i][3] && p[2] === "p").length : 0;
    place.textContent = within ? say("paragraph", { n: within }) : "";
    const { refs, at, kind } = chain();
    if (chosen && at >= 0) count.textContent = say(kind, { n: at + 1, total: refs.length });
    else if (chosen) count.textContent = say("characters", { from: chosen[0], to: chosen[1] });
    else count.textContent = say("figures", { n: refs.length });
    brief.textContent = chosen && at >= 0 ? `${at + 1} / ${refs.length}` : "";
    state.set({ here: doc.paragraphs[i] ? doc.paragraphs[i][0] : -1 });
  }

  function topParagraph() {
    const top = body.getBoundingClientRect().top;
    let low = 0;
    let high = blocks.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (blocks[middle].getBoundingClientRect().bottom > top + 8) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  let waiting = false;
  body.addEventListener("scroll", () => {
    if (waiting || span()) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      tellPlace();
    });
  });
  body.addEventListener("click", (event) => {
    const mark = event.target.closest(".mark");
    if (mark && !String(getSelection())) state.set({ chosen: mark.dataset.ref, by: "reader" });
  });
  body.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    step(by);
  });
  const stop = state.on((_, changed) => {
    if (changed.has("chosen")) show(true);
  });
  show(true);
  if (!span()) start();
  return { step, reveal, destroy: stop };
}
