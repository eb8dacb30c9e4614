// What opens over the story: search, other reports, sharing, citing, downloads, the keys.

import { fill, h } from "./dom.js";
import { mountSearch } from "./search.js";
import { cite, copyButton, placeOf } from "./share.js";
import { mountTakeaway } from "./takeaway.js";
import { writeAddress } from "./address.js";

const KEYS = ["search", "scenes", "figures", "rows", "present", "quote", "close"];
const STYLES = [["gbt", "GB/T 7714"], ["apa", "APA"], ["bibtex", "BibTeX"]];

// Opens the panel `kind` in `root`; `context` has all that the story has.
export function openPanel(root, kind, context) {
  const { bundle, words, state, options, link } = context;
  const say = (key, values) => fill(words[`host.${key}`], values);
  const before = document.activeElement;
  const panel = h("dialog", { class: `panel ${kind}`, "aria-label": say(kind) });
  const close = () => panel.close();
  const head = (title = say(kind)) => h("div", { class: "search-head" }, h("h2", {}, title), h("button", { type: "button", class: "word", onclick: close }, say("close")));
  panel.addEventListener("close", () => {
    panel.remove();
    if (before && before.isConnected) before.focus({ preventScroll: true });
  });
  root.append(panel);
  const fills = {
    search() {
      const go = (id, ref) => {
        close();
        state.set({ unknown: null, scene: id || state.get().scene, chosen: ref || "", by: "search" });
      };
      mountSearch(panel, bundle, context.scenes, words, go, close).focus();
    },
    reports() {
      if (options.corpus) {
        panel.append(head());
        options.corpus.mountPlaces(panel, { bundle, state, say });
        return;
      }
      panel.append(head(), h("ul", {}, options.reports.map((one) => h("li", {}, h("a", { href: writeAddress(options.address, { ...state.get(), report: one.id, chosen: "" }), lang: one.script, "aria-current": one.id === bundle.id ? "page" : null }, one.name)))));
    },
    share() {
      const here = new URL(link({}), location.href).href;
      const field = h("p", { class: "copy-line" });
      field.append(copyButton(say("copy_link"), say("copy_link"), () => here, say, field));
      panel.append(head(), field, h("p", { class: "address", tabindex: "0" }, here),
        h("p", {}, h("button", { type: "button", class: "word", onclick: () => { close(); context.present(); } }, say("present"))),
        h("p", {}, h("button", { type: "button", class: "word", onclick: () => { close(); print(); } }, say("print"))));
    },
    cite() {
      const place = placeOf(bundle, state.get().chosen);
      const texts = place ? STYLES.map(([style]) => cite(bundle.takeaway.cite[style], place)) : bundle.takeaway.citation.trim().split("\n\n");
      panel.append(head(place ? say("cite_row", { quote: place.quote }) : say("cite_all")));
      STYLES.forEach(([, name], i) => {
        const hold = h("div", { class: "cited" }, h("h3", {}, name), h("pre", { lang: bundle.script, tabindex: "0" }, texts[i]));
        hold.append(copyButton(say("copy"), `${say("copy")} ${name}`, () => texts[i], say, hold));
        panel.append(hold);
      });
    },
    takeaway() {
      panel.append(head());
      mountTakeaway(panel, { ...context, say });
    },
    keys() {
      panel.append(head(), h("dl", {}, KEYS.flatMap((key) => [h("dt", {}, say(`key_${key}`)), h("dd", {}, say(`key_${key}_does`))])));
    },
  };
  fills[kind]();
  panel.showModal();
  return panel;
}
