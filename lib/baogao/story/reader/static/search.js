// Search across text, rows and terms; traditional finds simplified and the other way round.

import { fill, h } from "./dom.js";
import { createText } from "./text.js";

const MOST = 40; // hits a group shows

// Folds to simplified script, half-width signs, lower case; the length stays the same.
function folder([from, to]) {
  const table = new Map(Array.from(from).map((char, i) => [char, Array.from(to)[i]]));
  const one = (char) => {
    const code = char.codePointAt(0);
    if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase();
    return table.get(char) || (char.length === char.toLowerCase().length ? char.toLowerCase() : char);
  };
  return (text) => Array.from(text, one).join("");
}

const SCALES = { "万亿": 1e12, "亿": 1e8, "万": 1e4, "千": 1e3, trillion: 1e12, billion: 1e9, million: 1e6 };

// The number that `folded` says: 89000000000, 89,000,000,000, 890亿, 89 billion; null where it says none.
export function numberIn(folded) {
  const said = /^([-−]?[\d,]*\.?\d+)\s*(万亿|亿|万|千|trillion|billion|million)?\s*([^\d\s]{0,4})$/.exec(folded.replace(/(\d)\s+(?=\d)/g, "$1"));
  return said ? Number(said[1].replaceAll(",", "").replace("−", "-")) * (SCALES[said[2]] || 1) : null;
}

// The ids of the figures whose value is `number`.
function valued(bundle, number) {
  const { columns, rows } = bundle.takeaway.tables.figures;
  const at = Object.fromEntries(columns.map(([name], i) => [name, i]));
  const same = (value) => value !== null && Math.abs(value - number) <= Math.abs(number) * 1e-9;
  return new Set(rows.filter((row) => same(row[at.value]) || same(row[at.value_max])).map((row) => row[at.figure_id]));
}

function plain(cell) {
  return cell.map((part) => (typeof part === "string" ? part : part.text)).join("");
}

// The panel: an input and hits by group. `go(scene, ref)` opens a hit.
export function mountSearch(box, bundle, scenes, words, go, close) {
  const say = (key, values) => fill(words[`host.${key}`], values);
  const fold = folder(bundle.fold);
  const reading = createText(bundle);
  const lines = bundle.paragraphs.map((_, i) => reading.line(i)).map((line) => [line, fold(line.text)]);
  const tables = scenes.map((scene) => [
    scene,
    scene.tables.flatMap((table) => table.rows).map((row) => {
      const text = row.cells.map(plain).join("　");
      return [text, fold(text), row.ref, [row.ref, ...row.cells.flat().map((part) => part.ref)]];
    }),
  ]);
  const input = h("input", { type: "text", role: "searchbox", "aria-label": say("search"), placeholder: say("search_hint"), autocomplete: "off", spellcheck: "false", oninput: () => find() });
  const told = h("p", { class: "told", "aria-live": "polite" });
  const list = h("div", { class: "hits" });
  box.append(h("div", { class: "search-head" }, input, h("button", { type: "button", class: "word", onclick: close }, say("close"))), told, list);

  function hit(text, at, length, open) {
    if (at < 0) return h("li", {}, h("button", { type: "button", lang: bundle.script, onclick: open }, text.slice(0, 80)));
    const from = Math.max(0, at - 18);
    return h("li", {}, h("button", { type: "button", lang: bundle.script, onclick: open },
      from ? "…" : "", text.slice(from, at), h("b", {}, text.slice(at, at + length)), text.slice(at + length, at + length + 40)));
  }

  function group(name, hits) {
    if (!hits.length) return 0;
    list.append(h("h3", {}, name, h("span", { class: "n" }, ` ${hits.length}`)), h("ul", {}, hits.slice(0, MOST).map(([text, at, open, own]) => hit(text, at, typeof own === "number" ? own : length, open))));
    if (hits.length > MOST) list.append(h("p", { class: "told" }, say("more_hits", { n: hits.length - MOST })));
    return hits.length;
  }

  let length = 0;
  function find() {
    const wanted = fold(input.value.trim());
    length = wanted.length;
    list.replaceChildren();
    told.textContent = "";
    if (!wanted) return;
    let total = 0;
    // A value has digits enough to be meant as one: 5 alone would find every fifth place.
    const number = /\d[\d,.]*\d|\d\s*[万亿千]|illion/.test(wanted) ? numberIn(wanted) : null;
    const same = number === null ? new Set() : valued(bundle, number);
    for (const [scene, rows] of tables) {
      const hits = rows
        .map(([text, folded, ref, refs]) => [text, folded.indexOf(wanted), () => go(scene.id, ref), refs])
        .filter(([, at, , refs]) => at >= 0 || refs.some((ref) => same.has(ref)));
      total += group(scene.name, hits);
    }
    const hits = [];
    for (const [line, folded] of lines) {
      for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + length)) {
        const [start, end] = [line.toSource(at), line.toSource(at + length)];
        hits.push([line.text, at, () => go(null, `text-${start}-${end}`)]);
      }
    }
    for (const [start, end, ref] of bundle.marks) {
      if (!same.has(ref)) continue;
      const i = reading.paragraphAt(start);
      const [line] = lines[i];
      const own = reading.slice(start, end);
      const at = line.text.indexOf(own);
      if (!hits.some(([text, from]) => text === line.text && line.toSource(from) === start)) hits.push([line.text, at, () => go(null, ref), own.length]);
    }
    total += group(say("in_text"), hits);
    told.textContent = total ? say("hits", { n: total }) : say("no_hits");
  }

  box.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [input, ...list.querySelectorAll("button")];
    const at = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
    stops[Math.max(0, Math.min(stops.length - 1, at))].focus();
  });
  input.addEventListener("keydown", (event) => {
    const first = list.querySelector("button");
    if (event.key === "Enter" && first) first.click();
  });
  return { focus: () => input.focus() };
}
