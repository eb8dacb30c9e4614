// Starts the story from files before a kernel answers, and says when the connection is lost.
(() => {
  // Voila's own page shows its progress through these; here the story stands already.
  for (const name of ["voila_process", "voila_finish", "voila_heartbeat", "display_cells", "update_loading_text"]) globalThis[name] = () => {};
  const boot = JSON.parse(document.getElementById("baogao-boot").textContent);
  const root = document.getElementById("baogao-story");
  let words = boot ? boot.words : {};

  function script(source) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = source;
      element.onload = resolve;
      element.onerror = reject;
      document.head.append(element);
    });
  }
  let vega = null;
  function embed() {
    vega = vega || script(document.body.dataset.vega).then(() => globalThis.baogaoVega.embed);
    return vega;
  }

  async function get(url) {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  // A line under the masthead.
  function say(text, role) {
    const hold = root.querySelector(".baogao") || root;
    const told = hold.querySelector(".notice") || document.createElement("p");
    told.className = "notice";
    told.setAttribute("role", role);
    told.textContent = text || "";
    hold.append(told);
  }

  async function start() {
    const asked = baogao.readAddress("query");
    const lang = boot.langs.includes(asked.lang) ? asked.lang : boot.script;
    if (!boot.key) say(words["host.preparing"], "status");
    const key = boot.key || (await get(`${boot.base}${boot.report}/ready`)).key;
    const folder = `${boot.base}${boot.report}/${key}`;
    const tongue = (name) => get(`${folder}/${name}.json`);
    const corpusFile = boot.corpus ? script(document.body.dataset.corpus) : null;
    const [bundle, told] = await Promise.all([get(`${folder}/core.json`), tongue(lang), embed(), corpusFile]);
    const corpus = boot.corpus ? baogao.openCorpus(`${boot.base}~corpus/${boot.corpus}`) : null;
    words = told.words;
    const story = baogao.holdStory(root, { ...bundle, langs: { [lang]: told } }, {
      embed, address: "query", reports: boot.reports, corpus, notice: boot.notice, languages: boot.langs, tongue, changed,
    });
    globalThis.baogaoShown = story;
    changed(story.state.get());
    return story;
  }

  // JupyterLab's two themes are both there; the one of the mode is switched on.
  function changed({ mode, lang }) {
    const [light, dark] = ["theme-light", "theme-dark"].map((id) => document.getElementById(id));
    if (light) light.media = mode === "dark" ? "not all" : "all";
    if (dark) dark.media = mode === "dark" ? "all" : "not all";
    const lost = document.getElementById("baogao-lost");
    lost.classList.toggle("dark", mode === "dark");
    lost.lang = lang;
  }

  if (boot) {
    globalThis.baogaoStory = start().catch(() => {
      say(words["host.failed"], "alert");
      return null;
    });
  }
  document.addEventListener("DOMContentLoaded", () => globalThis.baogaoStory && globalThis.baogaoStory.then((story) => story && changed(story.state.get())));

  // Voila says nothing when its connection ends, so the page listens to the kernel's socket itself.
  const Socket = globalThis.WebSocket;
  let open = 0;
  let leaving = false;
  let timer = 0;
  addEventListener("pagehide", () => (leaving = true));
  addEventListener("pageshow", () => (leaving = false));
  function tell(lost) {
    const banner = document.getElementById("baogao-lost");
    if (!lost) {
      banner.hidden = true;
      return;
    }
    const own = globalThis.baogaoShown && globalThis.baogaoShown.report === "own";
    banner.firstChild.textContent = words[own ? "host.server.lost_own" : "host.lost"] || "";
    banner.lastElementChild.textContent = words["host.reload"] || "";
    banner.lastElementChild.onclick = () => location.reload();
    banner.hidden = false;
    dispatchEvent(new Event("baogao-lost"));
  }
  globalThis.baogaoLost = () => tell(true);
  // A network that is gone closes no socket; a server on this machine does not need one.
  const here = ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);
  addEventListener("offline", () => {
    clearTimeout(timer);
    if (!here) timer = setTimeout(() => tell(true), 2500);
  });
  addEventListener("online", () => {
    clearTimeout(timer);
    timer = 0;
    if (open > 0) tell(false);
  });
  globalThis.WebSocket = class extends Socket {
    constructor(...parts) {
      super(...parts);
      if (!String(parts[0]).includes("/api/kernels/")) return;
      this.addEventListener("open", () => {
        open += 1;
        clearTimeout(timer);
        timer = 0;
        tell(false);
        this.addEventListener("close", () => (open -= 1));
      });
      this.addEventListener("close", () => {
        // One look after the first loss: trying again closes sockets too.
        timer = timer || setTimeout(() => {
          timer = 0;
          if (!leaving && open <= 0) tell(true);
        }, 2500);
      });
    }
  };
})();
