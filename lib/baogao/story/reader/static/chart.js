// A chart: a Vega-Lite spec drawn as SVG, whose marks open their place and show the chosen one.

import { h, startOf } from "./dom.js";

const LEAST = 0.9; // how far a sheet may shrink: its smallest type is 12 px
const REACH = 14; // px: how far from a mark a finger may land

// `spec` with the colours of `from` in place of those of `to`.
export function recolour(spec, from, to) {
  const turned = new Map(Object.keys(from).map((name) => [from[name].toUpperCase(), to[name]]));
  return JSON.parse(JSON.stringify(spec).replace(/#[0-9a-f]{6}\b/gi, (hex) => turned.get(hex.toUpperCase()) || hex));
}

// Which of `specs` to draw in `width` px: the widest that hardly shrinks, else the narrowest.
export function kindFor(specs, width) {
  const kinds = ["laptop", "tablet", "phone"].filter((kind) => specs[kind]);
  return kinds.find((kind) => specs[kind].width * LEAST <= width) || kinds[kinds.length - 1];
}

// Draws `specs` ({phone, laptop, …}) into `box`. `state` holds chosen, here and mode; `embed()` gives vegaEmbed.
export function mountChart(box, { specs, palette, alt, hint, lang }, state, embed) {
  const ground = h("div", { class: "ground" });
  const halo = h("div", { class: "halo", hidden: true });
  const tip = h("div", { class: "tip", hidden: true });
  box.classList.add("chart");
  box.append(ground, halo, tip);
  const label = hint ? `${alt} ${hint}` : alt;
  for (const [key, value] of Object.entries({ role: "group", tabindex: "0", "aria-label": label, lang })) {
    if (value) box.setAttribute(key, value);
  }
  const size = specs[kindFor(specs, box.clientWidth || Infinity)];
  ground.style.aspectRatio = `${size.width} / ${size.height}`; // room before it is drawn
  let result = null;
  let drawn = "";
  let signals = [];
  let turn = 0;

  async function draw() {
    const width = box.clientWidth;
    if (!width) return;
    const { mode } = state.get();
    const kind = kindFor(specs, width);
    if (drawn === kind + mode) return;
    drawn = kind + mode;
    turn += 1;
    const mine = turn;
    let spec = specs[kind];
    if (mode === "dark") spec = recolour(spec, palette.light, palette.dark);
    signals = (spec.params || []).map((param) => param.name);
    const initial = Object.fromEntries(signals.map((name) => [name, value(name)]));
    spec = { ...spec, params: (spec.params || []).map((p) => (p.name in initial ? { ...p, value: initial[p.name] } : p)) };
    const vegaEmbed = await embed();
    const made = document.createElement("div");
    const next = await vegaEmbed(made, spec, {
      mode: "vega-lite", renderer: "svg", actions: false, ast: true, defaultStyle: false, tooltip: showTip, loader: { load: refuse },
    });
    if (mine !== turn || !box.isConnected) return next.finalize();
    const svg = made.querySelector("svg");
    svg.setAttribute("aria-hidden", "true");
    svg.removeAttribute("role");
    const [, , w, height] = (svg.getAttribute("viewBox") || "").split(" ");
    svg.style.aspectRatio = `${w} / ${height}`;
    // On a window between two sizes a phone's sheet grows a little and no further.
    if (kind === "phone" && specs.laptop && !specs.tablet) svg.style.maxWidth = `${w * 1.35}px`;
    for (const node of made.querySelectorAll("[role], [aria-label], [aria-roledescription]")) {
      for (const name of ["role", "aria-label", "aria-roledescription"]) node.removeAttribute(name);
    }
    if (result) result.finalize();
    result = next;
    ground.style.aspectRatio = "";
    ground.replaceChildren(made);
    halo.hidden = true;
    box.dataset.drawn = kind;
    const { bands = [] } = specs[kind].usermeta || {};
    if (bands.length) box.dataset.bands = JSON.stringify([specs[kind].height, bands[0][0], ...bands.map((band) => band[1])]);
    sync();
  }

  function value(name) {
    if (name === "chosen") return startOf(state.get().chosen);
    if (name === "here") return state.get().here ?? -1;
    return undefined;
  }

  function sync() {
    if (!result) return;
    let dirty = false;
    for (const name of ["chosen", "here"]) {
      if (!signals.includes(name) || result.view.signal(name) === value(name)) continue;
      result.view.signal(name, value(name));
      dirty = true;
    }
    if (dirty) result.view.runAsync();
  }

  // The drawn elements that stand for a row: [element, datum].
  function marks() {
    const found = [];
    for (const element of ground.querySelectorAll("svg path, svg line, svg text")) {
      const item = element.__data__;
      const datum = item && (item.datum || (item.mark && item.mark.group && item.mark.group.datum));
      if (datum && datum.ref) found.push([element, datum]);
    }
    return found;
  }

  function at(event) {
    let best = null;
    let least = REACH * REACH;
    for (const [element, datum] of marks()) {
      const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
      const dx = Math.max(left - event.clientX, 0, event.clientX - right);
      const dy = Math.max(top - event.clientY, 0, event.clientY - bottom);
      // Of marks under the pointer the smallest is meant: a dot, not the row behind it.
      const far = dx * dx + dy * dy + Math.min(width * height, 1e6) / 1e9;
      if (far < least) [least, best] = [far, [element, datum]];
    }
    return best;
  }

  function ring(element) {
    const mark = element.getBoundingClientRect();
    const frame = box.getBoundingClientRect();
    Object.assign(halo.style, {
      left: `${mark.left - frame.left - 4}px`, top: `${mark.top - frame.top - 4}px`,
      width: `${mark.width + 8}px`, height: `${mark.height + 8}px`,
    });
    halo.hidden = false;
  }

  // `tooltip` of the spec, as text: vega-embed's own would write markup.
  function showTip(_, event, item, told) {
    const text = told && typeof told === "object" ? Object.values(told).join("\n") : told;
    tip.hidden = text === null || text === undefined || text === "";
    if (tip.hidden) return;
    tip.textContent = String(text);
    const frame = box.getBoundingClientRect();
    const x = event.clientX - frame.left;
    tip.style.left = `${Math.max(0, Math.min(x, frame.width - tip.offsetWidth))}px`;
    tip.style.top = `${event.clientY - frame.top + 16}px`;
  }

  ground.addEventListener("click", (event) => {
    const found = at(event);
    if (found) state.set({ chosen: found[1].ref, by: "chart" });
  });
  ground.addEventListener("pointermove", (event) => {
    const found = event.pointerType === "touch" ? null : at(event);
    ground.style.cursor = found ? "pointer" : "";
    if (found && found[0].__data__.opacity !== 0) ring(found[0]);
    else halo.hidden = true;
  });
  ground.addEventListener("pointerleave", () => {
    halo.hidden = true;
    tip.hidden = true;
  });
  box.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    const refs = [...new Map(marks().map(([, datum]) => [startOf(datum.ref), datum.ref]))].filter(([start]) => start >= 0).sort((a, b) => a[0] - b[0]);
    if (!refs.length) return;
    event.preventDefault();
    event.stopPropagation();
    const now = refs.findIndex(([start]) => start === startOf(state.get().chosen));
    const next = now < 0 ? (step > 0 ? 0 : refs.length - 1) : Math.min(refs.length - 1, Math.max(0, now + step));
    state.set({ chosen: refs[next][1], by: "chart" });
  });

  const stop = state.on((_, changed) => {
    if (changed.has("mode")) draw();
    else if (changed.has("chosen") || changed.has("here")) sync();
  });
  const watcher = new ResizeObserver(() => draw());
  watcher.observe(box);
  const ready = draw();
  return {
    ready,
    destroy() {
      stop();
      watcher.disconnect();
      turn += 1;
      if (result) result.finalize();
    },
  };
}

// A chart holds its own data: whatever a spec says, nothing is fetched.
function refuse() {
  return Promise.reject(new Error("a chart fetches nothing"));
}
