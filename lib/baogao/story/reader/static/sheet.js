// On a phone the reader is a sheet from below: shut, half open, open.

import { h } from "./dom.js";

const STOPS = ["shut", "half", "open"];
const HALF = 0.41; // of the window; as in the style sheet

// Turns `box` into a sheet with a handle; wide screens hide the handle and show the reader beside the scene.
export function mountSheet(box, reader, say, state) {
  let now = state.get().chosen ? "half" : "shut";
  const handle = h("button", { type: "button", class: "handle", "aria-label": say("sheet"), onclick: () => !dragged && to(now === "shut" ? "half" : now === "half" ? "open" : "shut") });
  box.prepend(handle);
  let dragged = false;
  let from = null;

  function to(stop) {
    now = stop;
    for (const name of STOPS) box.classList.toggle(name, name === stop);
    handle.setAttribute("aria-expanded", String(stop !== "shut"));
    settle();
    if (stop !== "shut") reader.reveal();
  }

  // Half open, its upper edge falls between two rows of what stands above it, not through one.
  function settle() {
    box.style.height = "";
    if (now !== "half" || getComputedStyle(box).position !== "fixed") return;
    const top = innerHeight * (1 - HALF);
    const edges = rowEdges().filter((edge) => Math.abs(edge - top) < innerHeight * 0.08);
    const nearest = edges.sort((a, b) => Math.abs(a - top) - Math.abs(b - top))[0];
    if (nearest !== undefined) box.style.height = `${innerHeight - nearest}px`;
  }
  let waiting = 0;
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(settle, 120);
  };
  // While it rises there is no room yet to show the chosen place in.
  const risen = (event) => event.target === box && now !== "shut" && reader.reveal();
  box.addEventListener("transitionend", risen);
  addEventListener("scroll", later, { passive: true });
  addEventListener("resize", later);

  handle.addEventListener("pointerdown", (event) => {
    from = event.clientY;
    dragged = false;
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointermove", (event) => {
    if (from === null || Math.abs(event.clientY - from) < 24) return;
    dragged = true;
    const step = event.clientY < from ? 1 : -1;
    from = event.clientY;
    to(STOPS[Math.max(0, Math.min(2, STOPS.indexOf(now) + step))]);
  });
  handle.addEventListener("pointerup", () => {
    from = null;
    setTimeout(() => (dragged = false));
  });
  const stop = state.on((value, changed) => {
    if (changed.has("chosen") && value.chosen && now === "shut") to("half");
    else if (changed.has("chosen") && !value.chosen && now !== "open") to("shut");
  });
  to(now);
  return {
    settle,
    destroy() {
      stop();
      clearTimeout(waiting);
      removeEventListener("scroll", later);
      removeEventListener("resize", later);
    },
  };
}

// Where rows end in the window: those of the charts, and those of the tables.
function rowEdges() {
  const edges = [];
  for (const chart of document.querySelectorAll(".scene .chart[data-bands]")) {
    const { top, height } = chart.querySelector("svg").getBoundingClientRect();
    const [whole, ...bottoms] = JSON.parse(chart.dataset.bands);
    for (const bottom of bottoms) edges.push(top + (bottom / whole) * height);
  }
  for (const row of document.querySelectorAll(".scene tbody tr")) edges.push(row.getBoundingClientRect().bottom);
  return edges;
}
