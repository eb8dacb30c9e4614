// A zip of files, which is also what an Excel file is; it says no time, so that the same files give the same bytes.

const CRC = (() => {
  const table = new Uint32Array(256);
  for (let n = 0; n < 256; n += 1) {
    let c = n;
    for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    table[n] = c;
  }
  return table;
})();

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

async function packed(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// Numbers as little-endian bytes: [value, width] each.
function numbers(...pairs) {
  const out = [];
  for (const [value, width] of pairs) for (let at = 0; at < width; at += 1) out.push(Math.floor(value / 256 ** at) & 0xff);
  return Uint8Array.from(out);
}

// `files` is [[name, Uint8Array or string]]; gives the zip's bytes.
export async function makeZip(files) {
  const parts = [];
  const index = [];
  let at = 0;
  for (const [name, content] of files) {
    const path = utf8(name);
    const bytes = typeof content === "string" ? utf8(content) : content;
    const small = await packed(bytes);
    // Version 2.0, names in UTF-8, deflated, 1 January 1980.
    const about = numbers([20, 2], [0x0800, 2], [8, 2], [0, 2], [33, 2], [crc32(bytes), 4], [small.length, 4], [bytes.length, 4], [path.length, 2], [0, 2]);
    parts.push(numbers([0x04034b50, 4]), about, path, small);
    index.push([numbers([0x02014b50, 4], [0x0314, 2]), about, numbers([0, 2], [0, 2], [0, 2], [0o644 * 65536, 4], [at, 4]), path]);
    at += 4 + about.length + path.length + small.length;
  }
  const directory = index.flat();
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  const end = numbers([0x06054b50, 4], [0, 2], [0, 2], [index.length, 2], [index.length, 2], [length, 4], [at, 4], [0, 2]);
  return joined([...parts, ...directory, end]);
}

export function utf8(text) {
  return new TextEncoder().encode(text);
}

export function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
