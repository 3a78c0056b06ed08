// Which appendix a sheet is and what its columns mean, said by hand; kept as a layout file.

import { useEffect, useRef, useState } from "preact/hooks";
import { type FileEntry, type State, desk, refOf } from "../desk";
import { save } from "../files";
import { parseRange } from "../figures";
import type { HandHeader, SheetOverview } from "../protocol";
import { say } from "../words";

interface Props {
  file: FileEntry;
  sheet: number;
  overview: SheetOverview;
  state: State;
  onClose: () => void;
}

export function ByHand({ file, sheet, overview, state, onClose }: Props) {
  const { language, known } = state;
  const dialog = useRef<HTMLDialogElement>(null);
  const table = overview.tables[0];
  const header = table && parseRange("", table.header);
  const [layout, setLayout] = useState(table?.layout ?? known.layouts[0]?.id ?? "");
  const [first, setFirst] = useState((header?.row ?? 3) + 1);
  const [last, setLast] = useState((header?.lastRow ?? 4) + 1);
  const [headers, setHeaders] = useState<HandHeader[]>([]);
  const [meanings, setMeanings] = useState<Record<string, string>>({});
  const [made, setMade] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string[] | null>(null);
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    let wanted = true;
    const ask = { file: refOf(file), sheet, first, last };
    desk.library.ask("headersByHand", ask).then(
      (found) => {
        if (!wanted) return;
        setHeaders(found);
        // What was chosen or recognised stays where the form has it.
        setMeanings((chosen) => Object.fromEntries(found.map((one) => [one.letters, chosen[one.letters] ?? one.field ?? ""])));
      },
      () => undefined,
    );
    return () => void (wanted = false);
  }, [first, last]);
  const form = known.layouts.find((one) => one.id === layout);
  const fields = form?.columns ?? [];
  const header_of = (field: string) => fields.find((one) => one.field === field)?.header ?? field;
  const own = (letters: string) => (fields.some((one) => one.field === meanings[letters]) ? (meanings[letters] ?? "") : "");
  const chosen = headers.map((one) => own(one.letters)).filter((field) => field);
  const twice = [...new Set(chosen.filter((field, at) => chosen.indexOf(field) !== at))];

  const apply = async () => {
    const columns = Object.fromEntries(headers.map((one) => [one.letters, own(one.letters)]));
    const choice = { sheet, layout, first, last, columns };
    const text = await desk.run({ vi: "mẫu riêng", en: "form" }, () => desk.library.ask("layoutByHand", { file: refOf(file), choice }));
    if (text === null || !(await desk.addLayout(`${layout}.toml`, text))) return;
    setMade(text);
    const read = desk.state.files.find((one) => one.key === file.key)?.read?.overview.sheets[sheet];
    const now = read?.tables.find((one) => one.layout === layout);
    const differs = (one: HandHeader) => own(one.letters) !== "" && now?.columns.find((column) => column.letters === one.letters)?.field !== own(one.letters);
    setWrong(headers.filter(differs).map((one) => `${one.letters} (${one.steps.join(" / ")})`));
  };
  return (
    <dialog ref={dialog} aria-labelledby="by-hand-title" onClose={onClose}>
      <h2 id="by-hand-title">{say(language, "byHandTitle")}</h2>
      <p>{say(language, "byHandHelp")}</p>
      <div class="fields">
        <label>
          {say(language, "whichAppendix")}{" "}
          <select value={layout} onChange={(event) => setLayout(event.currentTarget.value)}>
            {known.layouts.map((one) => (
              <option value={one.id}>{one.number ? `${say(language, "appendix")} ${one.number}: ` : ""}{language === "vi" ? one.name : one.name_en}</option>
            ))}
          </select>
        </label>
        <label>{say(language, "headerRows")} <input type="number" min={1} max={1048576} value={first} onInput={(event) => setFirst(Math.max(1, event.currentTarget.valueAsNumber || 1))} /></label>
        <label>{say(language, "toRow")} <input type="number" min={1} max={1048576} value={last} onInput={(event) => setLast(Math.max(1, event.currentTarget.valueAsNumber || 1))} /></label>
      </div>
      {headers.length === 0 && <p>{say(language, "noHeaders")}</p>}
      {headers.length > 0 && (
        <div class="scroll" tabIndex={0} role="group" aria-label={say(language, "byHandTitle")}>
          <table>
            <thead><tr><th scope="col">{say(language, "column")}</th><th scope="col">{say(language, "headerOf")}</th><th scope="col">{say(language, "meaning")}</th></tr></thead>
            <tbody>
              {headers.map((one) => (
                <tr>
                  <th scope="row">{one.letters}</th>
                  <td>{one.steps.join(" / ")}</td>
                  <td>
                    <select aria-label={`${say(language, "meaning")}: ${one.letters}`} value={own(one.letters)} onChange={(event) => setMeanings({ ...meanings, [one.letters]: event.currentTarget.value })}>
                      <option value="">{say(language, "unused")}</option>
                      {fields.map((field) => <option value={field.field}>{field.header}</option>)}
                    </select>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div role="status">
        {twice.length > 0 && <p class="failure">{say(language, "twice")} {twice.map(header_of).join("; ")}</p>}
        {made !== null && wrong?.length === 0 && <p class="good">{say(language, "applied")}</p>}
        {made !== null && wrong !== null && wrong.length > 0 && <p class="failure">{say(language, "notApplied")} {wrong.join("; ")}</p>}
        {made === null && state.notice?.bad && <p class="failure">{state.notice.text[language]}</p>}
      </div>
      <p class="row">
        <button type="button" class="main" disabled={headers.length === 0 || twice.length > 0 || state.busy !== null} onClick={apply}>{say(language, "apply")}</button>
        {made !== null && <button type="button" onClick={() => save(`${layout}.toml`, made)}>{say(language, "saveLayout")}</button>}
        <button type="button" onClick={() => dialog.current?.close()}>{say(language, "close")}</button>
      </p>
    </dialog>
  );
}
