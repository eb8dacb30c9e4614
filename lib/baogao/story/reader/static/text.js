// The report's text: source offsets in, repaired words out.

// `doc` is the bundle's part that no language changes.
export function createText(doc) {
  const points = /[\ud800-\udfff]/.test(doc.text) ? Array.from(doc.text) : null;
  const slice = (start, end) => (points ? points.slice(start, end).join("") : doc.text.slice(start, end));
  const firstMark = doc.paragraphs.map(([start]) => firstAfter(doc.marks, start));
  const firstRepair = doc.paragraphs.map(([start]) => firstAfter(doc.repairs, start));

  // The first of sorted `spans` that ends after `start`.
  function firstAfter(spans, start) {
    let low = 0;
    let high = spans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (spans[middle][1] <= start) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function within(spans, first, end) {
    let last = first;
    while (last < spans.length && spans[last][0] < end) last += 1;
    return spans.slice(first, last);
  }

  const marksOf = (i) => within(doc.marks, firstMark[i], doc.paragraphs[i][1]);
  const repairsOf = (i) => within(doc.repairs, firstRepair[i], doc.paragraphs[i][1]);

  // The number of the paragraph at a source offset.
  function paragraphAt(offset) {
    let low = 0;
    let high = doc.paragraphs.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (doc.paragraphs[middle][0] <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  // Paragraph `i` cut at marks, repairs and `extra` spans: [{from, to, repair, text}].
  function pieces(i, extra = []) {
    const [start, end] = doc.paragraphs[i];
    const repairs = repairsOf(i);
    const cuts = new Set([start, end]);
    for (const [from, to] of [...marksOf(i), ...repairs, ...extra]) {
      for (const at of [from, to]) if (at > start && at < end) cuts.add(at);
    }
    // Inside a repair there is no cut: it reads as one.
    const edges = [...cuts].sort((a, b) => a - b).filter((at) => !repairs.some(([from, to]) => at > from && at < to));
    return edges.slice(0, -1).map((from, e) => {
      const to = edges[e + 1];
      const repair = repairs.find(([a, b]) => from >= a && to <= b);
      return { from, to, repair, text: repair ? repair[2] : slice(from, to) };
    });
  }

  // Paragraph `i` as one line, and the way from its characters back to the source.
  function line(i) {
    const parts = pieces(i);
    return {
      text: parts.map((part) => part.text).join(""),
      toSource(at) {
        let left = at;
        for (const part of parts) {
          if (left < part.text.length) return part.repair ? part.from : part.from + Array.from(part.text.slice(0, left)).length;
          left -= part.text.length;
        }
        return doc.paragraphs[i][1];
      },
    };
  }

  return { slice, marksOf, repairsOf, paragraphAt, pieces, line };
}
