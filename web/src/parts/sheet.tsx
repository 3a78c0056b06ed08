// The sheet as the officer knows it, with what was found at its cells.

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { advised } from "../advice";
import { desk } from "../desk";
import { letters, parseRange } from "../figures";
import { type Finding, type FileRef, type Language, type PackedCells, weightOf } from "../protocol";
import { type DrawnCell, type Mark, Marks, SheetModel, worst } from "../sheetmodel";
import { useVirtualRows } from "../virtual";
import { say, severityWord } from "../words";

interface Props {
  file: FileRef;
  sheet: number;
  name: string;
  findings: Finding[];
  /** Indexes of findings that pass the filter. */
  visible: number[];
  current: Finding | null;
  onPick: (index: number) => void;
  language: Language;
}

/** Width of the column of row numbers, in pixels. */
const NUMBERS = 62;
const HEAD = 34;
const pixels = (count: number): string => `${count}px`;

export function SheetView(props: Props) {
  const [cells, setCells] = useState<PackedCells | null>(null);
  useEffect(() => {
    let wanted = true;
    desk.library.ask("cells", { file: props.file, sheet: props.sheet }).then(
      (packed) => wanted && setCells(packed),
      () => undefined,
    );
    return () => void (wanted = false);
  }, [props.file.key, props.sheet]);
  const model = useMemo(() => cells && new SheetModel(cells), [cells]);
  return (
    <section class="sheet" aria-label={`${say(props.language, "sheetView")}: ${props.name}`}>
      {model && <Grid {...props} model={model} />}
    </section>
  );
}

function Grid({ model, name, findings, visible, current, onPick, language }: Props & { model: SheetModel }) {
  const scroller = useRef<HTMLDivElement>(null);
  const marks = useMemo(() => {
    const shown = new Set(visible);
    // Indexes stay those of the whole list.
    const kept = findings.map((finding, at) => (shown.has(at) ? finding : { ...finding, cell: "" }));
    return new Marks(kept, name);
  }, [findings, visible.join(), name]);
  const [active, setActive] = useState({ row: 0, column: 0 });
  const rows = useVirtualRows(model.rows.length, 34, scroller, HEAD);
  const template = `${NUMBERS}px ${model.widths.map((width) => `${width}px`).join(" ")}`;
  const width = NUMBERS + model.widths.reduce((sum, one) => sum + one, 0);

  const show = (row: number, column: number, align: "auto" | "center") => {
    rows.scrollToIndex(row, { align });
    const box = scroller.current;
    if (!box) return;
    const left = model.widths.slice(0, column).reduce((sum, one) => sum + one, 0);
    const end = left + (model.widths[column] ?? 0) + NUMBERS;
    // A finding shows as much as may be of the columns before it, which name the row.
    if (align === "center" || end > box.scrollLeft + box.clientWidth) box.scrollLeft = Math.max(0, end - box.clientWidth + 20);
    else if (left < box.scrollLeft) box.scrollLeft = left;
  };
  // With the drawing, not after it: a key that follows quickly would be taken back.
  useLayoutEffect(() => {
    const range = current && parseRange(current.sheet, current.cell);
    if (!range || range.sheet !== name) return;
    const at = { row: model.rowIndex(range.row), column: model.columnIndex(range.column) };
    setActive(at);
    show(at.row, at.column, "center");
  }, [current, name, model]);

  const move = (event: KeyboardEvent) => {
    const last = { row: model.rows.length - 1, column: model.columns.length - 1 };
    const { row, column } = active;
    const to = {
      ArrowDown: [row + 1, column],
      ArrowUp: [row - 1, column],
      ArrowRight: [row, column + 1],
      ArrowLeft: [row, column - 1],
      PageDown: [row + 15, column],
      PageUp: [row - 15, column],
      Home: event.ctrlKey ? [0, 0] : [row, 0],
      End: event.ctrlKey ? [last.row, last.column] : [row, last.column],
    }[event.key];
    if (event.key === "Enter" || event.key === " ") {
      const mark = worst(marks.row(model.rows[row] ?? 0), model.columns[column] ?? 0, 1);
      if (mark) onPick(mark.index);
      event.preventDefault();
    }
    if (!to) return;
    event.preventDefault();
    const next = { row: Math.max(0, Math.min(last.row, to[0] ?? 0)), column: Math.max(0, Math.min(last.column, to[1] ?? 0)) };
    setActive(next);
    show(next.row, next.column, "auto");
  };
  const suspects = new Set(current?.sheet === name ? current.suspects.map((one) => one.cell) : []);
  const activeName = model.name(model.rows[active.row] ?? 0, model.columns[active.column] ?? 0);
  // Scrolled away, or covered by a merged region, the cell is not drawn.
  const drawn = rows.getVirtualItems().some(({ index }) => index === active.row)
    && model.row(model.rows[active.row] ?? 0, language).some((cell) => cell.column === model.columns[active.column]);
  return (
    <div
      ref={scroller} role="grid" tabIndex={0} class="grid" aria-label={`${name}. ${say(language, "sheetHelp")}`}
      aria-rowcount={(model.rows.at(-1) ?? 0) + 2} aria-colcount={(model.columns.at(-1) ?? 0) + 2}
      aria-activedescendant={drawn ? `cell-${activeName}` : undefined} onKeyDown={move}
    >
      <div role="row" aria-rowindex={1} class="line top" style={{ gridTemplateColumns: template, width: pixels(width) }}>
        <span role="columnheader" aria-colindex={1} class="corner"><span class="unseen">{say(language, "rows")}</span></span>
        {model.columns.map((column) => <span role="columnheader" aria-colindex={column + 2}>{letters(column)}</span>)}
      </div>
      <div role="rowgroup" class="lines" style={{ height: pixels(rows.getTotalSize()), width: pixels(width) }}>
        {rows.getVirtualItems().map((item) => {
          const row = model.rows[item.index] ?? 0;
          const found = marks.row(row);
          const gap = item.index > 0 && row > (model.rows[item.index - 1] ?? 0) + 1;
          return (
            <div
              key={item.key} ref={(line) => rows.measureElement(line)} data-index={item.index} role="row" aria-rowindex={row + 2}
              class={`line${gap ? " gap" : ""}${model.isHidden(row) ? " hidden" : ""}`}
              style={{ gridTemplateColumns: template, width: pixels(width), transform: `translateY(${item.start}px)` }}
            >
              <span role="rowheader" aria-colindex={1}>{row + 1}</span>
              {model.row(row, language).map((cell) => (
                <Cell
                  key={cell.column} cell={cell} name={model.name(row, cell.column)} mark={worst(found, cell.column, cell.span)}
                  active={activeName === model.name(row, cell.column)} suspect={suspects.has(model.name(row, cell.column))}
                  chosen={current !== null && found.some(({ index, range }) => findings[index] === current && range.column <= cell.column && cell.column <= range.lastColumn)}
                  onClick={(mark) => {
                    setActive({ row: item.index, column: model.columnIndex(cell.column) });
                    if (mark) onPick(mark.index);
                  }}
                  language={language}
                />
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface CellProps {
  cell: DrawnCell;
  name: string;
  mark: Mark | null;
  active: boolean;
  suspect: boolean;
  chosen: boolean;
  onClick: (mark: Mark | null) => void;
  language: Language;
}

function Cell({ cell, name, mark, active, suspect, chosen, onClick, language }: CellProps) {
  const look = [
    mark && weightOf(mark.finding),
    cell.bold && "bold",
    cell.italic && "italic",
    cell.number && "number",
    cell.head && "head",
    cell.title && "title",
    cell.below && "below",
    active && "active",
    suspect && "suspect",
    chosen && "chosen",
  ];
  return (
    <span
      id={`cell-${name}`} role="gridcell" aria-colindex={cell.column + 2} aria-selected={active}
      class={look.filter((one) => one).join(" ")}
      style={cell.span > 1 ? { gridColumn: `span ${cell.span}` } : undefined}
      title={mark ? advised(mark.finding.message, language) : undefined}
      onClick={() => onClick(mark)}
    >
      {cell.text}
      {mark && <span class="unseen"> ({severityWord(language, weightOf(mark.finding))})</span>}
    </span>
  );
}
