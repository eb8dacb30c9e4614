// The module that anywidget loads: finds the story's scripts once for the page, then shows the widget.

const kept = (globalThis.baogaoParts ??= {});

// What `make` gives, made once for all widgets of a page; a failure may be tried again.
function once(name, make) {
  kept[name] ??= make().catch((error) => {
    delete kept[name];
    throw error;
  });
  return kept[name];
}

// Where the host serves files of extensions, or "".
function folder() {
  const config = document.getElementById("jupyter-config-data");
  const said = config ? JSON.parse(config.textContent) : {};
  return said.fullLabextensionsUrl ? `${said.fullLabextensionsUrl.replace(/\/$/, "")}/baogao/static` : "";
}

// A file's text: from the host where it serves it, else from the kernel.
async function text(model, name) {
  if (model.get("_served") && folder()) {
    const answer = await fetch(`${folder()}/${name}?v=${model.get("_version")}`).catch(() => null);
    if (answer && answer.ok) return answer.text();
  }
  return new Promise((resolve, reject) => {
    const hear = (message, buffers) => {
      if (!message || message.got !== name) return;
      model.off("msg:custom", hear);
      if (message.failed) reject(new Error(message.failed));
      else resolve(new TextDecoder().decode(buffers[0]));
    };
    model.on("msg:custom", hear);
    model.send({ want: name });
  });
}

// Runs a script that sets the global `face`, and gives that.
async function script(model, name, face) {
  if (globalThis[face]) return globalThis[face];
  return once(name, async () => {
    const url = URL.createObjectURL(new Blob([await text(model, name)], { type: "text/javascript" }));
    await import(url);
    URL.revokeObjectURL(url);
    return globalThis[face];
  });
}

async function style(model) {
  if (document.getElementById("baogao-style")) return;
  await once("story.css", async () => {
    const element = document.createElement("style");
    element.id = "baogao-style";
    element.textContent = await text(model, "story.css");
    document.head.append(element);
    return true;
  });
}

async function render({ model, el }) {
  const [baogao] = await Promise.all([script(model, "story.js", "baogao"), style(model)]);
  const embed = async () => (await script(model, "vega.js", "baogaoVega")).embed;
  return baogao.showWidget(model, el, embed, (name) => text(model, name));
}

export default { render };
