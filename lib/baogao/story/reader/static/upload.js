// Opening a file of the reader's own: chosen or dropped, sent to the kernel in pieces, read there, shown here.

import { h } from "./dom.js";

const LARGEST_FILE = 20 * 1024 * 1024; // bytes
const PIECE = 512 * 1024; // bytes of one message
const AHEAD = 2; // pieces that may be on their way

// `host`: {say, kernel: a promise of the model, lang(), open(bundle, tongue), embedded}.
export function mountUpload(root, host) {
  const { say } = host;
  const ground = host.embedded ? root : document;
  let panel = null;
  let told = null;
  let bar = null;
  let stop = null; // ends the reading that goes on

  // The panel: what may be opened, what is being done, what went wrong.
  function ask() {
    if (panel && panel.isConnected) return;
    const before = document.activeElement;
    const input = h("input", { type: "file", accept: ".txt,.html,.htm,.docx,.pdf", class: "hidden-file", tabindex: "-1", "aria-label": say("own.choose"), onchange: () => input.files.length && read(input.files) });
    const choose = h("button", { type: "button", class: "word choose", onclick: () => input.click() }, say("own.choose"));
    told = h("p", { class: "step", "aria-live": "polite" });
    bar = h("progress", { max: "100", hidden: true, "aria-label": say("own.open") });
    panel = h("dialog", { class: "panel upload", "aria-label": say("own.open") },
      h("div", { class: "search-head" }, h("h2", {}, say("own.open")), h("button", { type: "button", class: "word", onclick: () => panel.close() }, say("close"))),
      h("p", {}, say("own.hint")), h("p", { class: "told" }, say("own.kept")), h("p", {}, choose, input), bar, told);
    panel.addEventListener("close", () => {
      if (stop) stop();
      panel.remove();
      if (before && before.isConnected) before.focus({ preventScroll: true });
    });
    root.append(panel);
    panel.showModal();
    choose.focus();
  }

  function step(key, values = {}) {
    told.removeAttribute("role");
    told.textContent = say(`own.${key}`, values);
    bar.hidden = false;
    if (key === "sending") bar.value = values.n;
    else bar.removeAttribute("value");
  }

  function fail(why, name) {
    bar.hidden = true;
    told.setAttribute("role", "alert");
    told.textContent = say(`own.${why}`, { name });
  }

  async function read(files) {
    ask();
    if (stop) stop();
    const file = files[0];
    const lang = host.lang();
    const id = Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(16)).join("-");
    if (file.size > LARGEST_FILE) return fail("large", file.name);
    if (!file.size) return fail("empty", file.name);
    step("kernel");
    let over = false;
    const ends = []; // what is undone when the reading is over
    stop = () => {
      over = true;
      stop = null;
      ends.forEach((end) => end());
    };
    const model = await host.kernel;
    if (over) return undefined;
    let sent = 0;
    const parts = new Map(); // language → its part, or who waits for it
    const part = (name) => {
      if (!parts.has(name)) {
        let give = null;
        const waits = new Promise((resolve) => (give = resolve));
        parts.set(name, { waits, give });
      }
      return parts.get(name);
    };
    async function more(have) {
      while (sent < file.size && sent - have < AHEAD * PIECE && !over) {
        const at = sent;
        sent += PIECE;
        let bytes;
        try {
          bytes = await file.slice(at, at + PIECE).arrayBuffer();
        } catch {
          return lose("broken"); // moved or changed while it was sent
        }
        if (!over) model.send({ own: "piece", id }, undefined, [bytes]);
      }
      return undefined;
    }
    function lose(why) {
      if (over) return;
      stop();
      fail(why, file.name);
    }
    async function hear(message, buffers) {
      if (!message || message.id !== id) return;
      if (message.own === "have") {
        step("sending", { n: Math.round((100 * message.n) / file.size) });
        more(message.n);
      } else if (message.own === "step") step(message.step);
      else if (message.own === "failed") lose(message.why);
      else if (message.own === "part") part(message.part).give(await unpack(buffers[0]));
      else if (message.own === "done") model.off("msg:custom", hear);
    }
    const gone = () => lose("cut");
    model.on("msg:custom", hear);
    addEventListener("baogao-lost", gone);
    let shown = false;
    ends.push(() => removeEventListener("baogao-lost", gone), () => {
      if (shown) return; // the other languages are still to come
      model.off("msg:custom", hear);
      model.send({ own: "stop", id });
    });
    model.send({ own: "start", id, name: file.name, size: file.size, lang });
    const [core, first] = await Promise.all([part("core").waits, part(lang).waits]);
    if (over) return undefined;
    shown = true;
    stop();
    panel.close();
    return host.open({ ...core, langs: { [lang]: first } }, (name) => part(name).waits);
  }

  async function unpack(buffer) {
    const plain = new Blob([buffer]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(plain).json();
  }

  // A file that is dragged over the page.
  const cover = h("div", { class: "drop", hidden: true, "aria-hidden": "true" });
  let depth = 0;
  const hasFile = (event) => event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files");
  const acts = {
    dragenter(event) {
      if (!hasFile(event)) return;
      event.preventDefault();
      depth += 1;
      cover.textContent = say("own.drop");
      cover.hidden = false;
      if (cover.parentNode !== root) root.append(cover);
    },
    dragover(event) {
      if (hasFile(event)) event.preventDefault();
    },
    dragleave(event) {
      if (!hasFile(event)) return;
      depth = Math.max(0, depth - 1);
      cover.hidden = depth === 0;
    },
    drop(event) {
      if (!hasFile(event)) return;
      event.preventDefault(); // else the browser leaves the page for the file
      depth = 0;
      cover.hidden = true;
      if (event.dataTransfer.files.length) read(event.dataTransfer.files);
    },
  };
  for (const [name, act] of Object.entries(acts)) ground.addEventListener(name, act);
  return {
    ask,
    destroy() {
      if (stop) stop();
      for (const [name, act] of Object.entries(acts)) ground.removeEventListener(name, act);
    },
  };
}
