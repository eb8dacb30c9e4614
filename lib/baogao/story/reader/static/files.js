// A table as a file: CSV, Excel, JSON. `table` is {columns: [[name, type]], rows: [[…]]}, null where nothing is.

import { makeZip } from "./zip.js";

const LONGEST_CELL = 32767; // characters, Excel's limit
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

// Text that no spreadsheet takes for a formula; a sign alone, as in a column of comparators, is none.
export function disarm(text) {
  return /^[=+\-@\t\r][^]/.test(text) ? `'${text}` : text;
}

function quoted(text) {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function asCsv(table) {
  const lines = [table.columns.map(([name]) => name), ...table.rows];
  return lines.map((row) => `${row.map((cell) => (cell === null ? "" : typeof cell === "string" ? quoted(disarm(cell)) : String(cell))).join(",")}\n`).join("");
}

export function asJson(table) {
  const rows = table.rows.map((row) => Object.fromEntries(table.columns.map(([name], i) => [name, row[i]])));
  return `${JSON.stringify(rows, null, 1)}\n`;
}

// An Excel file with a sheet a table: strings are strings, never formulas; a cell too long ends with an ellipsis.
export function asWorkbook(tables) {
  const names = Object.keys(tables);
  const sheets = names.map((name, i) => `<sheet name="${xml(name.slice(0, 31))}" sheetId="${i + 1}" r:id="r${i + 1}"/>`);
  const links = names.map((_, i) => `<Relationship Id="r${i + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`);
  const types = names.map((_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${SHEETS}.worksheet+xml"/>`);
  return makeZip([
    ["[Content_Types].xml", `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEETS}.sheet.main+xml"/>${types.join("")}</Types>`],
    ["_rels/.rels", `${HEAD}${RELATIONS}<Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ["xl/workbook.xml", `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.join("")}</sheets></workbook>`],
    ["xl/_rels/workbook.xml.rels", `${HEAD}${RELATIONS}${links.join("")}</Relationships>`],
    ...names.map((name, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheet(tables[name])]),
  ]);
}

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">';

function sheet(table) {
  const lines = [table.columns.map(([name]) => name), ...table.rows];
  const rows = lines.map((row, r) => `<row r="${r + 1}">${row.map((cell, c) => cellOf(cell, `${letters(c)}${r + 1}`)).join("")}</row>`);
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${rows.join("")}</sheetData></worksheet>`;
}

function cellOf(cell, at) {
  if (cell === null || cell === "") return "";
  if (typeof cell === "number") return `<c r="${at}"><v>${cell}</v></c>`;
  const text = cell.length <= LONGEST_CELL ? cell : `${cell.slice(0, LONGEST_CELL - 1)}…`;
  return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${xml(text)}</t></is></c>`;
}

function letters(column) {
  return column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26);
}

// Text as XML takes it: what it cannot hold is shown as a replacement.
export function xml(text) {
  const fit = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
  return fit.replace(/[&<>"\r]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;" })[sign]);
}
