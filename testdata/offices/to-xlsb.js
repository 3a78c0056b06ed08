// node to-xlsb.js FROM.xlsx TO.xlsb: needs the npm package `xlsx` (SheetJS).
const XLSX = require("xlsx");
const [from, to] = process.argv.slice(2);
const book = XLSX.readFile(from, { cellNF: true, cellStyles: true, cellFormula: true, raw: true });
XLSX.writeFile(book, to, { bookType: "xlsb", bookSST: to.includes("sst") });
