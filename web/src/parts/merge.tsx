// Submissions of many units into one workbook.

import { useState } from "preact/hooks";
import { advised } from "../advice";
import { type FileEntry, type State, desk, readFiles, refOf } from "../desk";
import type { Calls, Language, MergeOverview } from "../protocol";
import { say, severityWord } from "../words";
import { OneChart } from "./charts";
import { Shown } from "./shown";

type Ask = Calls["merge"]["ask"];

export function MergeTask({ state }: { state: State }) {
  const { language, known } = state;
  const files = readFiles(state);
  const [left, setLeft] = useState(new Set<number>());
  const [units, setUnits] = useState<Record<number, string>>({});
  const [latest, setLatest] = useState(false);
  const [against, setAgainst] = useState<number | null>(null);
  const merged = files.filter((file) => file.read?.overview.merged);
  // Where one of several files is a merged workbook, the others most often bring it up to date.
  const [update, setUpdate] = useState<number | null>(merged.length === 1 && files.length > 1 ? (merged[0]?.key ?? null) : null);
  const [result, setResult] = useState<{ ask: Ask; overview: MergeOverview } | null>(null);
  const recognised = new Map((result?.overview.units ?? []).flatMap((one) => one.files.map((file) => [file, one.unit] as const)));
  if (files.length === 0) return <p class="quiet">{say(language, "mergeNeeds")}</p>;
  const aside = (file: FileEntry) => file.key === against || file.key === update;
  const used = files.filter((file) => !left.has(file.key) && !aside(file));
  const refTo = (key: number | null) => {
    const file = files.find((one) => one.key === key);
    return file ? refOf(file) : null;
  };

  const merge = async (dropEdits = false) => {
    const ask: Ask = {
      files: used.map((file) => ({ file: refOf(file), unit: units[file.key] ?? "" })),
      latest,
      against: refTo(against),
      update: refTo(update),
      dropEdits,
    };
    setResult(null);
    const overview = await desk.run({ vi: "tổng hợp", en: "merging" }, (stage) => desk.library.ask("merge", ask, stage));
    if (overview) setResult({ ask, overview });
  };
  return (
    <section aria-labelledby="merge-title">
      <h2 id="merge-title">{say(language, "taskMerge")}</h2>
      <p class="choosing">{say(language, "mergeHelp")}</p>
      <datalist id="districts">{known.districts.map((name) => <option value={name} />)}</datalist>
      <div class="scroll choosing" tabIndex={0} role="group" aria-label={say(language, "files")}>
        <table class="choose">
          <thead><tr><th scope="col">{say(language, "use")}</th><th scope="col">{say(language, "file")}</th><th scope="col">{say(language, "unitName")}</th></tr></thead>
          <tbody>
            {files.map((file) => (
              <tr>
                <td><input type="checkbox" aria-label={`${say(language, "use")}: ${file.name}`} disabled={aside(file)} checked={!left.has(file.key) && !aside(file)} onChange={() => {
                  const now = new Set(left);
                  if (!now.delete(file.key)) now.add(file.key);
                  setLeft(now);
                }} /></td>
                <th scope="row">{file.name}</th>
                <td><input list="districts" aria-label={`${say(language, "unitName")}: ${file.name}`} disabled={aside(file)} placeholder={aside(file) ? "" : (recognised.get(file.name) ?? file.read?.overview.unit ?? say(language, "unitAuto"))} value={units[file.key] ?? ""} onInput={(event) => setUnits({ ...units, [file.key]: event.currentTarget.value })} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="fields choosing">
        {merged.length > 0 && (
          <label>
            {say(language, "update")}{" "}
            <select value={update ?? ""} onChange={(event) => setUpdate(event.currentTarget.value === "" ? null : Number(event.currentTarget.value))}>
              <option value="">{say(language, "none")}</option>
              {merged.map((file) => <option value={file.key}>{file.name}</option>)}
            </select>
          </label>
        )}
        <label><input type="checkbox" checked={latest} onChange={() => setLatest(!latest)} /> {say(language, "latest")}</label>
        <label>
          {say(language, "against")}{" "}
          <select value={against ?? ""} onChange={(event) => setAgainst(event.currentTarget.value === "" ? null : Number(event.currentTarget.value))}>
            <option value="">{say(language, "none")}</option>
            {files.map((file) => <option value={file.key}>{file.name}</option>)}
          </select>
        </label>
      </div>
      <p><button type="button" class="main" disabled={used.length === 0 || state.busy !== null} onClick={() => merge()}>{say(language, "mergeNow")}</button></p>
      {update !== null && <p class="quiet">{say(language, "updateHelp")}</p>}
      {result && <Result {...result} language={language} onDropEdits={() => merge(true)} />}
    </section>
  );
}

function Result({ ask, overview, language, onDropEdits }: { ask: Ask; overview: MergeOverview; language: Language; onDropEdits: () => void }) {
  const { units, appendices, findings, charts, differences, edits, replaced, added } = overview;
  if (edits.length > 0 && !ask.dropEdits) return <Edits edits={edits} language={language} onDropEdits={onDropEdits} />;
  const sent = units.filter((unit) => unit.files.length > 0).length;
  return (
    <div class="result">
      <Shown>{say(language, "mergedResult")}</Shown>
      {appendices.length === 0 && <p class="failure">{say(language, "mergeNothing")}</p>}
      {replaced.length > 0 && <p>{say(language, "replaced")} {replaced.join(", ")}</p>}
      {added.length > 0 && <p>{say(language, "addedUnits")} {added.join(", ")}</p>}
      {appendices.length > 0 && (
        <>
          <p>{appendices.map((one) => `${one.number ? `${say(language, "appendix")} ${one.number}` : language === "vi" ? one.name : one.name_en} (${one.rows} ${say(language, "rows")})`).join(", ")}</p>
          <div class="saves">
            <span>{say(language, "save")}:</span>
            {["xlsx", "csv", "json", "jsonl"].map((form) => (
              <button type="button" class={form === "xlsx" ? "main" : ""} onClick={() => desk.save(`tong-hop.${form}`, "mergedFile", { ...ask, form, language })}>
                {form === "xlsx" ? say(language, "saveOfficial") : form.toUpperCase()}
              </button>
            ))}
          </div>
        </>
      )}
      {findings.length > 0 && (
        <>
          <h3>{say(language, "mergeSaid")} ({findings.length})</h3>
          <SaidList said={findings} language={language} />
        </>
      )}
      {units.length > 0 && (
        <>
          <h3>{say(language, "units")} ({sent} {say(language, "ofUnits")} {units.length})</h3>
          <table class="units">
            <thead><tr><th scope="col">{say(language, "unitName")}</th><th scope="col">{say(language, "sent")}</th></tr></thead>
            <tbody>
              {units.map((unit) => (
                <tr>
                  <th scope="row">{unit.unit}</th>
                  <td>{unit.files.length > 0 ? `✓ ${unit.files.join(", ")}` : <b class="missing">✗ {say(language, "missing")}</b>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {differences && (
        <>
          <h3>{say(language, "differences")} ({differences.length})</h3>
          {differences.length === 0 ? <p>{say(language, "noDifferences")}</p> : (
            <div class="scroll" tabIndex={0} role="group" aria-label={say(language, "differences")}>
              <table>
                <thead><tr>{(["appendix", "name", "column", "plan", "unitsSum", "difference"] as const).map((word) => <th scope="col">{say(language, word)}</th>)}</tr></thead>
                <tbody>
                  {differences.map((one) => (
                    <tr>
                      <td>{one.number}</td><th scope="row">{[one.code, one.name].filter((part) => part).join(" · ")}</th><td>{one.column}</td>
                      <td class="figure">{one.plan}</td><td class="figure">{one.units}</td><td class="figure">{one.difference}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </>
      )}
      {charts.map((chart) => <OneChart chart={chart} language={language} />)}
    </div>
  );
}

/** A merged workbook that was changed by hand: what would be lost. */
function Edits({ edits, language, onDropEdits }: { edits: MergeOverview["edits"]; language: Language; onDropEdits: () => void }) {
  return (
    <div class="result">
      <Shown>{say(language, "edits")} ({edits.length})</Shown>
      <p class="failure">{say(language, "editsHelp")}</p>
      <SaidList said={edits} language={language} />
      <p><button type="button" onClick={onDropEdits}>{say(language, "dropEdits")}</button></p>
    </div>
  );
}

function SaidList({ said, language }: { said: MergeOverview["findings"]; language: Language }) {
  return (
    <ul class="list plain">
      {said.map((one) => (
        <li class={`finding ${one.severity}`}>
          <span class={`badge ${one.severity}`}>{severityWord(language, one.severity)}</span>
          <span class="where">{[one.file, one.sheet, one.cell].filter((part) => part).join(" · ")}</span>
          <span class="what">{advised(one.message, language)}</span>
        </li>
      ))}
    </ul>
  );
}
