// A table as a Parquet file: one row group, plain values, no compression; what any reader of Parquet opens.
// The layout is that of parquet-format: pages, then a footer in Thrift's compact protocol.

import { joined, utf8 } from "./zip.js";

const KINDS = { integer: [2, 0x0a], number: [5, 0], string: [6, 0] }; // physical type; INT64, DOUBLE, BYTE_ARRAY

function varint(value) {
  const out = [];
  let left = value;
  while (left > 127) {
    out.push((left % 128) | 128);
    left = Math.floor(left / 128);
  }
  return [...out, left];
}
const zigzag = (value) => varint(value < 0 ? -2 * value - 1 : 2 * value);

// Thrift values as bytes: a struct is [[field, type, bytes]]; types: 5 i32, 6 i64, 8 binary, 9 list, 12 struct.
function struct(fields) {
  const out = [];
  let last = 0;
  for (const [id, type, bytes] of fields) {
    out.push(((id - last) << 4) | type, ...bytes);
    last = id;
  }
  return [...out, 0];
}
const int = (id, value) => [id, 5, zigzag(value)];
const long = (id, value) => [id, 6, zigzag(value)];
const text = (value) => [...varint(utf8(value).length), ...utf8(value)];
const list = (id, type, items) => [id, 9, [...(items.length < 15 ? [(items.length << 4) | type] : [0xf0 | type, ...varint(items.length)]), ...items.flat()]];

function values(column, type) {
  const held = column.filter((cell) => cell !== null);
  if (type === "string") {
    return joined(held.flatMap((cell) => {
      const bytes = utf8(cell);
      return [new Uint8Array(new Uint32Array([bytes.length]).buffer), bytes];
    }));
  }
  const view = new DataView(new ArrayBuffer(8 * held.length));
  held.forEach((cell, i) => (type === "integer" ? view.setBigInt64(8 * i, BigInt(cell), true) : view.setFloat64(8 * i, cell, true)));
  return new Uint8Array(view.buffer);
}

// Which cells hold something: levels of one bit, eight to a group.
function levels(column) {
  const groups = Math.ceil(column.length / 8);
  const bits = new Uint8Array(groups);
  column.forEach((cell, i) => {
    if (cell !== null) bits[i >> 3] |= 1 << (i & 7);
  });
  const run = [...varint(groups * 2 + 1), ...bits];
  return joined([new Uint8Array(new Uint32Array([run.length]).buffer), Uint8Array.from(run)]);
}

export function asParquet(table) {
  const parts = [utf8("PAR1")];
  const chunks = [];
  let at = 4;
  const n = table.rows.length;
  table.columns.forEach(([name, type], i) => {
    const column = table.rows.map((row) => row[i]);
    const page = joined([levels(column), values(column, type)]);
    const data = struct([int(1, n), int(2, 0), int(3, 3), int(4, 3)]); // plain values, levels in runs
    const head = Uint8Array.from(struct([int(1, 0), int(2, page.length), int(3, page.length), [5, 12, data]]));
    const size = head.length + page.length;
    const about = struct([
      int(1, KINDS[type][0]), list(2, 5, [zigzag(0), zigzag(3)]), list(3, 8, [text(name)]), int(4, 0), long(5, n), long(6, size), long(7, size), long(9, at),
    ]);
    chunks.push([struct([long(2, at), [3, 12, about]]), size]);
    parts.push(head, page);
    at += size;
  });
  const root = struct([[4, 8, text("schema")], int(5, table.columns.length)]);
  const leaves = table.columns.map(([name, type]) => struct([int(1, KINDS[type][0]), int(3, 1), [4, 8, text(name)], ...(type === "string" ? [int(6, 0), [10, 12, struct([[1, 12, struct([])]])]] : [])]));
  const total = chunks.reduce((sum, [, size]) => sum + size, 0);
  const group = struct([list(1, 12, chunks.map(([bytes]) => bytes)), long(2, total), long(3, n)]);
  const footer = Uint8Array.from(struct([int(1, 1), list(2, 12, [root, ...leaves]), long(3, n), list(4, 12, [group]), [6, 8, text("baogao")]]));
  parts.push(footer, new Uint8Array(new Uint32Array([footer.length]).buffer), utf8("PAR1"));
  return joined(parts);
}
