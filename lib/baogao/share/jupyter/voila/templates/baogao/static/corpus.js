// A corpus in the app: the search over its places, and the scene that sets one place among all others.
(() => {
  const { fill, h, mountChart, mountRows, segments, writeAddress } = baogao;
  const SHOWN = 60; // places that a search lists at most

  async function get(url) {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  // The corpus at `base`: its files are fetched once, when they are first needed.
  baogao.openCorpus = (base) => {
    const held = new Map();
    const file = (name) => {
      if (!held.has(name)) held.set(name, get(`${base}/${name}.json`).catch((error) => { held.delete(name); throw error; }));
      return held.get(name);
    };
    return { mountScene: (...parts) => mountAmong(file, ...parts), mountPlaces: (...parts) => mountPlaces(file, ...parts) };
  };

  const scriptOf = ([, , traditional]) => (traditional ? "zh-Hant" : "zh-Hans");

  // The places whose name holds what is typed, each with its years as links.
  function mountPlaces(file, box, { bundle, state, say }) {
    const field = h("input", { type: "search", "aria-label": say("corpus.find"), placeholder: say("corpus.find"), autocomplete: "off" });
    const told = h("p", { class: "told", role: "status" });
    const list = h("ul", { class: "places" });
    box.append(field, told, list);
    const folds = new Map([...bundle.fold[0]].map((char, i) => [char, [...bundle.fold[1]][i]]));
    const plain = (text) => Array.from(text.toLowerCase(), (char) => folds.get(char) || char).join("");
    const year = (one) => h("a", { href: writeAddress("query", { ...state.get(), report: one[1], chosen: "", year: "" }), "aria-current": one[1] === bundle.id ? "page" : null }, one[0] || one[1]);
    field.disabled = true;
    const ready = file("index").then(({ places }) => {
      const names = places.map(([name, , reports]) => plain(`${name} ${reports.map(([, id]) => id).join(" ")}`));
      function find() {
        const asked = plain(field.value.trim());
        const found = places.filter((_, i) => names[i].includes(asked));
        told.textContent = say(found.length > SHOWN ? "corpus.found_more" : "corpus.found", { n: found.length, shown: SHOWN });
        list.replaceChildren(...found.slice(0, SHOWN).map(([name, , reports]) => h("li", {}, h("b", { lang: scriptOf(reports[0]) }, name), reports.flatMap((one) => [" ", year(one)]))));
      }
      field.disabled = false;
      field.addEventListener("input", find);
      find();
      field.focus();
    }).catch(() => (told.textContent = say("failed")));
    return ready;
  }

  const startIn = (ref) => Number(ref.split("-").pop());

  // The scene, drawn into `box`; what it shows stands in the state: `indicator` (`gdp.growth`) and `year`.
  function mountAmong(file, box, scene, bundle, words, state, embed, { open, link }) {
    const say = (key, values) => fill(words[`host.${key}`], values);
    const { lang, script } = state.get();
    const hold = h("div", { class: "among" });
    box.append(h("div", { class: "scene-head" }, h("h2", {}, scene.question),
      h("div", { class: "tools" }, h("button", { type: "button", class: "word", "aria-haspopup": "dialog", onclick: () => open("reports") }, say("corpus.place")))), hold);
    let parts = [];
    let turn = 0;
    const clear = () => {
      parts.forEach((part) => part.destroy());
      parts = [];
    };

    async function draw() {
      turn += 1;
      const mine = turn;
      hold.setAttribute("aria-busy", "true");
      try {
        const { places, measures, names, said } = await file("index");
        const place = places.find(([, , reports]) => reports.some(([, id]) => id === bundle.id));
        const codes = measures.map(([code, measure]) => `${code}.${measure}`);
        if (!place || !codes.length) return hold.replaceChildren(h("p", { class: "empty" }, say("corpus.nothing")));
        const asked = state.get().indicator;
        const code = codes.includes(asked) ? asked : codes.includes("gdp.growth") ? "gdp.growth" : codes[0];
        const told = await file(code);
        if (mine !== turn || !hold.isConnected) return null;
        return show(place, measures, names, said[lang], code, told);
      } catch {
        return hold.replaceChildren(h("p", { class: "empty", role: "alert" }, say("failed")));
      }
    }

    async function show(place, measures, names, said, code, told) {
      const [name, , reports] = place;
      const years = told.years.map(([one]) => one);
      const own = reports.find(([, id]) => id === bundle.id)[0];
      const wanted = Number(state.get().year) || own;
      const year = years.includes(wanted) ? wanted : years.filter((one) => one <= wanted).pop() || years[0];
      const called = names[told.code][lang];
      const kind = say(`corpus.${told.kind}`);
      // A row: place, year, then value, words, report and row id of the target, the same of the result, slot.
      const at = told.kind === "target" ? 2 : 6;
      const side = (row, from) => (row[from + 2] ? { v: row[from], t: row[from + 1], ref: row[from + 2] === bundle.id ? row[from + 3] : `${row[from + 2]}@${row[from + 3]}`, start: row[from + 2] === bundle.id ? startIn(row[from + 3]) : -2 - startIn(row[from + 3]) } : null);
      const datum = (row, from) => ({ ...side(row, from), k: row[10], year: row[1], tip: `${row[0]} ${row[1]} ${row[from + 1]}` });
      const drawn = told.rows.filter((row) => row[1] === year && row[10] >= 0);
      const mine = drawn.filter((row) => row[0] === name);
      const all = drawn.filter((row) => row[0] !== name).map((row) => datum(row, at));
      const here = mine.map((row) => ({ ...datum(row, at), t: `${name} ${row[at + 1]}` }));
      const line = told.rows.filter((row) => row[0] === name).flatMap((row) => [[2, "target"], [6, "result"]].filter(([from]) => row[from] !== null).map(([from, what]) => ({ ...datum(row, from), kind: what })));
      const values = { year, name: called, kind, n: drawn.length, median: told.medians[lang][year], place: name };
      const mark = told.kind === "target" ? "promised" : "done";
      const [one] = here;
      const count = (is) => all.filter(({ v }) => is(v)).length;
      const sentence = one
        ? [say("corpus.stands", values), { text: mine[0][at + 1], ref: one.ref, status: mark }, say("corpus.among", { below: count((v) => v < one.v), above: count((v) => v > one.v), same: count((v) => v === one.v) })]
        : [say("corpus.without", values)];

      clear();
      hold.removeAttribute("aria-busy");
      const choose = (key, label, options, now) => {
        const list = h("select", { "aria-label": label, onchange: () => state.set({ [key]: list.value, by: "nav" }) },
          options.map(([value, text]) => h("option", { value, selected: String(value) === String(now) }, text)));
        return h("label", {}, h("span", {}, label), " ", list);
      };
      const strip = h("div");
      const spread = h("div");
      const rows = h("div", { class: "rows", id: "rows-corpus", hidden: true });
      const toggle = h("button", { type: "button", class: "word", "aria-expanded": "false", "aria-controls": rows.id, onclick: () => {
        if (!rows.firstChild) parts.push(table(rows));
        rows.hidden = !rows.hidden;
        toggle.setAttribute("aria-expanded", String(!rows.hidden));
        if (!rows.hidden) rows.scrollIntoView({ block: "nearest" });
      } }, say("table"));
      const links = reports.map((report) => h("a", { class: "link row", href: link({ report: report[1], chosen: "", year: "" }), "aria-current": report[1] === bundle.id ? "page" : null }, String(report[0] || report[1])));
      hold.replaceChildren(
        h("p", { class: "years" }, h("span", {}, say("corpus.years", { place: name })), links.flatMap((anchor) => [" ", anchor])),
        h("div", { class: "filters" },
          choose("indicator", say("corpus.indicator"), measures.map(([one, measure, targets, results]) => [`${one}.${measure}`, `${names[one][lang]} · ${said[measure] || measure} ${targets + results}`]), code),
          choose("year", say("corpus.year"), told.years.map(([one, n]) => [one, `${one} · ${n}`]), year), toggle),
        h("p", { class: "sentence" }, segments(sentence, state)),
        h("p", { class: "told" }, say("corpus.strip", values)), strip,
        h("p", { class: "told" }, say("corpus.spread", values)), spread,
        h("p", { class: "note" }, say("corpus.note"), told.others ? ` ${say("corpus.others", { n: told.others })}` : ""), rows);
      const alt = sentence.map((part) => part.text || part).join("");
      const chart = (ground, which, said, data) => {
        const specs = Object.fromEntries(Object.entries(told.specs[lang]).map(([width, both]) => [width, { ...both[which], datasets: { ...both[which].datasets, ...data } }]));
        parts.push(mountChart(ground, { specs, palette: bundle.palette, alt: said, hint: say("chart_keys") }, state, embed));
      };
      chart(strip, "strip", alt, { all, own: here });
      chart(spread, "years", say("corpus.spread", values), { line });

      function table(ground) {
        const cell = (row, from) => {
          const held = side(row, from);
          return held ? [{ text: held.t, ref: held.ref, status: from === 2 ? "promised" : "done" }] : [];
        };
        const line = (row, first) => ({ ref: "", facets: [], cells: [[first], cell(row, 2), cell(row, 6)] });
        const columns = [say("corpus.target"), say("corpus.result")];
        const of = (title, first, list, field) => ({ title, columns: [first, ...columns], rows: list.map((row) => line(row, String(row[field]))) });
        const sorted = told.rows.filter((row) => row[1] === year).sort((a, b) => (b[at] ?? -Infinity) - (a[at] ?? -Infinity));
        return mountRows(ground, { tables: [
          of(say("corpus.table_places", values), say("corpus.column_place"), sorted, 0),
          of(say("corpus.table_years", values), say("corpus.year"), told.rows.filter((row) => row[0] === name), 1),
        ] }, words, state);
      }
      await Promise.all(parts.map((part) => part.ready));
      return null;
    }

    const stop = state.on((_, changed) => (changed.has("indicator") || changed.has("year")) && draw());
    const ready = draw();
    return { ready, destroy() {
      stop();
      turn += 1;
      clear();
    } };
  }
})();
