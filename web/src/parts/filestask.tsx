// The files that are open, and the one that is looked at.

import { advised } from "../advice";
import { type FileEntry, type State, desk, readFiles, refOf } from "../desk";
import type { Findings, SheetOverview } from "../protocol";
import { say, severityWord } from "../words";
import { saveDecisions } from "../decisions";
import { FileDetail } from "./filedetail";

export function FilesTask({ state }: { state: State }) {
  const { files, language, selected } = state;
  const file = files.find((one) => one.key === selected);
  const read = readFiles(state);
  const faulty = files.filter((one) => (one.read?.findings.errors ?? 0) + (one.read?.findings.warnings ?? 0) > 0);
  if (files.length === 0) return <p class="quiet">{say(language, "noFiles")}</p>;
  return (
    <>
      <section class="files">
        <div class="bar">
          <h2>{say(language, "files")} ({files.length})</h2>
          {read.length > 1 && (
            <button type="button" onClick={() => desk.save("phu-luc.xlsx", "convert", { files: read.map(refOf), form: "xlsx", language })}>
              {say(language, "saveAll")}
            </button>
          )}
          {faulty.length > 0 && <button type="button" onClick={() => sendBack(faulty)}>{say(language, "sendBack")}</button>}
          {files.length > 1 && <button type="button" onClick={() => desk.removeAll()}>{say(language, "removeAll")}</button>}
        </div>
        {state.unsaved && (
          <div class="bar warned">
            <p>{say(language, "unsaved")}</p>
            <button type="button" class="main" onClick={saveDecisions}>{say(language, "saveDecisions")}</button>
          </div>
        )}
        <ul class="filelist">
          {files.map((one) => <FileLine key={one.key} file={one} state={state} />)}
        </ul>
      </section>
      {file?.read && <FileDetail key={file.key} file={file} read={file.read} state={state} />}
    </>
  );
}

/** An annotated copy and a letter for each file that has to be corrected. */
function sendBack(faulty: FileEntry[]): void {
  const files = faulty.map((file) => {
    const name = file.name.replace(/\.[^./]{1,5}$/, "");
    const copy = file.read?.overview.container === "json" ? null : `${name}-danh-dau.xlsx`;
    return { ...desk.asking(file), copy, letter: `${name}-nhan-xet.html` };
  });
  void desk.save("gui-tra.zip", "sendBack", { files });
}

function FileLine({ file, state: { language, selected } }: { file: FileEntry; state: State }) {
  const current = file.key === selected;
  return (
    <li class={current ? "current" : ""}>
      <button type="button" class="pick" aria-current={current ? "true" : undefined} onClick={() => desk.set({ selected: file.key })}>
        <b>{file.name}</b>
        <span>
          {file.state === "read" && file.read && recognised(file.read.overview.sheets, language)}
          {file.state === "reading" && `${say(language, "reading")}…`}
          {file.state === "waiting" && say(language, "waiting")}
          {file.state === "stopped" && say(language, "stopped")}
          {file.state === "failed" && <span class="failure">{file.why && advised(file.why, language)}</span>}
        </span>
      </button>
      {file.state === "read" && file.read && <Counts findings={file.read.findings} state={{ language }} />}
      {(file.state === "stopped" || file.state === "failed") && (
        <button type="button" onClick={() => desk.readAgain(file.key)}>{say(language, "again")}<span class="unseen"> {file.name}</span></button>
      )}
      <button type="button" class="remove" title={`${say(language, "remove")}: ${file.name}`} aria-label={`${say(language, "remove")}: ${file.name}`} onClick={() => desk.remove(file.key)}>✕</button>
    </li>
  );
}

/** Appendices and rows of a file, units and encodings. */
function recognised(sheets: SheetOverview[], language: State["language"]): string {
  const tables = sheets.flatMap((sheet) => sheet.tables);
  if (tables.length === 0) return say(language, "notRecognised");
  const name = (table: (typeof tables)[number]) =>
    table.number ? `${say(language, "appendix")} ${table.number}` : language === "vi" ? table.name : table.name_en;
  const each = tables.map((table) => `${name(table)} (${table.rows} ${say(language, "rows")})`);
  const units = [...new Set(tables.map((table) => table.unit).filter((unit) => unit !== null))];
  const encodings = [...new Set(sheets.flatMap((sheet) => sheet.encodings))];
  return [each.join(", "), units.join(", "), encodings.join(", ")].filter((part) => part).join(" · ");
}

export function Counts({ findings, state: { language } }: { findings: Findings; state: { language: State["language"] } }) {
  const counts = [["error", findings.errors], ["warning", findings.warnings], ["info", findings.infos], ["accepted", findings.accepted]] as const;
  return (
    <span class="counts">
      {counts.map(([severity, count]) => count > 0 && <span class={`badge ${severity}`}>{severityWord(language, severity, count)}</span>)}
      {counts.every(([, count]) => count === 0) && <span class="badge clean">{say(language, "noFindings")}</span>}
    </span>
  );
}
