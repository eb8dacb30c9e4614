// The story: masthead, ribbon, scene names, the scene, the reader; the state lives in the address.

import { createState, fill, h } from "./dom.js";
import { kindFor, mountChart } from "./chart.js";
import { mountReader } from "./reader.js";
import { hasPlace, mountScene } from "./scene.js";
import { mountSheet } from "./sheet.js";
import { mountMasthead } from "./masthead.js";
import { openPanel } from "./panels.js";
import { mountPresent } from "./present.js";
import { readAddress, writeAddress } from "./address.js";
import { settleAddress } from "./settle.js";

const FOLDED = 66; // px of the ribbon that stay when it is folded

// `bundle` is a report's; `options`: {embed, address: "query" | "hash" | "", embedded, reports, open, initial}.
export function mountStory(root, bundle, options) {
  const { embed, embedded = false, languages = Object.keys(bundle.langs) } = options;
  const dark = globalThis.matchMedia && matchMedia("(prefers-color-scheme: dark)").matches;
  const asked = { ...options.initial, ...readAddress(options.address) };
  // A place that belongs to a row with several, and that row: a project's mentions, a term's first use.
  const owners = new Map(Object.entries(bundle.places).flatMap(([owner, places]) => places.map((place) => [place, owner])));
  const state = createState({ ...settle(asked), here: -1, script: bundle.script, by: "address", owners, link: (ref) => link({ chosen: ref }) });
  let words = {};
  let scenes = [];
  let parts = [];
  let scene = null;
  let show = null; // while it is presented
  let shown = ""; // the scene that is drawn
  let sheet = null;

  function settle(wanted) {
    return settleAddress(bundle, wanted, languages, dark);
  }

  const say = (key, values) => fill(words[`host.${key}`], values);

  function build() {
    parts.forEach((part) => part.destroy());
    parts = [];
    const { lang, mode } = state.get();
    ({ words, scenes } = bundle.langs[lang]);
    root.replaceChildren();
    root.className = `baogao ${mode}${embedded ? " embedded" : ""}`;
    root.lang = lang;
    if (!embedded) paint();
    const ribbon = h("div", { class: "ribbon", lang: bundle.script });
    const nav = h("nav", { "aria-label": say("scenes") }, scenes.map((one) => h("a", { href: link({ scene: one.id, chosen: "" }), "data-scene": one.id, onclick: follow({ scene: one.id, chosen: "" }) }, one.name, !one.count ? "" : h("span", { class: "n" }, ` ${one.count}`))));
    const head = h("header", { class: "head" }, masthead(), ribbon, nav);
    const main = h("main", { class: "scene", id: "scene", tabindex: "-1" });
    const reader = h("aside", { class: "reader", "aria-label": say("reader") });
    const notice = h("p", { class: "notice", role: "status", hidden: true });
    root.append(h("div", { class: "head-room" }, head), h("div", { class: "columns" }, h("div", { class: "told-side" }, notice, main), reader));
    tellNotice(notice);
    const specs = ribbonSpecs();
    parts.push(mountChart(ribbon, { specs, palette: bundle.palette, alt: specs.laptop.description, hint: say("chart_keys") }, state, embed));
    const text = mountReader(reader, bundle, words, state);
    sheet = mountSheet(reader, text, say, state);
    parts.push(text, sheet);
    drawScene();
    measure();
  }

  // One scene has the ribbon as its chart; it stands above all of them.
  function ribbonSpecs() {
    return scenes.find((one) => one.charts.ribbon).charts.ribbon;
  }

  function tellNotice(notice, words = "") {
    const { unknown } = state.get();
    const told = words ? words : unknown ? say(...unknown) : options.notice ? say(options.notice[0], { name: options.notice[1] }) : "";
    notice.textContent = told;
    notice.hidden = !told;
  }

  const masthead = () => mountMasthead({ bundle, state, options, say, link, follow, open, present: () => state.set({ present: 1, by: "nav" }), measure, root });

  function open(kind) {
    closeMenu();
    const now = scenes.find(({ id }) => id === state.get().scene);
    openPanel(root, kind, { bundle, words, scenes, scene: now, state, embed, options, link, present: () => state.set({ present: 1, by: "nav" }) });
  }

  // Presenting lies over the story; what was shown under it is drawn anew once it is left.
  function present() {
    if (show || !state.get().present) return;
    show = mountPresent(root, { bundle, words, scenes: scenes.filter(({ live }) => !live), state, embed, leave() {
      show = null;
      state.set({ present: 0, by: "present" });
      if (shown !== state.get().scene) drawScene();
      root.querySelector("main").focus({ preventScroll: true });
    } });
  }

  function drawScene() {
    const { lang, scene: id } = state.get();
    const main = root.querySelector("main");
    const found = bundle.langs[lang].scenes.find((one) => one.id === id);
    if (scene) scene.destroy();
    main.replaceChildren();
    shown = id;
    // A scene of what lies around the report is drawn by the host that has it.
    scene = (found.live ? options.corpus.mountScene : mountScene)(main, found, bundle, words, state, embed, { open, link });
    scene.ready.then(() => sheet.settle());
    for (const anchor of root.querySelectorAll("nav a")) {
      if (anchor.dataset.scene === id) anchor.setAttribute("aria-current", "page");
      else anchor.removeAttribute("aria-current");
      anchor.href = link({ scene: anchor.dataset.scene, chosen: "" });
    }
    const now = root.querySelector('nav a[aria-current="page"]');
    if (now) now.parentNode.scrollLeft = now.offsetLeft - now.parentNode.clientWidth / 2 + now.offsetWidth / 2;
    if (!embedded && options.address) document.title = `${found.name} · ${bundle.masthead.place}${bundle.masthead.title}${bundle.masthead.year}`;
  }

  // The page's own ground, so that nothing flashes behind the story.
  function paint() {
    document.documentElement.style.background = bundle.palette[state.get().mode].paper;
    document.documentElement.style.colorScheme = state.get().mode;
    document.documentElement.lang = state.get().lang;
  }

  // Sets the state; a language that is not here yet is fetched first.
  async function turn(change) {
    const { lang } = change;
    if (lang && !bundle.langs[lang]) {
      try {
        bundle.langs[lang] = await options.tongue(lang);
      } catch {
        return tellNotice(root.querySelector(".notice"), say("failed"));
      }
    }
    return state.set(change);
  }

  function link(change) {
    return writeAddress(options.address, { report: bundle.id, ...state.get(), ...change });
  }

  function follow(change) {
    return (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      closeMenu();
      turn({ unknown: null, by: "nav", ...change });
      const again = root.querySelector(Object.keys(change).includes("scene") ? 'nav a[aria-current="page"]' : ".menu, .controls a");
      if (document.activeElement === document.body && again) again.focus({ preventScroll: true });
    };
  }

  function closeMenu() {
    if (!root.classList.contains("menu-open")) return;
    root.classList.remove("menu-open");
    root.querySelector(".menu").setAttribute("aria-expanded", "false");
    measure();
  }

  function onKey(event) {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (typing || event.ctrlKey || event.metaKey || event.altKey || root.querySelector("dialog")) return;
    if (embedded && !root.contains(event.target)) return;
    const at = scenes.findIndex(({ id }) => id === state.get().scene);
    const acts = {
      "/": () => open("search"), "?": () => open("keys"), p: () => state.set({ present: 1, by: "key" }), Escape: () => state.set({ chosen: "", unknown: null, by: "key" }),
      ArrowRight: () => at + 1 < scenes.length && state.set({ scene: scenes[at + 1].id, chosen: "", unknown: null, by: "key" }),
      ArrowLeft: () => at > 0 && state.set({ scene: scenes[at - 1].id, chosen: "", unknown: null, by: "key" }),
      "]": () => parts.forEach((part) => part.step && part.step(1)), "[": () => parts.forEach((part) => part.step && part.step(-1)),
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  }

  // Masthead and ribbon fold once the page has scrolled by what folding takes away, so that nothing jumps.
  let room = 0;
  let bar = 0;
  function measure() {
    if (embedded) return;
    const hold = root.querySelector(".head-room");
    const ribbon = root.querySelector(".ribbon");
    const size = ribbonSpecs()[kindFor(ribbonSpecs(), ribbon.clientWidth)];
    root.style.setProperty("--folded", `${size.width} / ${FOLDED}`);
    hold.style.height = "";
    root.classList.remove("folded");
    room = hold.offsetHeight;
    root.classList.add("folded");
    bar = hold.firstChild.offsetHeight;
    hold.style.height = `${room}px`;
    root.style.setProperty("--bar", `${bar}px`);
    fold();
  }

  function fold() {
    if (embedded) return;
    root.classList.toggle("folded", scrollY > room - bar);
    root.style.setProperty("--head", `${Math.max(bar, room - scrollY)}px`);
  }

  state.on((value, changed) => {
    if (value.present) present();
    if (changed.has("lang")) build();
    else if (changed.has("scene") && !value.present) {
      drawScene();
      if (!embedded && scrollY > room - bar) scrollTo(0, room - bar + 1);
    }
    if (changed.has("mode") && !changed.has("lang")) {
      root.classList.toggle("dark", value.mode === "dark");
      root.classList.toggle("light", value.mode !== "dark");
      if (!embedded) paint();
      root.querySelector(".masthead").replaceWith(masthead());
    }
    if (changed.has("unknown")) tellNotice(root.querySelector(".notice"));
    // A figure chosen in the text must show its row: where this scene has none, the figures' scene does.
    if (changed.has("chosen") && value.chosen && value.by === "reader" && value.chosen.startsWith("figures-")) {
      const now = scenes.find(({ id }) => id === value.scene);
      if (!hasPlace(now, value.chosen) && scenes.some(({ id }) => id === "figures")) {
        state.set({ scene: "figures" });
        return;
      }
    }
    const step = changed.has("scene") || changed.has("chosen") || changed.has("indicator") || changed.has("year") || changed.has("lang") || changed.has("mode") || changed.has("present");
    if (step && options.address && value.by !== "history") {
      const same = value.by === "present" || (changed.has("chosen") && !changed.has("scene"));
      history[same ? "replaceState" : "pushState"](null, "", link({}));
    }
    if (options.changed) options.changed(value, changed);
  });
  function onHistory() {
    turn({ ...settle({ lang: state.get().lang, mode: state.get().mode, ...readAddress(options.address) }), by: "history" });
  }
  document.addEventListener("keydown", onKey);
  addEventListener("scroll", fold, { passive: true });
  addEventListener("resize", measure);
  if (options.address) addEventListener("popstate", onHistory);
  build();
  present();
  return {
    state,
    turn,
    ready: () => Promise.all([...parts.map((part) => part.ready), scene.ready]),
    destroy() {
      document.removeEventListener("keydown", onKey);
      removeEventListener("scroll", fold);
      removeEventListener("resize", measure);
      removeEventListener("popstate", onHistory);
      parts.forEach((part) => part.destroy());
      scene.destroy();
      root.replaceChildren();
    },
  };
}
