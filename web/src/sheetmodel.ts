// A sheet as it is drawn: which rows and columns are shown, what stands in a cell, what was
// found there.

import { type Range, figure, letters, parseRange, percent } from "./figures";
import { type Finding, type Language, type PackedCells, type Weight, weightOf } from "./protocol";

const BOLD = 1;
const ITALIC = 2;
const NUMBER = 4;
const GROUPED = 8;
const PERCENT = 16;
const HEADER = 32;
const TITLE = 64;

/** Rows and columns without anything that are shown between others. */
const GAP = 3;
/** Rows whose texts decide how wide columns are. */
const MEASURED = 400;

export interface DrawnCell {
  column: number;
  span: number;
  text: string;
  bold: boolean;
  italic: boolean;
  number: boolean;
  head: boolean;
  title: boolean;
  /** Its upper neighbour is of the same merged region. */
  below: boolean;
}

export interface Mark {
  range: Range;
  finding: Finding;
  index: number;
}

/** Numbers from 0 to the last used one, long gaps left out. */
function shown(used: Iterable<number>): number[] {
  const sorted = [...new Set(used)].sort((one, other) => one - other);
  const all: number[] = [];
  let next = 0;
  for (const at of sorted) {
    if (at - next <= GAP) for (let blank = next; blank < at; blank += 1) all.push(blank);
    all.push(at);
    next = at + 1;
  }
  return all;
}

export class SheetModel {
  /** 0-based rows that are shown. */
  readonly rows: number[];
  /** 0-based columns that are shown. */
  readonly columns: number[];
  readonly widths: number[];
  private starts = new Map<number, number>();
  private decoder = new TextDecoder();
  private rowAt = new Map<number, number>();
  private columnAt = new Map<number, number>();
  private mergesByRow = new Map<number, number[]>();

  constructor(private cells: PackedCells) {
    const { rows, columns, merges } = cells;
    rows.forEach((row, at) => {
      if (!this.starts.has(row)) this.starts.set(row, at);
    });
    this.rows = shown(this.starts.keys());
    this.columns = shown(columns);
    this.rows.forEach((row, at) => this.rowAt.set(row, at));
    this.columns.forEach((column, at) => this.columnAt.set(column, at));
    for (let at = 0; at < merges.length; at += 4) {
      const [first = 0, , last = 0] = merges.subarray(at, at + 4);
      // A region over more rows than anybody merges is drawn in its first rows only.
      for (let row = first; row <= Math.min(last, first + 2000); row += 1) {
        const known = this.mergesByRow.get(row);
        if (known) known.push(at);
        else this.mergesByRow.set(row, [at]);
      }
    }
    this.widths = this.measured();
  }

  /** Which of the shown rows a row is, or the next one that is shown. */
  rowIndex(row: number): number {
    const found = this.rowAt.get(row);
    if (found !== undefined) return found;
    const later = this.rows.findIndex((one) => one >= row);
    return later < 0 ? this.rows.length - 1 : later;
  }

  columnIndex(column: number): number {
    return this.columnAt.get(column) ?? Math.max(0, this.columns.findIndex((one) => one >= column));
  }

  isHidden(row: number): boolean {
    const { hiddenRows } = this.cells;
    for (let at = 0; at < hiddenRows.length; at += 2) {
      if (row >= (hiddenRows[at] ?? 0) && row <= (hiddenRows[at + 1] ?? 0)) return true;
    }
    return false;
  }

  private text(at: number): string {
    const { ends, text } = this.cells;
    return this.decoder.decode(text.subarray(at === 0 ? 0 : ends[at - 1], ends[at]));
  }

  private length(at: number): number {
    const { ends } = this.cells;
    return (ends[at] ?? 0) - (at === 0 ? 0 : (ends[at - 1] ?? 0));
  }

  /** Widths in pixels that most of a column's texts fit into. */
  private measured(): number[] {
    const lengths: number[][] = this.columns.map(() => []);
    // Words of headers are not broken.
    const words: number[] = this.columns.map(() => 0);
    const { rows, columns, looks } = this.cells;
    const until = this.rows[Math.min(MEASURED, this.rows.length) - 1] ?? 0;
    for (let at = 0; at < rows.length && (rows[at] ?? 0) <= until; at += 1) {
      const look = looks[at] ?? 0;
      const index = this.columnAt.get(columns[at] ?? 0) ?? 0;
      if (look & HEADER && this.spans(at) === 1) {
        const longest = Math.max(...this.text(at).split(/[\s/]+/).map((word) => word.length));
        words[index] = Math.max(words[index] ?? 0, longest);
      }
      if (look & TITLE || this.mergeAt(rows[at] ?? 0, columns[at] ?? 0) !== undefined) continue;
      // Vietnamese letters take about 1.3 bytes; the text itself is not needed.
      const letters_ = look & NUMBER ? this.length(at) * 1.35 : this.length(at) / 1.3;
      lengths[index]?.push(look & HEADER ? Math.min(letters_, 14) : letters_);
    }
    return lengths.map((all, index) => {
      all.sort((one, other) => one - other);
      const most = all[Math.floor((all.length - 1) * 0.9)] ?? 4;
      const least = Math.min(180, Math.max(56, (words[index] ?? 0) * 10.5 + 18));
      return Math.round(Math.min(300, Math.max(least, most * 8.4 + 22)));
    });
  }

  /** Whether a text flows over blank cells at its right, as titles and remarks do in Excel. */
  private flows(at: number, cellsOfRow: number): boolean {
    const look = this.cells.looks[at] ?? 0;
    return (look & TITLE) > 0 || (cellsOfRow === 1 && !(look & (NUMBER | HEADER)) && this.length(at) > 24);
  }

  /** Columns that a cell takes. */
  private spans(at: number): number {
    const { rows, columns, merges } = this.cells;
    const merge = this.mergeAt(rows[at] ?? 0, columns[at] ?? 0);
    return merge === undefined ? 1 : (merges[merge + 3] ?? 0) - (merges[merge + 1] ?? 0) + 1;
  }

  private mergeAt(row: number, column: number): number | undefined {
    const { merges } = this.cells;
    return this.mergesByRow.get(row)?.find((at) => column >= (merges[at + 1] ?? 0) && column <= (merges[at + 3] ?? 0));
  }

  /** What stands in a row, a cell for each shown column that no merged region covers. */
  row(row: number, language: Language): DrawnCell[] {
    const { rows, columns, looks, merges } = this.cells;
    const own = new Map<number, number>();
    for (let at = this.starts.get(row) ?? rows.length; rows[at] === row; at += 1) own.set(columns[at] ?? 0, at);
    const drawn: DrawnCell[] = [];
    for (let index = 0; index < this.columns.length; index += 1) {
      const column = this.columns[index] ?? 0;
      const merge = this.mergeAt(row, column);
      const at = own.get(column);
      const look = at === undefined ? 0 : (looks[at] ?? 0);
      let span = 1;
      if (merge !== undefined) {
        const last = merges[merge + 3] ?? column;
        while (index + span < this.columns.length && (this.columns[index + span] ?? 0) <= last) span += 1;
      } else if (at !== undefined && this.flows(at, own.size)) {
        const free = (column: number) => !own.has(column) && this.mergeAt(row, column) === undefined;
        while (index + span < this.columns.length && free(this.columns[index + span] ?? 0)) span += 1;
      }
      drawn.push({
        column,
        span,
        text: at === undefined ? "" : this.drawn(this.text(at), look, language),
        bold: (look & BOLD) > 0,
        italic: (look & ITALIC) > 0,
        number: (look & NUMBER) > 0,
        head: (look & HEADER) > 0,
        title: (look & TITLE) > 0,
        below: merge !== undefined && (merges[merge] ?? row) < row,
      });
      index += span - 1;
    }
    return drawn;
  }

  private drawn(text: string, look: number, language: Language): string {
    if (look & PERCENT) return percent(text, language);
    return look & GROUPED ? figure(text, language) : look & NUMBER && language === "vi" ? text.replace(".", ",") : text;
  }

  name(row: number, column: number): string {
    return `${letters(column)}${row + 1}`;
  }
}

const ORDER: Record<Weight, number> = { error: 3, warning: 2, info: 1, accepted: 0 };

/** Findings by the cells of one sheet. */
export class Marks {
  private single = new Map<number, Mark[]>();
  private wide: Mark[] = [];

  constructor(findings: Finding[], sheet: string) {
    findings.forEach((finding, index) => {
      const range = parseRange(finding.sheet, finding.cell);
      if (!range || range.sheet !== sheet) return;
      const mark = { range, finding, index };
      if (range.row !== range.lastRow) return void this.wide.push(mark);
      const known = this.single.get(range.row);
      if (known) known.push(mark);
      else this.single.set(range.row, [mark]);
    });
  }

  /** Findings at a row. */
  row(row: number): Mark[] {
    const wide = this.wide.filter(({ range }) => row >= range.row && row <= range.lastRow);
    return [...(this.single.get(row) ?? []), ...wide];
  }
}

/** The worst finding at a column of a row's marks, the narrowest first. */
export function worst(marks: Mark[], column: number, span: number): Mark | null {
  let found: Mark | null = null;
  for (const mark of marks) {
    const { range, finding } = mark;
    if (range.lastColumn < column || range.column >= column + span) continue;
    if (!found || ORDER[weightOf(finding)] > ORDER[weightOf(found.finding)]) found = mark;
  }
  return found;
}
