// Links, citations, files: how words and bytes leave the page.

import { h, spanOf, startOf } from "./dom.js";
import { createText } from "./text.js";

const LONGEST = 80; // characters of a quote that a citation holds

// Copies `text`; where the browser refuses, shows it selected in a field. `told(copied)` hears which.
export async function copy(text, box, say, told) {
  try {
    await navigator.clipboard.writeText(text);
    told(true);
  } catch {
    showField(text, box, say);
    told(false);
  }
}

function showField(text, box, say) {
  for (const old of box.querySelectorAll(".copy-field")) old.remove();
  const field = h("input", { type: "text", readonly: true, value: text, "aria-label": say("copy_this") });
  const line = h("p", { class: "copy-field" }, h("span", {}, say("copy_this")), field);
  field.addEventListener("keydown", (event) => event.stopPropagation());
  box.append(line);
  field.focus();
  field.select();
}

// A button that copies; it says that it did, and goes back to its own word.
export function copyButton(word, label, get, say, box) {
  const told = h("span", { role: "status", class: "hush" });
  const button = h("button", { type: "button", class: "word copy", "aria-label": label, onclick: (event) => {
    event.stopPropagation();
    copy(get(), box || button.parentNode, say, (copied) => {
      if (!copied) return;
      face.textContent = told.textContent = say("copied");
      setTimeout(() => {
        face.textContent = word;
        told.textContent = "";
      }, 1600);
    });
  } });
  const face = h("span", {}, word);
  button.append(face);
  return h("span", {}, button, told);
}

// Hands a file to the browser's own downloads.
export function saveFile(name, bytes, type = "application/octet-stream") {
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const anchor = h("a", { href: url, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

// Where `ref` stands: section, paragraph, characters, words. Null where the report has no such place.
export function placeOf(doc, ref) {
  const mark = doc.marks.find(([start]) => start === startOf(ref));
  const span = doc.refs[ref] || spanOf(ref) || mark;
  if (!span) return null;
  const text = createText(doc);
  const at = text.paragraphAt(span[0]);
  const section = doc.paragraphs[at][3];
  const within = doc.paragraphs.slice(0, at + 1).filter((p) => p[3] === section && p[2] === "p").length;
  const quote = text.slice(span[0], span[1]).replace(/\s+/g, " ");
  const short = Array.from(quote);
  return {
    section: section >= 0 ? doc.sections[section].title : "", paragraph: within || 1, from: span[0], to: span[1], key: ref,
    quote: short.length <= LONGEST ? quote : `${short.slice(0, LONGEST - 1).join("")}…`,
  };
}

// A template of the bundle's `cite` with the slots of one row filled, each once.
export function cite(template, place) {
  return template.replace(/\{(from|to|quote|key|section|paragraph)\}/g, (_, name) => String(place[name] ?? ""));
}

// The sentence around `ref`: [before, the words, after], cut where it is very long.
export function sentenceOf(doc, ref, most = 110) {
  const place = placeOf(doc, ref);
  if (!place) return null;
  const text = createText(doc);
  const [first, last] = doc.paragraphs[text.paragraphAt(place.from)];
  // The repaired words, each piece with its place in the source.
  const read = (from, to) => (from >= to ? "" : text.pieces(text.paragraphAt(place.from), [[place.from, place.to]]).filter((p) => p.from >= from && p.to <= to).map((p) => p.text).join(""));
  let before = read(first, place.from);
  let after = read(Math.min(place.to, last), last);
  const start = Math.max(...["。", "！", "？", "!", "?"].map((sign) => before.lastIndexOf(sign)));
  before = before.slice(start + 1);
  const stop = after.search(/[。！？!?]/);
  after = stop < 0 ? after : after.slice(0, stop + 1);
  if (before.length > most) before = `…${before.slice(-most)}`;
  if (after.length > most) after = `${after.slice(0, most)}…`;
  return [before.trimStart(), read(place.from, Math.min(place.to, last)) || place.quote, after];
}
