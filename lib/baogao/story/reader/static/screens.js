// Which screens a story is presented on: one thought a screen, rows never cut.

// `bands` are [top, bottom, ref, screen]; gives pages of whole bands, each at most `room` high, of even size.
// Bands of another screen are another thought, and begin a page of their own (those below 0 come last, and without
// the chart's head); the first page has `first`.
export function paged(bands, room, first = room) {
  const thoughts = [];
  for (const band of bands) {
    const held = thoughts.find(([own]) => own[3] === band[3]);
    if (held) held.push(band);
    else thoughts.push([band]);
  }
  thoughts.sort(([a], [b]) => (a[3] < 0) - (b[3] < 0) || Math.abs(a[3]) - Math.abs(b[3]));
  return thoughts.flatMap((thought, i) => {
    const start = i ? room : first;
    const fewest = filled(thought, start, room).length;
    let [low, high] = [0, room];
    for (let turn = 0; turn < 12; turn += 1) {
      const middle = (low + high) / 2;
      if (filled(thought, Math.min(start, middle), middle).length > fewest) low = middle;
      else high = middle;
    }
    return filled(thought, Math.min(start, high), high);
  });
}

function filled(bands, first, room) {
  const pages = [[]];
  let left = first;
  for (const band of bands) {
    const high = band[1] - band[0];
    if (high > left && pages[pages.length - 1].length) {
      pages.push([]);
      left = room;
    }
    pages[pages.length - 1].push(band);
    left -= high;
  }
  return pages;
}

// Neighbouring bands as one stretch: [[top, bottom]].
export function stretches(bands) {
  const runs = [];
  for (const [top, bottom] of bands) {
    const last = runs[runs.length - 1];
    if (last && Math.abs(last[1] - top) < 0.6) last[1] = bottom;
    else runs.push([top, bottom]);
  }
  return runs;
}

// The screens of `scenes`: {scene, at (from 1), kind, chart, bands, more}. `room(scene, question, whole)` is the height
// in px of the stage that a chart has there.
export function screensOf(scenes, room) {
  const screens = [];
  for (const scene of scenes) {
    if (scene.empty) continue;
    const own = [];
    const charts = Object.keys(scene.charts).filter((name) => name !== "ribbon");
    if (scene.charts.ribbon) own.push({ kind: "title" });
    else if (!charts.length) own.push({ kind: "words", chart: "" });
    charts.forEach((name, i) => {
      const spec = scene.charts[name].projector || scene.charts[name].laptop;
      const said = spec.usermeta || {};
      const scale = 1728 / spec.width;
      const head = said.bands && said.bands.length ? said.bands[0][0] : 0;
      const question = i ? said.title : scene.question;
      const high = (whole) => room(scene, question, whole) / scale - head;
      const pages = said.bands && said.bands.length ? paged(said.bands, high(false), i ? high(false) : high(true)) : [null];
      let left = (said.bands || []).length;
      pages.forEach((bands, page) => {
        left -= bands ? bands.length : 0;
        own.push({ kind: "chart", chart: name, spec, head: bands && bands[0][3] < 0 ? 0 : head, bands, question, whole: !i && !page, more: left });
      });
    });
    screens.push(...own.map((screen, at) => ({ ...screen, scene, at: at + 1 })));
  }
  return screens;
}
