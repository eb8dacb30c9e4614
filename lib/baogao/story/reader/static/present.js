// Presenting: one thought a screen, large type, arrow keys, the quote on demand, no controls.

import { fill, h, segments, startOf, wide } from "./dom.js";
import { mountChart, recolour } from "./chart.js";
import { screensOf, stretches } from "./screens.js";
import { placeOf, sentenceOf } from "./share.js";

const WIDE = 1920; // px of the stage that all sizes are given in
const ROWS = 7; // rows of a table that a screen without a chart shows

// Shows the screen that `state` says, until Esc. `leave()` is called once it is left.
export function mountPresent(root, { bundle, words, scenes, state, embed, leave }) {
  const say = (key, values) => fill(words[`host.${key}`], values);
  const box = h("dialog", { class: "presenting", "aria-label": say("present") });
  const stage = h("div", { class: "stage" });
  const quote = h("div", { class: "quote", role: "status", hidden: true });
  box.append(stage, quote);
  root.append(box);
  box.showModal();
  let screens = [];
  let now = 0;
  let drawn = null; // what is to be ended with the screen
  let turn = 0;

  function measure() {
    const unit = Math.min(innerWidth / WIDE, innerHeight / 1080);
    box.style.setProperty("--p", `${unit}px`);
    const tall = innerHeight / unit;
    const room = (scene, question, whole) => {
      stage.replaceChildren(...heading(scene, question, whole), footing("", 1, 1));
      const used = [...stage.children].reduce((sum, part) => sum + part.getBoundingClientRect().height, 0) / unit;
      return Math.max(tall - used - 140 - 64, 200); // the ribbon above, the space around
    };
    screens = screensOf(scenes, room);
  }

  function heading(scene, question, whole) {
    const sentence = whole && scene.sentence.length ? [h("p", { class: "sentence" }, segments(scene.sentence, state))] : [];
    return [h("h2", {}, wide(question)), ...sentence];
  }

  function footing(told, at, total) {
    return h("footer", {}, h("span", {}, told), h("span", { class: "page", role: "status", "aria-label": say("screen_of", { n: at, total }) }, `${at} / ${total}`));
  }

  function find() {
    const { scene, present } = state.get();
    const own = screens.filter((screen) => screen.scene.id === scene);
    if (!own.length) return 0;
    return screens.indexOf(own[Math.min(Math.max(present, 1), own.length) - 1]);
  }

  async function show() {
    turn += 1;
    const mine = turn;
    if (drawn) drawn();
    drawn = null;
    quote.hidden = true;
    now = find();
    const screen = screens[now];
    box.className = `presenting ${screen.kind}`;
    const told = screen.more ? say("next_screen", { n: screen.more }) : "";
    const foot = footing(screen.kind === "title" ? "" : `${source(screen)} ${told}`, now + 1, screens.length);
    const ribbon = h("div", { class: "ribbon", lang: bundle.script });
    const specs = { laptop: ribbonSpec() };
    if (screen.kind === "title") stage.replaceChildren(title(), ribbon, h("p", { class: "sentence" }, segments(screen.scene.sentence, state)), foot);
    else {
      const hold = h("div", { class: "bands", lang: bundle.script });
      stage.replaceChildren(ribbon, ...heading(screen.scene, screen.question || screen.scene.question, screen.whole !== false), hold, foot);
      if (screen.kind === "chart") await bands(hold, screen, mine);
      else hold.append(...rows(screen.scene));
    }
    if (mine !== turn) return;
    const strip = mountChart(ribbon, { specs, palette: bundle.palette, alt: specs.laptop.description }, state, embed);
    const before = drawn;
    drawn = () => {
      if (before) before();
      strip.destroy();
    };
    await strip.ready;
    box.dataset.shown = String(now + 1);
  }

  const ribbonSpec = () => {
    const { ribbon } = scenes.find((one) => one.charts.ribbon).charts;
    return ribbon.projector || ribbon.laptop;
  };

  const source = ({ spec, scene }) => (spec && spec.usermeta ? spec.usermeta.source : scene.note);

  function title() {
    const { place, title: name, year, line } = bundle.masthead;
    return h("div", { class: "front", lang: bundle.script }, h("p", { class: "at" }, [place, year].filter(Boolean).join("　")), h("h1", {}, name), line.split("　　").map((part) => h("p", { class: "line" }, part)));
  }

  function rows(scene) {
    return scene.tables.slice(0, 1).map((table) => h("table", {}, h("caption", {}, table.title), h("tbody", {}, table.rows.slice(0, ROWS).map((row) => h("tr", {}, row.cells.map((cell) => h("td", {}, segments(cell, state))))))));
  }

  // The screen's rows of the chart: the chart is drawn once, and shown through windows that hold whole rows.
  async function bands(hold, { spec, head, bands: shown }, mine) {
    const { mode, chosen } = state.get();
    const turned = mode === "dark" ? recolour(spec, bundle.palette.light, bundle.palette.dark) : spec;
    const params = (turned.params || []).map((p) => (p.name === "chosen" ? { ...p, value: startOf(chosen) } : p));
    const vegaEmbed = await embed();
    const made = document.createElement("div");
    const result = await vegaEmbed(made, { ...turned, params }, { mode: "vega-lite", renderer: "svg", actions: false, ast: true, defaultStyle: false });
    if (mine !== turn) return result.finalize();
    const runs = shown ? [...(head ? [[0, head]] : []), ...stretches(shown)] : [[0, spec.height]];
    const paint = () => {
      const svg = made.querySelector("svg");
      hold.replaceChildren(...runs.map(([top, bottom]) => {
        const window = svg.cloneNode(true);
        window.setAttribute("viewBox", `0 ${top} ${spec.width} ${bottom - top}`);
        window.setAttribute("aria-hidden", "true");
        for (const name of ["width", "height", "style", "role"]) window.removeAttribute(name);
        window.style.height = `calc(${((bottom - top) * 1728) / spec.width} * var(--p))`;
        return window;
      }));
    };
    paint();
    const rowAt = (event) => {
      for (const [i, part] of [...hold.children].entries()) {
        const { top, bottom, height } = part.getBoundingClientRect();
        if (event.clientY < top || event.clientY >= bottom) continue;
        const y = runs[i][0] + ((event.clientY - top) / height) * (runs[i][1] - runs[i][0]);
        return (shown || []).find((band) => y >= band[0] && y < band[1]);
      }
      return null;
    };
    hold.addEventListener("click", (event) => {
      const row = rowAt(event);
      if (row && row[2]) choose(row[2]);
    });
    const stop = state.on((value, changed) => {
      if (!changed.has("chosen")) return;
      result.view.signal("chosen", startOf(value.chosen)).runAsync().then(paint);
    });
    drawn = () => {
      stop();
      result.finalize();
    };
    return null;
  }

  // Chooses a place, and says its sentence.
  function choose(ref) {
    state.set({ chosen: ref, by: "present" });
    say_quote();
  }

  function say_quote() {
    const { chosen } = state.get();
    const said = chosen && sentenceOf(bundle, chosen);
    quote.hidden = !said;
    if (!said) return;
    const place = placeOf(bundle, chosen);
    const status = (bundle.refs[chosen] || [0, 0, "other"])[2];
    quote.replaceChildren(h("p", { lang: bundle.script }, wide(said[0]), h("strong", { class: `chosen ${status}${status === "other" ? " words" : ""}` }, wide(said[1])), wide(said[2])),
      h("p", { class: "where", lang: bundle.script }, `${place.section}　`, h("span", { lang: root.lang }, say("paragraph", { n: place.paragraph }))));
  }

  function go(to) {
    const screen = screens[Math.min(Math.max(to, 0), screens.length - 1)];
    state.set({ scene: screen.scene.id, present: screen.at, chosen: screen.scene.id === state.get().scene ? state.get().chosen : "", by: "present" });
  }

  // The next row of this screen, or the one before.
  function step(by) {
    const refs = (screens[now].bands || []).map((band) => band[2]).filter((ref) => startOf(ref) >= 0);
    if (!refs.length) return;
    const at = refs.findIndex((ref) => startOf(ref) === startOf(state.get().chosen));
    const open = !quote.hidden;
    state.set({ chosen: refs[at < 0 ? (by > 0 ? 0 : refs.length - 1) : Math.min(refs.length - 1, Math.max(0, at + by))], by: "present" });
    if (open) say_quote();
  }

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const acts = {
      ArrowRight: () => go(now + 1), PageDown: () => go(now + 1), " ": () => go(now + 1), ArrowLeft: () => go(now - 1), PageUp: () => go(now - 1),
      Home: () => go(0), End: () => go(screens.length - 1), ArrowDown: () => step(1), ArrowUp: () => step(-1),
      q: () => (quote.hidden ? say_quote() : (quote.hidden = true)), p: () => box.close(),
    };
    event.stopPropagation();
    if (event.key === "Enter" && event.target.closest("a")) return;
    if (event.key === "Enter") acts.Enter = acts.q;
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  }
  box.addEventListener("keydown", onKey);
  box.addEventListener("cancel", (event) => {
    if (quote.hidden) return;
    event.preventDefault();
    quote.hidden = true;
  });
  let from = null;
  box.addEventListener("pointerdown", (event) => (from = event.pointerType === "touch" ? event.clientX : null));
  box.addEventListener("pointerup", (event) => {
    if (from !== null && Math.abs(event.clientX - from) > 60) go(now + (event.clientX < from ? 1 : -1));
    from = null;
  });
  const stop = state.on((value, changed) => {
    if (changed.has("present") || changed.has("scene")) {
      if (value.present) show();
      else box.close();
    } else if (changed.has("chosen") && value.by === "scene") say_quote(); // a link of the sentence
    else if (changed.has("chosen") && value.by === "chart") say_quote(); // a tick of the ribbon
  });
  const resize = () => {
    measure();
    show();
  };
  addEventListener("resize", resize);
  box.addEventListener("close", () => destroy());
  let over = false;
  function destroy() {
    if (over) return;
    over = true;
    stop();
    turn += 1;
    if (drawn) drawn();
    removeEventListener("resize", resize);
    box.remove();
    leave();
  }
  measure();
  const ready = show();
  return { ready, destroy };
}
