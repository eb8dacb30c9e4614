// What an address asks for, as far as it exists; what does not gets a sentence and what is nearest to it.

import { spanOf, startOf } from "./dom.js";

const LANGS = ["zh-Hant", "zh-Hans", "en"];
const MODES = ["light", "dark"];

// How many letters must change to make `one` of `other`.
function distance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[other.length];
}

function nearestName(name, names) {
  const said = name.slice(0, 40).toLowerCase();
  const near = [...names].sort((a, b) => distance(said, a.toLowerCase()) - distance(said, b.toLowerCase()))[0];
  const far = distance(said, near.toLowerCase());
  return far < Math.max(said.length, near.length) && far <= Math.max(2, near.length / 2) ? near : null;
}

// The place that `id` means: a row, words, or the row of its table that stands nearest.
function nearestPlace(bundle, id) {
  const table = id.split("-")[0];
  const start = startOf(id);
  const rows = Object.keys(bundle.refs).filter((ref) => ref.startsWith(`${table}-`));
  if (start < 0 || !rows.length) return "";
  return rows.sort((a, b) => Math.abs(startOf(a) - start) - Math.abs(startOf(b) - start))[0];
}

// `wanted` is {scene, id, lang, mode, present}; gives the state, and `unknown` as [a word's key, its values] or null.
export function settleAddress(bundle, wanted, languages, dark) {
  const lang = languages.includes(wanted.lang) ? wanted.lang : (wanted.lang && nearestName(wanted.lang, languages)) || bundle.script;
  const scenes = (bundle.langs[lang] || Object.values(bundle.langs)[0]).scenes;
  const span = wanted.id ? spanOf(wanted.id) : null;
  const place = !wanted.id || Object.hasOwn(bundle.refs, wanted.id) || (span && span[0] < span[1] && span[1] <= bundle.text.length);
  const chosen = place ? wanted.id || "" : nearestPlace(bundle, wanted.id);
  let scene = scenes.find(({ id }) => id === wanted.scene);
  let unknown = null;
  if (wanted.scene && !scene) {
    const near = nearestName(wanted.scene, scenes.map(({ id }) => id));
    scene = scenes.find(({ id }) => id === near) || scenes[0];
    unknown = ["unknown_scene", { name: wanted.scene, shown: scene.name }];
  } else if (!place) unknown = [chosen ? "unknown_place_near" : "unknown_place", { name: wanted.id }];
  else if (wanted.lang && !LANGS.includes(wanted.lang)) unknown = ["unknown_lang", { name: wanted.lang }];
  else if (wanted.mode && !MODES.includes(wanted.mode)) unknown = ["unknown_mode", { name: wanted.mode }];
  return {
    lang, unknown, chosen, scene: (scene || scenes[0]).id,
    mode: MODES.includes(wanted.mode) ? wanted.mode : dark ? "dark" : "light",
    indicator: wanted.indicator || "", year: wanted.year || "",
    present: /^\d{1,3}$/.test(wanted.present || "") ? Number(wanted.present) : 0,
  };
}
