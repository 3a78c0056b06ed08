// What changed between two files, row by row.

import { useState } from "preact/hooks";
import { type State, desk, readFiles, refOf } from "../desk";
import { figure, isPlain } from "../figures";
import { stem } from "../files";
import type { Calls, Language, LayoutOverview } from "../protocol";
import { type Word, say } from "../words";

// The JSON form `phuluc-diff/1`, as far as the page shows it.
interface Side { sheet: string; row: number; code: string | null; name: string | null; values?: Record<string, string | Record<string, string | null> | null> }
interface Cell { field: string; nature: string; old: string | null; new: string | null; difference: string | null; old_cell: string | null; new_cell: string | null }
interface Row { changes: string[]; old: Side[]; new: Side[]; cells: Cell[] }
interface Sum { field: string; old: string; new: string; difference: string | null }
interface Appendix { layout: string; old: { sheet: string } | null; new: { sheet: string } | null; heading: { field: string; old: string | null; new: string | null; form: boolean }[]; rows: Row[]; sums: Sum[] }
interface Difference { equal: boolean; appendices: Appendix[] }

type Ask = Omit<Calls["diff"]["ask"], "form">;

export function CompareTask({ state }: { state: State }) {
  const { language } = state;
  const files = readFiles(state);
  const [keys, setKeys] = useState([files[0]?.key, files[1]?.key]);
  const [result, setResult] = useState<{ ask: Ask; difference: Difference } | null>(null);
  if (files.length < 2) return <p class="quiet">{say(language, "compareNeeds")}</p>;
  const [old, now] = keys.map((key) => files.find((file) => file.key === key));
  const compare = async () => {
    if (!old || !now) return;
    const ask = { old: refOf(old), new: refOf(now), language };
    setResult(null);
    const bytes = await desk.run({ vi: "so sánh", en: "comparing" }, (stage) => desk.library.ask("diff", { ...ask, form: "json" }, stage));
    if (bytes) setResult({ ask, difference: JSON.parse(new TextDecoder().decode(bytes)) });
  };
  return (
    <section aria-labelledby="compare-title">
      <h2 id="compare-title">{say(language, "taskCompare")}</h2>
      <div class="fields">
        {(["oldFile", "newFile"] as const).map((word, at) => (
          <label>
            {say(language, word)}{" "}
            <select value={keys[at]} onChange={(event) => {
              const key = Number(event.currentTarget.value);
              setKeys(keys.map((known, index) => (index === at ? key : known)));
              setResult(null);
            }}>
              {files.map((file) => <option value={file.key}>{file.name}</option>)}
            </select>
          </label>
        ))}
        <button type="button" class="main" disabled={old === now || state.busy !== null} onClick={compare}>{say(language, "compareNow")}</button>
      </div>
      {old === now && <p class="failure">{say(language, "compareSame")}</p>}
      {result && <Result {...result} layouts={state.known.layouts} language={language} />}
    </section>
  );
}

function Result({ ask, difference, layouts, language }: { ask: Ask; difference: Difference; layouts: LayoutOverview[]; language: Language }) {
  const name = `${stem(ask.old.name)}-${stem(ask.new.name)}`;
  const forms = [["xlsx", "Excel"], ["txt", say(language, "saveText")], ["json", "JSON"]] as const;
  return (
    <div class="result">
      {difference.equal && <p class="good">{say(language, "compareEqual")}</p>}
      <div class="saves">
        <span>{say(language, "save")}:</span>
        {forms.map(([form, title]) => (
          <button type="button" class={form === "xlsx" ? "main" : ""} onClick={() => desk.save(`${name}.${form}`, "diff", { ...ask, form, language })}>{title}</button>
        ))}
      </div>
      {difference.appendices.map((one) => <AppendixChanges appendix={one} layout={layouts.find((layout) => layout.id === one.layout)} language={language} />)}
    </div>
  );
}

/** What stands above a table. */
const HEADINGS: Record<string, Word> = {
  title: "headTitle", plan_year: "year", "plan.number": "headNumber", "plan.date": "headDate", "plan.issuer": "headIssuer", "source.unit": "unit",
};

/** Changes of a row that are shown, in the order in which one is named. */
const SHOWN: Word[] = ["added", "removed", "split", "joined", "moved", "renamed", "changed"];

function AppendixChanges({ appendix, layout, language }: { appendix: Appendix; layout: LayoutOverview | undefined; language: Language }) {
  const title = layout?.number ? `${say(language, "appendix")} ${layout.number}` : (layout?.name ?? appendix.layout);
  const header = (field: string) => layout?.columns.find((column) => column.field === field)?.header ?? field;
  const shown = (text: string | null) => (text === null ? "—" : figure(text, language));
  // Words may be long: they are broken, figures are not.
  const look = (text: string | null) => (text === null || isPlain(text) ? "figure" : "");
  const called = (sides: Side[]) => sides.map((side) => [side.code, side.name].filter((part) => part).join(" · ")).join("; ");
  // Figures of a row that only one of the files has.
  const columns = (layout?.columns ?? []).filter((column) => column.figures);
  const last = (text: string, steps: number) => text.split(" / ").slice(-steps).join(" / ");
  const steps = new Set(columns.map((column) => last(column.header, 1))).size === columns.length ? 1 : 2;
  const amounts = (side: Side) => columns.flatMap((column) => {
    const value = column.field.split(".").reduce<unknown>((found, key) => (found as Record<string, unknown> | null)?.[key], side.values);
    return typeof value === "string" ? [`${last(column.header, steps)}: ${figure(value, language)}`] : [];
  }).join("; ");
  const at = (side: Side) => `${side.sheet}, ${say(language, "row").toLowerCase()} ${side.row}`;
  const headings = appendix.heading.filter((one) => !one.form);
  const rows = appendix.rows.filter((row) => row.changes.some((change) => SHOWN.includes(change as Word)));
  const sums = appendix.sums.filter((sum) => sum.old !== sum.new);
  const whole = !appendix.old ? "added" : !appendix.new ? "removed" : null;
  if (headings.length + rows.length + sums.length === 0 && !whole) return null;
  return (
    <section>
      <h3>{title}{whole && `: ${say(language, whole)}`}</h3>
      <div class="scroll" tabIndex={0} role="group" aria-label={title}>
        <table>
          <thead><tr>{(["change", "name", "column", "before", "after", "difference", "place"] as const).map((word) => <th scope="col">{say(language, word)}</th>)}</tr></thead>
          <tbody>
            {headings.map((one) => (
              <tr><td>{say(language, "heading")}</td><th scope="row">{say(language, HEADINGS[one.field] ?? "heading")}</th><td /><td>{one.old ?? "—"}</td><td>{one.new ?? "—"}</td><td /><td /></tr>
            ))}
            {rows.flatMap((row) => {
              const changes = SHOWN.filter((word) => row.changes.includes(word)).map((word) => say(language, word)).join(", ");
              const name = called(row.new.length > 0 ? row.new : row.old);
              const cells = row.cells.filter((cell) => cell.nature === "changed");
              if (cells.length === 0) {
                const both = row.old.length > 0 && row.new.length > 0;
                const [before, after] = [row.old, row.new].map((sides) => (both ? called(sides) : sides.map(amounts).join("; ")));
                return [<tr><td>{changes}</td><th scope="row">{name}</th><td /><td>{before}</td><td>{after}</td><td /><td>{both ? "" : [...row.old, ...row.new].map(at).join("; ")}</td></tr>];
              }
              return cells.map((cell) => (
                <tr>
                  <td>{changes}</td><th scope="row">{name}</th><td>{header(cell.field)}</td>
                  <td class={look(cell.old)}>{shown(cell.old)}</td><td class={look(cell.new)}>{shown(cell.new)}</td><td class="figure">{cell.difference && shown(cell.difference)}</td>
                  <td>{[cell.old_cell, cell.new_cell].filter((part) => part).join(" → ")}</td>
                </tr>
              ));
            })}
            {sums.map((sum) => (
              <tr class="sum"><td>{say(language, "total")}</td><th scope="row">{say(language, "whole")}</th><td>{header(sum.field)}</td><td class="figure">{shown(sum.old)}</td><td class="figure">{shown(sum.new)}</td><td class="figure">{sum.difference && shown(sum.difference)}</td><td /></tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
