// Makes sheetjs.xlsb with SheetJS, which writes the short cell records that few other
// programs do.  npm i xlsx && node make-xlsb.js
const path = require("path");
const XLSX = require("xlsx");
const book = XLSX.utils.book_new();
const rows = [
  ["số", "chữ", "kết quả", null, "gộp"],
  [1625.7, "  hai cách ", true, 0.0788, -12],
  [0.1 + 0.2, "đ\u{1F600}\ndòng hai", false, 1e15, 2.5e-7],
  [100, 200, 300, 400, 500],
  ["céng hßa", 12345678.5, "", null, 7],
];
const sheet = XLSX.utils.aoa_to_sheet(rows);
sheet.D2.z = "0.00%";
sheet.A6 = { t: "n", v: 44621, z: "dd/mm/yyyy" };
sheet.B6 = { t: "e", v: 0x17 };
sheet.C6 = { t: "n", v: 1627.95, f: "SUM(A2:A3)" };
sheet.D6 = { t: "s", v: "từ công thức", f: 'B1&"x"' };
sheet.E6 = { t: "b", v: true, f: "A2>1" };
sheet.F6 = { t: "n", v: 1500, z: '#,##0 "triệu đồng"' };
sheet.B2.c = [{ a: "Nguyễn A", t: "ghi chú\ndòng hai" }];
sheet["!ref"] = "A1:F6";
sheet["!merges"] = [XLSX.utils.decode_range("E1:F1"), XLSX.utils.decode_range("G3:G4")];
sheet["!rows"] = [{}, {}, { hidden: true }, { hidden: true }];
sheet["!cols"] = [{}, {}, {}, { hidden: true }, {}, { hidden: true }];
XLSX.utils.book_append_sheet(book, sheet, "Biểu 1");
XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([[21]]), "Phụ");
XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([["rất ẩn"]]), "Ẩn");
book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }, { Hidden: 2 }] };
XLSX.writeFile(book, path.join(__dirname, "sheetjs.xlsb"), { bookType: "xlsb", bookSST: false });
XLSX.writeFile(book, path.join(__dirname, "sheetjs-sst.xlsb"), { bookType: "xlsb", bookSST: true });
