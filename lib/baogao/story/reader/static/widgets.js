// What an anywidget of Python shows: a chart, a reader, a scene's head or rows, or the whole story.

import { createState, fill, h } from "./dom.js";
import { mountChart } from "./chart.js";
import { mountReader } from "./reader.js";
import { mountHead, mountRows } from "./scene.js";
import { holdStory } from "./hold.js";

// Shows `model` in `el`; `embed()` gives vegaEmbed. Its `chosen` and the page's are one.
export function showWidget(model, el, embed, source) {
  const part = model.get("_part");
  if (part === "story") return showStory(model, el, embed, source);
  const data = model.get("_data");
  const state = createState({ chosen: model.get("chosen"), here: -1, mode: model.get("mode"), script: data.script, by: "kernel" });
  const root = h("div", { class: `baogao embedded part ${part} ${model.get("mode")}`, lang: data.lang });
  el.append(root);
  const say = (key) => fill(data.words[`host.${key}`], {});
  let shown = { destroy() {} };
  if (part === "chart") shown = mountChart(root, { ...data.chart, palette: data.palette, hint: say("chart_keys") }, state, embed);
  else if (part === "reader") shown = mountReader(root, data.doc, data.words, state);
  else if (part === "head") mountHead(root, data.scene, data.words, state);
  else if (part === "rows") shown = mountRows(root, data.scene, data.words, state);
  const stop = state.on((value, changed) => {
    if (!changed.has("chosen") || model.get("chosen") === value.chosen) return;
    model.set("chosen", value.chosen);
    model.save_changes();
  });
  const chosen = () => state.set({ chosen: model.get("chosen"), by: "kernel" });
  const mode = () => {
    state.set({ mode: model.get("mode") });
    root.classList.toggle("dark", model.get("mode") === "dark");
    root.classList.toggle("light", model.get("mode") !== "dark");
  };
  model.on("change:chosen", chosen);
  model.on("change:mode", mode);
  return () => {
    stop();
    shown.destroy();
    model.off("change:chosen", chosen);
    model.off("change:mode", mode);
  };
}

const MIRRORED = ["scene", "chosen", "lang", "mode"];

// The whole story; where the host has drawn it already, the model only mirrors its state.
async function showStory(model, el, embed, source) {
  let story = globalThis.baogaoStory ? await globalThis.baogaoStory : null;
  const own = !story;
  if (own) {
    const bundle = await ask(model, "bundle");
    const [report, initial] = [model.get("report"), Object.fromEntries(MIRRORED.map((key) => [key === "chosen" ? "id" : key, model.get(key)]))];
    const host = document.getElementById("baogao-story");
    const root = host || h("div");
    if (!host) el.append(root);
    story = holdStory(root, { ...bundle, id: bundle.id || report }, { embed, source, embedded: !host, address: host ? "query" : "", initial });
  }
  if (story.kernel) story.kernel(model);
  const push = (value) => {
    let dirty = false;
    for (const key of MIRRORED) {
      if (model.get(key) === value[key]) continue;
      model.set(key, value[key]);
      dirty = true;
    }
    if (story.report && model.get("report") !== story.report) {
      model.set("report", story.report);
      dirty = true;
    }
    if (dirty) model.save_changes();
  };
  push(story.state.get());
  const stop = story.state.on((value) => push(value));
  const pull = () => story.turn({ ...Object.fromEntries(MIRRORED.filter((key) => model.get(key)).map((key) => [key, model.get(key)])), chosen: model.get("chosen") });
  MIRRORED.forEach((key) => model.on(`change:${key}`, pull));
  return () => {
    stop();
    MIRRORED.forEach((key) => model.off(`change:${key}`, pull));
    if (own) story.destroy();
  };
}

// Asks the kernel for something once; it answers with text in a buffer.
function ask(model, want) {
  return new Promise((resolve, reject) => {
    const hear = (message, buffers) => {
      if (!message || message.got !== want) return;
      model.off("msg:custom", hear);
      if (message.failed) reject(new Error(message.failed));
      else resolve(JSON.parse(new TextDecoder().decode(buffers[0])));
    };
    model.on("msg:custom", hear);
    model.send({ want });
  });
}
