// On a phone the reader is a sheet from below: shut, half open, open.

import { h } from "./dom.js";

const STOPS = ["shut", "half", "open"];

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
    if (stop !== "shut") reader.reveal();
  }

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
  return { destroy: stop };
}
