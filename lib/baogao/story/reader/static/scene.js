// A scene: the question, one sentence, its charts, its rows, a note.

import { fill, h, placeLink, segments, startOf } from "./dom.js";
import { mountChart } from "./chart.js";
import { copyButton } from "./share.js";

// The question and the sentence.
export function mountHead(box, scene, words, state, tools = null) {
  const hold = h("div", { class: "scene-head" });
  hold.append(h("h2", {}, scene.question), tools || "");
  box.append(hold);
  if (scene.empty) box.append(h("p", { class: "empty" }, scene.empty));
  if (scene.sentence.length && !scene.empty) box.append(h("p", { class: "sentence" }, segments(scene.sentence, state)));
}

// The rows, and the words that filter them; the chosen row is marked.
export function mountRows(box, scene, words, state, link = null) {
  const say = (key, values) => fill(words[`host.${key}`], values);
  const stops = scene.tables.filter((table) => table.rows.length).map((table) => mountTable(box, table, say, words, state, link));
  return { destroy: () => stops.forEach((stop) => stop()) };
}

function mountTable(box, table, say, words, state, link) {
  const { script } = state.get();
  const choose = (ref) => state.set({ chosen: ref, by: "scene" });
  const body = h("tbody");
  const plain = (cell) => cell.map((part) => (typeof part === "string" ? part : part.text)).join("").trim();
  const isNumber = (text) => /^[-−–+]?[\d.,]+$/.test(text);
  // A column of numbers alone stands to the right.
  const numeric = table.columns.map((_, i) => {
    const held = table.rows.map((row) => plain(row.cells[i] || [])).filter(Boolean);
    return held.length > 0 && held.every(isNumber);
  });
  const rows = table.rows.map((row) => {
    const hasLink = row.cells.some((cell) => cell.some((part) => typeof part !== "string"));
    const cells = row.cells.map((cell, i) => {
      const text = plain(cell);
      // Where nothing in a row is a link its first words are, so that the keyboard reaches every row.
      const lone = i === 0 && row.ref && !hasLink && text;
      const kind = numeric[i] ? "number" : text.length <= 6 ? "short" : null;
      const own = /[\u2e80-\u9fff]/.test(text) ? script : null;
      return h("td", { lang: own, class: kind }, lone ? placeLink(row.ref, "row", cell.join(""), state) : segments(cell, state));
    });
    if (link && row.ref) {
      // What stands in the row's last cell is reached by keyboard, and shows where the pointer or the focus is.
      const hold = h("td", { class: "own" });
      const name = row.cells.slice(0, 3).map(plain).filter(Boolean).join(" ").slice(0, 60);
      hold.append(copyButton(say("link"), `${say("copy_link")} ${name}`, () => new URL(link({ chosen: row.ref }), location.href).href, say, hold));
      cells.push(hold);
    }
    const line = h("tr", { "data-ref": row.ref || null, onclick: () => row.ref && choose(row.ref) }, cells);
    body.append(line);
    return line;
  });
  const head = h("thead", {}, h("tr", {}, table.columns.map((column, i) => h("th", { scope: "col", class: numeric[i] ? "number" : null }, column)), link ? h("td", { class: "own" }) : null));
  const filters = mountFilters(table, rows, say, words);
  const frame = h("div", { class: "table" }, h("table", {}, h("caption", {}, table.title), head, body));
  box.append(filters, frame);

  let last = null;
  // The places each row speaks of: its own, and those of its links.
  const starts = table.rows.map((row) => new Set([row, ...row.cells.flat()].filter((part) => part.ref).map((part) => startOf(part.ref))));
  function mark() {
    const { chosen, owners } = state.get();
    const owner = (owners && owners.get(chosen)) || chosen;
    const exact = rows.find((row) => chosen && row.dataset.ref === owner);
    const row = exact || (startOf(chosen) >= 0 ? rows[starts.findIndex((places) => places.has(startOf(chosen)))] : null);
    if (last) {
      last.classList.remove("now");
      last.removeAttribute("aria-current");
    }
    last = row || null;
    if (!last) return;
    last.hidden = false;
    last.classList.add("now");
    last.setAttribute("aria-current", "true");
    if (state.get().by === "reader" && frame.offsetParent) {
      const { top, bottom } = last.getBoundingClientRect();
      if (top < 180 || bottom > innerHeight - 40) last.scrollIntoView({ block: "center" });
    }
  }
  mark();
  return state.on((_, changed) => changed.has("chosen") && mark());
}

// One line of words a facet with few values, a list for one with many.
function mountFilters(table, rows, say, words) {
  const names = [...new Set(table.rows.flatMap((row) => row.facets.map(([name]) => name)))];
  const chosen = {};
  const line = h("div", { class: "filters", role: "group", "aria-label": say("filter") });
  if (!names.length || rows.length < 8) return "";
  const values = (name) => {
    const counts = new Map();
    for (const row of table.rows) for (const [key, value] of row.facets) if (key === name && value) counts.set(value, (counts.get(value) || 0) + 1);
    return counts;
  };
  function apply() {
    table.rows.forEach((row, i) => {
      const has = Object.entries(chosen).every(([name, value]) => !value || row.facets.some(([k, v]) => k === name && v === value));
      rows[i].hidden = !has;
    });
    const left = rows.filter((row) => !row.hidden).length;
    told.textContent = left === rows.length ? "" : say("shown", { n: left, total: rows.length });
  }
  const told = h("span", { class: "told", "aria-live": "polite" });
  for (const name of names) {
    const counts = values(name);
    if (counts.size < 2) continue;
    if (name === "status") {
      const words = [["", rows.length, say("all")], ...[...counts].map(([value, n]) => [value, n, label(name, value)])];
      const buttons = words.map(([value, n, text]) =>
        h("button", { type: "button", class: "word", "aria-pressed": value === "" ? "true" : "false", onclick: (event) => {
          chosen[name] = value;
          for (const button of buttons) button.setAttribute("aria-pressed", button === event.currentTarget ? "true" : "false");
          apply();
        } }, text, h("span", { class: "n" }, ` ${n}`)),
      );
      line.append(...buttons);
    } else {
      const list = h("select", { "aria-label": label(name), onchange: () => {
        chosen[name] = list.value;
        apply();
      } }, h("option", { value: "" }, label(name)), [...counts].map(([value, n]) => h("option", { value }, `${label(name, value)} ${n}`)));
      line.append(list);
    }
  }
  line.append(told);
  return line;

  function label(name, value) {
    return words[value === undefined ? `facet.${name}` : `facet.${name}.${value}`] || (value === undefined ? name : value);
  }
}

// A whole scene; `open` says whether its rows show at first.
export function mountScene(box, scene, bundle, words, state, embed, { open: openPanel, link } = {}) {
  const say = (key, values) => fill(words[`host.${key}`], values);
  const names = Object.keys(scene.charts).filter((name) => name !== "ribbon"); // it stands above every scene
  const open = !names.length || scene.rows_open;
  const rows = h("div", { class: "rows", id: `rows-${scene.id}`, hidden: !open });
  const some = scene.tables.some((table) => table.rows.length);
  const toggle = some && names.length && !scene.rows_open
    ? h("button", { type: "button", class: "word", "aria-expanded": String(open), "aria-controls": rows.id, onclick: () => {
        rows.hidden = !rows.hidden;
        toggle.setAttribute("aria-expanded", String(!rows.hidden));
        if (!rows.hidden) rows.scrollIntoView({ block: "nearest" });
      } }, say("table"))
    : null;
  const opener = (kind, word) => h("button", { type: "button", class: "word", "aria-haspopup": "dialog", onclick: () => openPanel(kind) }, say(word));
  const tools = openPanel && !scene.empty ? [opener("cite", "cite_short"), toggle, names.length ? opener("takeaway", "chart") : null] : [toggle];
  mountHead(box, scene, words, state, tools.some(Boolean) ? h("div", { class: "tools" }, tools) : null);
  const charts = names.map((name, i) => {
    const chart = h("div");
    box.append(chart);
    return mountChart(chart, { specs: scene.charts[name], palette: bundle.palette, alt: i ? scene.question : scene.alt || scene.question, hint: say("chart_keys") }, state, embed);
  });
  if (scene.note) box.append(h("p", { class: "note" }, scene.note));
  box.append(rows);
  const table = mountRows(rows, scene, words, state, link);
  return {
    ready: Promise.all(charts.map((chart) => chart.ready)),
    destroy() {
      charts.forEach((chart) => chart.destroy());
      table.destroy();
    },
  };
}

// Whether a row or link of the scene stands for the place `ref`.
export function hasPlace(scene, ref) {
  const start = startOf(ref);
  return scene.tables.some((table) =>
    table.rows.some((row) => startOf(row.ref) === start || row.cells.some((cell) => cell.some((part) => part.ref && startOf(part.ref) === start))),
  );
}
