// What the address says: `?report=&scene=&id=&lang=&mode=` in the app, the same behind `#` on the page.

import { otherOf } from "./dom.js";

const ADDRESS = ["report", "scene", "indicator", "year", "id", "lang", "mode", "present"];

// The settings in the address; `kind` is "query", "hash" or "" for a host that has no address.
export function readAddress(kind) {
  if (!kind) return {};
  const said = new URLSearchParams(kind === "hash" ? location.hash.slice(1) : location.search);
  return Object.fromEntries(ADDRESS.filter((key) => said.get(key)).map((key) => [key, said.get(key)]));
}

// An address that opens what `value` shows.
export function writeAddress(kind, value) {
  if (!kind) return "#";
  const said = new URLSearchParams();
  const held = { ...value, id: value.chosen, present: value.present || "" };
  const other = otherOf(value.chosen);
  if (other) [held.report, held.id, held.present] = [...other, ""];
  for (const key of ADDRESS) if (held[key] && !(kind === "hash" && key === "report")) said.set(key, held[key]);
  if (kind !== "hash") return `?${said}`;
  // Pages lie beside each other, a folder each.
  return `${other ? `../${encodeURIComponent(other[0])}/index.html` : ""}#${said}`;
}
