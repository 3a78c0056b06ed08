// Blank workbooks to hand out: one, or one for each unit of a list.

import { useEffect, useState } from "preact/hooks";
import { type State, desk, readFiles, refOf } from "../desk";
import type { Both, UnitList } from "../protocol";
import { say } from "../words";

export function TemplateTask({ state }: { state: State }) {
  const { language, known } = state;
  const files = readFiles(state);
  const [many, setMany] = useState(false);
  const [unit, setUnit] = useState("");
  const [list, setList] = useState("");
  const [year, setYear] = useState("");
  const [rows, setRows] = useState("");
  const [left, setLeft] = useState(new Set<string>());
  const [plan, setPlan] = useState<number | null>(null);
  const chosen = known.layouts.filter((layout) => !left.has(layout.id));
  const make = () => {
    // Where nothing was left out, the usual choice is the library's.
    const appendices = left.size === 0 ? [] : chosen.map((layout) => layout.id);
    const file = files.find((one) => one.key === plan);
    const ask = { appendices, unit: unit.trim(), year: year ? Number(year) : null, rows: rows ? Number(rows) : null, plan: file ? refOf(file) : null };
    if (many) void desk.save("bieu-mau.zip", "templates", { ...ask, list });
    else void desk.save("bieu-mau.xlsx", "template", ask);
  };
  return (
    <section aria-labelledby="template-title">
      <h2 id="template-title">{say(language, "taskTemplate")}</h2>
      <p>{say(language, "templateHelp")}</p>
      <datalist id="template-districts">{known.districts.map((name) => <option value={name} />)}</datalist>
      <div class="fields stacked">
        <fieldset>
          <legend>{say(language, "templateFor")}</legend>
          {([[false, "templateOne"], [true, "templateMany"]] as const).map(([value, word]) => (
            <label><input type="radio" name="template-for" checked={many === value} onChange={() => setMany(value)} /> {say(language, word)}</label>
          ))}
        </fieldset>
        {many
          ? <Units list={list} onList={setList} state={state} />
          : <label>{say(language, "templateUnit")}<input list="template-districts" value={unit} onInput={(event) => setUnit(event.currentTarget.value)} /></label>}
        <label>{say(language, "templateYear")}<input type="number" min={1975} max={2100} value={year} onInput={(event) => setYear(event.currentTarget.value)} /></label>
        <fieldset>
          <legend>{say(language, "templateAppendices")}</legend>
          {known.layouts.map((layout) => (
            <label>
              <input type="checkbox" checked={!left.has(layout.id)} onChange={() => {
                const now = new Set(left);
                if (!now.delete(layout.id)) now.add(layout.id);
                setLeft(now);
              }} />{" "}
              {layout.number ? `${layout.number}. ` : ""}{language === "vi" ? layout.name : layout.name_en}
            </label>
          ))}
        </fieldset>
        {files.length > 0 && (
          <label>
            {say(language, "templatePlan")}
            <select value={plan ?? ""} onChange={(event) => setPlan(event.currentTarget.value === "" ? null : Number(event.currentTarget.value))}>
              <option value="">{say(language, "none")}</option>
              {files.map((file) => <option value={file.key}>{file.name}</option>)}
            </select>
          </label>
        )}
        <label>{say(language, "templateRows")}<input type="number" min={0} max={1000} value={rows} onInput={(event) => setRows(event.currentTarget.value)} /></label>
      </div>
      <p><button type="button" class="main" disabled={chosen.length === 0 || (many && !list.trim()) || state.busy !== null} onClick={make}>{say(language, "templateNow")}</button></p>
    </section>
  );
}

/** A list of units, with what is wrong in it. */
function Units({ list, onList, state: { language, known } }: { list: string; onList: (list: string) => void; state: State }) {
  const [found, setFound] = useState<UnitList | null>(null);
  useEffect(() => {
    setFound(null);
    if (!list.trim()) return;
    let wanted = true;
    const timer = setTimeout(() => {
      desk.library.ask("unitList", { text: list }).then((now) => wanted && setFound(now), () => undefined);
    }, 400);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [list]);
  const said = (one: Both) => <li class="failure">{one[language]}</li>;
  return (
    <div class="units-list">
      <label>{say(language, "templateList")}<textarea rows={8} value={list} onInput={(event) => onList(event.currentTarget.value)} /></label>
      <p class="row">
        <button type="button" onClick={() => onList(known.districts.join("\n"))}>{say(language, "templateAll")}</button>
        <span role="status">{found && `${found.units.length} ${say(language, "templateCount")}`}</span>
      </p>
      {found && found.said.length > 0 && <ul>{found.said.map(said)}</ul>}
    </div>
  );
}
