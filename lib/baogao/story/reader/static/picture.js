// A chart as a picture to take along: SVG or PNG, with its title, its source and the chosen place on it.

import { recolour } from "./chart.js";
import { startOf } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";

function node(name, props, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(props)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

// `text` in lines of at most `width` px; breaks where a line of Chinese or of words may.
function lines(text, font, width) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = font;
  const out = [""];
  for (const piece of text.match(/[\w.,%’'"“”()-]+\s?|[^\w\s]\s?|\s/gu) || []) {
    const longer = out[out.length - 1] + piece;
    if (out[out.length - 1] && pen.measureText(longer.trimEnd()).width > width) out.push(piece.trimStart());
    else out[out.length - 1] = longer;
  }
  return out;
}

// `told`: {title, subtitle, source, place, script}; gives the <svg> with its size in px.
export async function drawPicture(embed, spec, palette, mode, chosen, told) {
  const colours = palette[mode];
  const turned = mode === "dark" ? recolour(spec, palette.light, palette.dark) : spec;
  const params = (turned.params || []).map((p) => (p.name === "chosen" ? { ...p, value: startOf(chosen) } : p));
  const vegaEmbed = await embed();
  const made = document.createElement("div");
  const view = await vegaEmbed(made, { ...turned, params }, { mode: "vega-lite", renderer: "svg", actions: false, ast: true, defaultStyle: false });
  const chart = made.querySelector("svg").cloneNode(true);
  view.finalize();
  const u = spec.width > 1500 ? 2 : 1;
  const margin = 28 * u;
  const style = getComputedStyle(document.querySelector(".baogao") || document.body);
  const [serif, sans] = ["--serif", "--sans"].map((name) => style.getPropertyValue(name) || "serif");
  const width = spec.width + 2 * margin;
  const out = node("svg", { xmlns: SVG, width, "xml:lang": told.script, role: "img" }, node("title", {}, told.title));
  let y = margin;
  const write = (text, size, face, weight, colour, leading) => {
    for (const line of lines(text, `${weight} ${size * u}px ${face}`, spec.width)) {
      y += leading * u;
      out.append(node("text", { x: margin, y: y - (leading - size) * u, "font-size": size * u, "font-family": face, "font-weight": weight, fill: colour }, line));
    }
  };
  write(told.title, 20, serif, 700, colours.ink, 26);
  if (told.subtitle) write(told.subtitle, 13, sans, 400, colours.grey, 21);
  y += 16 * u;
  for (const [key, value] of Object.entries({ x: margin, y, width: spec.width, height: spec.height, overflow: "visible" })) chart.setAttribute(key, value);
  chart.removeAttribute("style");
  out.append(chart);
  y += spec.height + 12 * u;
  for (const line of [told.source, told.place]) if (line) write(line, 12, sans, 400, colours.grey, 19);
  const height = Math.ceil(y + margin);
  out.setAttribute("height", height);
  out.setAttribute("viewBox", `0 0 ${width} ${height}`);
  out.insertBefore(node("rect", { width, height, fill: colours.paper }), out.children[1]);
  return { svg: new XMLSerializer().serializeToString(out), width, height };
}

// Whether this machine draws Chinese: two characters that look the same are two empty boxes.
export function drawsChinese() {
  const look = (char) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 48;
    const pen = canvas.getContext("2d");
    pen.font = "40px sans-serif";
    pen.fillText(char, 4, 42);
    return pen.getImageData(0, 0, 48, 48).data.join();
  };
  return look("政") !== look("府");
}

// A picture as PNG at twice its size.
export async function asPng({ svg, width, height }) {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [2 * width, 2 * height];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    URL.revokeObjectURL(url);
  }
}
