// Workbooks that the tests make: one sheet, texts inline, parts stored without compression.

import { crc32 } from "node:zlib";

function zip(parts) {
  const files = [];
  const central = [];
  let offset = 0;
  for (const [name, bytes] of parts) {
    const title = Buffer.from(name);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt32LE(crc32(bytes), 14);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt32LE(bytes.length, 22);
    head.writeUInt16LE(title.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    entry.writeUInt16LE(20, 6);
    head.copy(entry, 16, 14, 28);
    entry.writeUInt32LE(offset, 42);
    files.push(head, title, bytes);
    central.push(entry, title);
    offset += head.length + title.length + bytes.length;
  }
  const list = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, list, end]);
}

const escaped = (text) => String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

function line(cells, row) {
  const drawn = cells.map((cell, column) => {
    const at = `${String.fromCharCode(65 + column)}${row}`;
    if (cell === null || cell === "") return "";
    if (typeof cell === "number") return `<c r="${at}"><v>${cell}</v></c>`;
    return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  });
  return `<row r="${row}">${drawn.join("")}</row>`;
}

/** A workbook of rows, each a list of texts, numbers and nulls. */
export function workbook(rows, name = "Sheet1") {
  const lines = [];
  let row = 0;
  for (const cells of rows) lines.push(line(cells, (row += 1)));
  const sheet = `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${lines.join("")}</sheetData></worksheet>`;
  const type = (part, kind) => `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;
  return zip([
    ["[Content_Types].xml", `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${type("/xl/workbook.xml", "sheet.main")}${type("/xl/worksheets/sheet1.xml", "worksheet")}</Types>`],
    ["_rels/.rels", `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ["xl/workbook.xml", `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${escaped(name)}" sheetId="1" r:id="r1"/></sheets></workbook>`],
    ["xl/_rels/workbook.xml.rels", `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`],
    ["xl/worksheets/sheet1.xml", sheet],
  ].map(([part, text]) => [part, Buffer.from(text)]));
}

/** A list of works with so many works, in districts of 400. */
export function* works(count, remark = "") {
  yield ["DANH MỤC CÔNG TRÌNH ĐỀ NGHỊ HỖ TRỢ ĐẦU TƯ NĂM 2022"];
  yield ["", "", "", "", "", "", "", "Đơn vị tính: triệu đồng"];
  yield ["TT", "Địa bàn", "Tên/Danh mục công trình", "Đơn vị thực hiện", "Quy mô đầu tư", "Lý do đầu tư", "Vốn NSTW", "Vốn NSĐP", "Năm thực hiện"];
  let district = 0;
  for (let work = 0; work < count; work += 1) {
    if (work % 400 === 0) yield [String((district += 1)), `Huyện ${district}`, "", "", "", "", null, null, null];
    yield [`${district}.${(work % 400) + 1}`, `Xã ${work % 20}`, `Đường giao thông thôn số ${work + 1}`, "UBND huyện", "1 km, mặt đường bê tông", `Chưa có đường ${remark}`, 400 + (work % 90), 40, 2022];
  }
}
