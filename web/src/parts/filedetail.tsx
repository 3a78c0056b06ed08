// One file: what was recognised, what was found and where, what can be saved.

import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { identity } from "../decisions";
import { type FileEntry, type State, desk, refOf } from "../desk";
import { stem } from "../files";
import { parseRange } from "../figures";
import type { FileRead, TableOverview, Weight } from "../protocol";
import { say } from "../words";
import { ByHand } from "./byhand";
import { Charts } from "./charts";
import { type Filter, FindingsList, passes } from "./findings";
import { SheetView } from "./sheet";

export function FileDetail({ file, read, state }: { file: FileEntry; read: FileRead; state: State }) {
  const { language } = state;
  const { sheets } = read.overview;
  const [sheet, setSheet] = useState(() => firstSheet(read));
  const [filter, setFilter] = useState<Filter>({ severities: new Set<Weight>(["error", "warning", "info", "accepted"]), sheet: "", unit: "" });
  const [current, setCurrent] = useState<number | null>(null);
  // Where findings stand elsewhere in the list, the one at hand stays the same.
  const before = useRef(read.findings);
  useLayoutEffect(() => {
    const old = current === null ? undefined : before.current.list[current];
    const at = old ? read.findings.list.findIndex((one) => identity(one) === identity(old)) : -1;
    before.current = read.findings;
    setCurrent(at < 0 ? null : at);
  }, [read.findings]);
  const [byHand, setByHand] = useState(false);
  const [all, setAll] = useState(false);
  const print = () => {
    setAll(true);
    // After it was drawn.
    setTimeout(() => window.print(), 100);
  };
  const shown = useMemo(
    () => read.findings.list.map((finding, index) => ({ finding, index })).filter(({ finding }) => passes(finding, filter)),
    [read.findings, filter],
  );
  const finding = current === null ? null : (read.findings.list[current] ?? null);
  const pick = (index: number) => {
    setCurrent(index);
    const one = read.findings.list[index];
    const range = one && parseRange(one.sheet, one.cell);
    const at = sheets.findIndex((other) => other.name === (range?.sheet ?? one?.sheet));
    if (at >= 0) setSheet(at);
  };
  const here = sheets[sheet];
  const tabs = shownSheets(read);
  return (
    <section class="detail" aria-labelledby="file-name">
      <div class="bar">
        <h2 id="file-name">{file.name}</h2>
        {here && <button type="button" onClick={() => setByHand(true)}>{say(language, "byHand")}</button>}
      </div>
      <Save file={file} read={read} state={state} onPrint={print} />
      <Beside file={file} state={state} />
      {sheets.length > 0 && (
        <div role="tablist" aria-label={say(language, "sheet")} class="tabs" onKeyDown={(event) => {
          const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
          if (step === 0) return;
          const next = tabs[(tabs.indexOf(sheet) + step + tabs.length) % tabs.length] ?? 0;
          setSheet(next);
          document.getElementById(`tab-${next}`)?.focus();
        }}>
          {tabs.map((at) => (
            <button type="button" role="tab" id={`tab-${at}`} aria-selected={at === sheet} aria-controls="sheet-panel" tabIndex={at === sheet ? 0 : -1} onClick={() => setSheet(at)}>
              {sheets[at]?.name}
            </button>
          ))}
        </div>
      )}
      {here && (
        <div id="sheet-panel" role="tabpanel" aria-labelledby={`tab-${sheet}`} class="about">
          {here.tables.map((table) => <Table table={table} encodings={here.encodings} sender={read.overview.unit} state={state} />)}
          {here.tables.length === 0 && <p>{say(language, here.cells === 0 ? "emptySheet" : "unknownSheet")}</p>}
        </div>
      )}
      <div class={here ? "sides" : ""}>
        <FindingsList file={file} findings={read.findings} shown={shown} filter={filter} onFilter={setFilter} current={current} onPick={pick} sheets={sheets.map((one) => one.name)} all={all} language={language} />
        {here && here.cells > 0 && (
          <SheetView key={sheet} file={refOf(file)} sheet={sheet} name={here.name} findings={read.findings.list} visible={shown.map(({ index }) => index)} current={finding} onPick={pick} language={language} />
        )}
      </div>
      <Charts charts={read.charts} language={language} />
      {byHand && here && <ByHand file={file} sheet={sheet} overview={here} state={state} onClose={() => setByHand(false)} />}
    </section>
  );
}

/** Files of the same plan, whose sums were held against this one's. */
function Beside({ file, state: { files, language } }: { file: FileEntry; state: State }) {
  const names = files.filter((one) => file.beside.includes(one.key)).map((one) => one.name);
  return names.length > 0 && <p class="quiet">{say(language, "beside")} {names.join(", ")}</p>;
}

/** Sheets that somebody would look at: not hidden ones that hold nothing for him. */
function shownSheets({ overview: { sheets }, findings }: FileRead): number[] {
  const said = new Set(findings.list.map((finding) => finding.sheet));
  const all = sheets.map((_, at) => at);
  const shown = all.filter((at) => {
    const one = sheets[at];
    return one && (!one.hidden || one.tables.length > 0 || said.has(one.name));
  });
  return shown.length > 0 ? shown : all;
}

/** The sheet of the first finding, else the first with an appendix. */
function firstSheet({ overview: { sheets }, findings }: FileRead): number {
  const first = findings.list.find((finding) => finding.severity !== "info")?.sheet;
  const at = sheets.findIndex((sheet) => sheet.name === first);
  const some = sheets.findIndex((sheet) => sheet.tables.length > 0);
  return Math.max(0, at >= 0 ? at : some);
}

function Save({ file, read, state: { language }, onPrint }: { file: FileEntry; read: FileRead; state: State; onPrint: () => void }) {
  const ref = refOf(file);
  const asking = desk.asking(file);
  const name = stem(file.name);
  const some = read.overview.appendices > 0;
  const workbook = read.overview.container !== "json";
  const convert = (form: string) => desk.save(`${name}-mau.${form}`, "convert", { files: [ref], form, language });
  return (
    <div class="saves">
      <span>{say(language, "save")}:</span>
      {some && <button type="button" class="main" onClick={() => convert("xlsx")}>{say(language, "saveOfficial")}</button>}
      {workbook && <button type="button" onClick={() => desk.save(`${name}-danh-dau.xlsx`, "annotate", asking)}>{say(language, "saveAnnotated")}</button>}
      <button type="button" onClick={() => desk.save(`${name}-nhan-xet.html`, "findingsFile", { ...asking, form: "html" })}>{say(language, "saveLetter")}</button>
      <button type="button" onClick={onPrint}>{say(language, "print")}</button>
      <details class="others">
        <summary>{say(language, "otherForms")}</summary>
        <div class="row">
          {some && ["csv", "json", "jsonl"].map((form) => (
            <button type="button" onClick={() => convert(form)}>{form.toUpperCase()}</button>
          ))}
          <button type="button" onClick={() => desk.save(`${name}-loi.json`, "findingsFile", { ...asking, form: "json" })}>{say(language, "saveFindings")}</button>
        </div>
      </details>
    </div>
  );
}

function Table({ table, encodings, sender, state: { language } }: { table: TableOverview; encodings: string[]; sender: string | null; state: State }) {
  const number = table.number ? `${say(language, "appendix")} ${table.number}: ` : "";
  const name = language === "vi" ? table.name : table.name_en;
  const facts: [string, string][] = [
    [say(language, "unit"), table.unit ? `${table.unit}${table.unit_stated ? "" : ` (${say(language, "unitAssumed")})`}` : say(language, "noAmounts")],
    [say(language, "encoding"), encodings.join(", ") || say(language, "unicode")],
    [say(language, "year"), table.plan_year?.toString() ?? "?"],
  ];
  if (sender) facts.push([say(language, "sender"), sender]);
  return (
    <>
      <p>
        <b>{number}{name}</b> · {table.rows} {say(language, "rows")} · {say(language, "confidence")} {Math.round(table.confidence * 100)}%
      </p>
      <dl>
        {facts.map(([term, value]) => <div><dt>{term}</dt><dd>{value}</dd></div>)}
        {table.missing.length > 0 && <div class="bad"><dt>{say(language, "missingColumns")}</dt><dd>{table.missing.join("; ")}</dd></div>}
      </dl>
    </>
  );
}
