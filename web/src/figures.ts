// Figures as officials write them, and cells as findings write them.

import type { Language } from "./protocol";

const PLAIN = /^-?\d+(\.\d+)?$/;

/** Whether a text is a plain decimal, as the library writes figures. */
export const isPlain = (text: string): boolean => PLAIN.test(text);

/** A plain decimal with groups of thousands: `1625.7` is `1.625,7`; digits are never lost. */
export function figure(text: string, language: Language): string {
  if (!isPlain(text)) return text;
  const [group, mark] = language === "vi" ? [".", ","] : [",", "."];
  const negative = text.startsWith("-");
  const [whole = "", fraction] = text.replace("-", "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return (negative ? "-" : "") + grouped + (fraction ? mark + fraction : "");
}

/** A plain decimal times 100, with a percent sign, by its digits. */
export function percent(text: string, language: Language): string {
  if (!isPlain(text)) return text;
  const negative = text.startsWith("-");
  const [whole = "", fraction = ""] = text.replace("-", "").split(".");
  const digits = fraction.padEnd(2, "0");
  const moved = `${whole}${digits.slice(0, 2)}`.replace(/^0+(?=\d)/, "");
  const rest = digits.slice(2).replace(/0+$/, "");
  return `${figure(`${negative ? "-" : ""}${moved}${rest ? `.${rest}` : ""}`, language)}%`;
}

export interface Range {
  sheet: string;
  row: number;
  column: number;
  lastRow: number;
  lastColumn: number;
}

/** Letters of a 0-based column. */
export function letters(column: number): string {
  let name = "";
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1) name = String.fromCharCode(65 + (rest % 26)) + name;
  return name;
}

function place(text: string): [number, number] | null {
  const found = /^\$?([A-Z]{1,3})\$?(\d+)$/.exec(text);
  if (!found) return null;
  const column = [...(found[1] ?? "")].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return [Number(found[2]) - 1, column];
}

/** A cell or range as findings write it: `C12`, `C4:C18`, `'PL III'!C12`. */
export function parseRange(sheet: string, cell: string): Range | null {
  const mark = cell.lastIndexOf("!");
  if (mark >= 0) {
    const named = cell.slice(0, mark);
    sheet = named.startsWith("'") && named.endsWith("'") ? named.slice(1, -1).replaceAll("''", "'") : named;
    cell = cell.slice(mark + 1);
  }
  const [first = "", last = first] = cell.split(":");
  const [from, to] = [place(first), place(last)];
  if (!from || !to) return null;
  return { sheet, row: from[0], column: from[1], lastRow: to[0], lastColumn: to[1] };
}

/** A length of time in words. */
export const seconds = (count: number, language: Language): string =>
  language === "vi" ? `${count} giây` : `${count} s`;
