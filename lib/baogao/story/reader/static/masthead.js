// The masthead: the report's own title, and the words left and right of it that turn, find, share and save.

import { h } from "./dom.js";

// `story`: {bundle, state, options, say, link, follow, open, present, measure, root}.
export function mountMasthead({ bundle, state, options, say, link, follow, open, present, measure, root }) {
  const { place, title, year, line } = bundle.masthead;
  const { lang, mode } = state.get();
  const choice = (key, value, label, now, props = {}) => h("a", { ...props, href: link({ [key]: value }), "aria-current": value === now ? "true" : null, onclick: follow({ [key]: value }) }, label);
  const opener = (kind) => h("button", { type: "button", class: `word ${kind}`, "aria-haspopup": "dialog", onclick: () => open(kind) }, say(kind));
  const others = (options.reports || []).filter(({ id }) => id !== bundle.id);
  const own = options.own ? h("button", { type: "button", class: "word upload", "aria-haspopup": "dialog", onclick: options.own }, say("own.open")) : null;
  const languages = h("span", { class: "choice", role: "group", "aria-label": say("languages") },
    choice("lang", "zh-Hant", "繁", lang, { lang: "zh-Hant", title: "繁體中文" }), choice("lang", "zh-Hans", "简", lang, { lang: "zh-Hans", title: "简体中文" }), choice("lang", "en", "EN", lang, { lang: "en", title: "English" }));
  const grounds = h("span", { class: "choice", role: "group", "aria-label": say("ground") }, choice("mode", "light", say("light"), mode), choice("mode", "dark", say("dark"), mode));
  const controls = h("div", { class: "controls", id: "controls" }, opener("search"), languages, grounds,
    h("button", { type: "button", class: "word present", onclick: present }, say("present")), opener("share"), opener("takeaway"));
  const menu = h("button", { type: "button", class: "word menu", "aria-expanded": "false", "aria-controls": "controls", onclick: () => {
    const shown = root.classList.toggle("menu-open");
    menu.setAttribute("aria-expanded", String(shown));
    measure();
  } }, say("menu"));
  const names = [["at", place], ["title", title], ["at", year]].filter(([, text]) => text).map(([kind, text]) => h("span", { class: kind }, text));
  // The title leads back to where the report begins.
  const start = { scene: bundle.langs[lang].scenes[0].id, chosen: "" };
  const home = h("a", { class: "home", href: options.address === "hash" ? "#" : link(start), onclick: follow(start) }, names);
  return h("div", { class: "masthead" }, h("div", { class: "left" }, others.length || options.corpus ? opener("reports") : null, own),
    h("div", { class: "names", lang: bundle.script }, h("h1", {}, home), line ? h("p", { class: "line" }, line) : null), menu, controls);
}
