// A story that can give its place to another: that of a file which the reader opens.

import { fill } from "./dom.js";
import { mountStory } from "./story.js";
import { mountUpload } from "./upload.js";
import { readAddress, writeAddress } from "./address.js";

const OWN = "own"; // the name in the address of what the reader opened

// As `mountStory`, and with `kernel(model)`: with a kernel the reader may open files.
export function holdStory(root, bundle, options) {
  const kept = new Map([[bundle.id, [bundle, options]]]);
  const heard = new Set();
  let give = null;
  const kernel = new Promise((resolve) => (give = resolve));
  let now = bundle;
  let story = null;
  const face = {
    report: bundle.id,
    state: {
      get: () => story.state.get(),
      set: (change) => story.state.set(change),
      on(listener) {
        heard.add(listener);
        return () => heard.delete(listener);
      },
    },
    turn: (change) => story.turn(change),
    ready: () => story.ready(),
    kernel: (model) => give(model),
    destroy() {
      removeEventListener("popstate", back);
      upload.destroy();
      story.destroy();
    },
  };
  const say = (key, values) => fill(now.langs[story.state.get().lang].words[`host.${key}`], values);
  const upload = mountUpload(root, { say, kernel, embedded: options.embedded, lang: () => story.state.get().lang, open });

  function mount(next, extra) {
    now = next;
    face.report = next.id;
    story = mountStory(root, next, { ...options, ...extra, own: () => upload.ask() });
    story.state.on((value, changed) => heard.forEach((listener) => listener(value, changed)));
  }

  function swap(id) {
    const { lang, mode } = story.state.get();
    const [next, extra] = kept.get(id);
    story.destroy();
    mount(next, { ...extra, notice: null, initial: { lang, mode } });
    heard.forEach((listener) => listener(story.state.get(), new Set(["scene", "chosen", "lang", "mode"])));
  }

  // Shows what was read; `tongue(lang)` gives the languages that come later.
  function open(next, tongue) {
    const { lang, mode } = story.state.get();
    next.id = OWN;
    kept.set(OWN, [next, { tongue, languages: options.languages || Object.keys(bundle.langs) }]);
    if (options.address) history.pushState(null, "", writeAddress(options.address, { report: OWN, lang, mode }));
    swap(OWN);
    scrollTo(0, 0);
    root.querySelector("main").focus({ preventScroll: true });
  }

  // Back and forward between the report of before and the one that was opened.
  function back() {
    const { report } = readAddress(options.address);
    if (report && report !== now.id && kept.has(report)) swap(report);
    else if (!report && now.id === OWN) swap(bundle.id);
  }
  if (options.address) addEventListener("popstate", back);
  mount(bundle, {});
  return face;
}
