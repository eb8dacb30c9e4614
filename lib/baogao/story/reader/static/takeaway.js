// Downloads: every table in four formats, all of them at once, a scene's charts, this view as a file.

import { h } from "./dom.js";
import { asCsv, asJson, asWorkbook } from "./files.js";
import { asParquet } from "./parquet.js";
import { asPng, drawPicture, drawsChinese } from "./picture.js";
import { recolour } from "./chart.js";
import { savedPage } from "./saved.js";
import { cite, placeOf, saveFile } from "./share.js";
import { makeZip, utf8 } from "./zip.js";

const TYPES = { csv: "text/csv", json: "application/json", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", parquet: "application/vnd.apache.parquet" };
const FORMATS = [["csv", "CSV"], ["xlsx", "Excel"], ["parquet", "Parquet"], ["json", "JSON"]];

async function tableFile(name, table, kind) {
  if (kind === "csv") return utf8(asCsv(table));
  if (kind === "json") return utf8(asJson(table));
  return kind === "parquet" ? asParquet(table) : asWorkbook({ [name]: table });
}

// Everything in one file: the same as the archive that Python writes.
export function archive(bundle) {
  const { takeaway } = bundle;
  const files = [["README.md", takeaway.readme], ["citation.txt", takeaway.citation], ["datapackage.json", `${JSON.stringify(takeaway.package, null, 1)}\n`], ["source.txt", bundle.text]];
  for (const [name, table] of Object.entries(takeaway.tables)) {
    files.push([`${name}.csv`, asCsv(table)], [`parquet/${name}.parquet`, asParquet(table)], [`json/${name}.json`, asJson(table)]);
  }
  return asWorkbook(takeaway.tables).then((book) => makeZip([...files, [`${takeaway.name}.xlsx`, book]]));
}

// Fills the panel; `context`: {bundle, words, state, scene, embed, options, say}.
export function mountTakeaway(panel, { bundle, words, state, scene, embed, options, say }) {
  const { takeaway } = bundle;
  const told = h("p", { class: "told", role: "status" });
  // Runs `make`, and says what is done or why it is not.
  const button = (word, label, make) => h("button", { type: "button", class: "word take", "aria-label": label, onclick: async (event) => {
    const pressed = event.currentTarget;
    if (pressed.dataset.busy) return;
    pressed.dataset.busy = "1";
    told.textContent = say("writing");
    try {
      told.textContent = (await make()) || say("written");
    } catch {
      told.textContent = say("not_written");
    }
    delete pressed.dataset.busy;
  } }, word);
  const charts = Object.keys(scene.charts);
  if (charts.length) panel.append(h("h3", {}, say("charts_here")), h("ul", { class: "takes" }, charts.map((name) => h("li", {}, h("span", { class: "what" }, titleOf(name)), chartButtons(name)))));

  const rows = (table) => say("rows", { n: table.rows.length });
  const entries = Object.entries(takeaway.tables);
  const list = entries.map(([name, table]) => {
    const called = words[`tables.${name}`] || name;
    return h("li", {}, h("span", { class: "what" }, called, h("code", {}, name)), h("span", { class: "n" }, rows(table)),
      FORMATS.map(([kind, word]) => button(word, `${called}, ${rows(table)}, ${word}`, async () => saveFile(`${takeaway.name}-${name}.${kind}`, await tableFile(name, table, kind), TYPES[kind]))));
  });
  const total = entries.reduce((sum, [, table]) => sum + table.rows.length, 0);
  const all = say("take_all", { tables: entries.length, n: total });
  panel.append(
    h("h3", {}, say("tables")), h("ul", { class: "takes" }, list,
      h("li", {}, button(all, all, async () => saveFile(`${takeaway.name}.zip`, await archive(bundle), "application/zip")))),
    h("h3", {}, say("view")), h("ul", { class: "takes" }, h("li", {}, button(say("take_view"), say("take_view"), async () => {
      saveFile(`${takeaway.name}-${scene.id}.html`, utf8(await savedPage(bundle, state.get(), options)), "text/html");
    }))), told,
  );

  function titleOf(name) {
    return spec(name).usermeta ? spec(name).usermeta.title : scene.question;
  }

  function spec(name) {
    const sizes = scene.charts[name];
    return sizes.laptop || Object.values(sizes)[0];
  }

  function picture(name) {
    const { chosen, mode } = state.get();
    const place = chosen && placeOf(bundle, chosen);
    const said = place ? say("chosen_place", { quote: place.quote, place: cite(words["cite.where"], place) }) : "";
    return drawPicture(embed, spec(name), bundle.palette, mode, chosen, { ...spec(name).usermeta, title: titleOf(name), place: said, script: bundle.script });
  }

  function chartButtons(name) {
    const file = `${takeaway.name}-${name}`;
    const png = async () => {
      if (!drawsChinese()) return say("no_font");
      saveFile(`${file}.png`, await asPng(await picture(name)), "image/png");
      return "";
    };
    const svg = async () => saveFile(`${file}.svg`, utf8((await picture(name)).svg), "image/svg+xml");
    const vega = async () => {
      const { mode } = state.get();
      const made = mode === "dark" ? recolour(spec(name), bundle.palette.light, bundle.palette.dark) : spec(name);
      saveFile(`${file}.vl.json`, utf8(`${JSON.stringify(made, null, 1)}\n`), "application/json");
    };
    return [["SVG", svg], ["PNG", png], ["Vega-Lite", vega]].map(([word, make]) => button(word, `${titleOf(name)} ${word}`, make));
  }
}
