// The page as one file: how it starts, and how a view is saved as such a file.

import { utf8 } from "./zip.js";
import { mountStory } from "./story.js";
import { writeAddress } from "./address.js";

// Starts the story that a page holds, in the view that the page was saved in.
export async function startPage() {
  const root = document.getElementById("story");
  const embed = () => Promise.resolve(globalThis.baogaoVega.embed);
  try {
    const packed = Uint8Array.from(atob(document.getElementById("bundle").textContent), (c) => c.charCodeAt(0));
    const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    const bundle = await new Response(plain).json();
    const initial = Object.fromEntries(new URLSearchParams(root.dataset.view || ""));
    document.documentElement.classList.add("told");
    globalThis.baogaoStory = mountStory(root, bundle, { embed, address: "hash", initial });
  } catch (error) {
    console.error(error); // the story stands below as plain HTML
    document.documentElement.classList.remove("told");
  }
}

const START = "baogao.startPage();\n";

// The whole story in the view of `value`, as one HTML file that needs nothing else.
export async function savedPage(bundle, value, options) {
  const view = writeAddress("hash", value).slice(1);
  if (document.getElementById("bundle")) return ownPage(view);
  const langs = { ...bundle.langs };
  for (const lang of options.languages || []) langs[lang] = langs[lang] || (await options.tongue(lang));
  const [library, style, vega] = await Promise.all(["story.js", "story.css", "vega.js"].map(options.source || served));
  const { place, title, year } = bundle.masthead;
  return madePage({ ...bundle, langs }, view, `${place}${title}${year}`, [vega, library, START].map(safe), style);
}

// A page's own source with nothing in it but what it came with.
function ownPage(view) {
  const whole = document.documentElement.cloneNode(true);
  const story = whole.querySelector("#story");
  story.replaceChildren();
  for (const name of [...story.getAttributeNames()]) if (name !== "id") story.removeAttribute(name);
  story.setAttribute("data-view", view);
  whole.removeAttribute("class");
  whole.removeAttribute("style");
  return `<!DOCTYPE html>\n${whole.outerHTML}\n`;
}

async function served(name) {
  const where = {
    "story.js": () => document.querySelector('script[src*="story.js"]').src,
    "story.css": () => document.querySelector('link[href*="story.css"]').href,
    "vega.js": () => document.body.dataset.vega,
  };
  const answer = await fetch(where[name]());
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
}

async function madePage(bundle, view, title, scripts, style) {
  const policy = `default-src 'none'; script-src ${await allowed(scripts)}; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'`;
  const said = new Blob([JSON.stringify(bundle)]).stream().pipeThrough(new CompressionStream("gzip"));
  const packed = base64(new Uint8Array(await new Response(said).arrayBuffer()));
  const text = bundle.paragraphs.map(([from, to]) => `<p>${escaped(Array.from(bundle.text).slice(from, to).join(""))}</p>`);
  return [
    "<!DOCTYPE html>", `<html lang="${escaped(bundle.script)}">`, '<head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">`, '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title>`, '<link rel="icon" href="data:,">', `<style>${style.replaceAll("</style", "<\\/style")}</style></head>`, '<body style="margin: 0">',
    `<div id="story" data-view="${escaped(view)}"></div>`, `<noscript><h1>${escaped(title)}</h1>${text.join("\n")}</noscript>`,
    `<script type="application/gzip" id="bundle">${packed}</script>`, ...scripts.map((script) => `<script>${script}</script>`), "</body></html>", "",
  ].join("\n");
}

function escaped(text) {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

// A script that the HTML parser does not end or comment out before its end.
function safe(script) {
  return script.replace(/<(\/script|!--)/gi, "<\\$1");
}

// Hashes are to be had on secure origins alone; elsewhere the file says that its own inline scripts may run.
async function allowed(scripts) {
  if (!globalThis.crypto || !crypto.subtle) return "'unsafe-inline'";
  const hashes = await Promise.all(scripts.map((script) => crypto.subtle.digest("SHA-256", utf8(script))));
  return hashes.map((hash) => `'sha256-${base64(new Uint8Array(hash))}'`).join(" ");
}

function base64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return btoa(text);
}
