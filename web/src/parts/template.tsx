// A blank workbook to hand out.

import { useState } from "preact/hooks";
import { type State, desk, readFiles, refOf } from "../desk";
import { say } from "../words";

export function TemplateTask({ state }: { state: State }) {
  const { language, known } = state;
  const files = readFiles(state);
  const [unit, setUnit] = useState("");
  const [year, setYear] = useState("");
  const [left, setLeft] = useState(new Set<string>());
  const [plan, setPlan] = useState<number | null>(null);
  const chosen = known.layouts.filter((layout) => !left.has(layout.id));
  const make = () => {
    // Where nothing was left out, the usual choice is the library's.
    const appendices = left.size === 0 ? [] : chosen.map((layout) => layout.id);
    const file = files.find((one) => one.key === plan);
    void desk.save("bieu-mau.xlsx", "template", { appendices, unit: unit.trim(), year: year ? Number(year) : null, plan: file ? refOf(file) : null });
  };
  return (
    <section aria-labelledby="template-title">
      <h2 id="template-title">{say(language, "taskTemplate")}</h2>
      <p>{say(language, "templateHelp")}</p>
      <datalist id="template-districts">{known.districts.map((name) => <option value={name} />)}</datalist>
      <div class="fields stacked">
        <label>{say(language, "templateUnit")}<input list="template-districts" value={unit} onInput={(event) => setUnit(event.currentTarget.value)} /></label>
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
      </div>
      <p><button type="button" class="main" disabled={chosen.length === 0 || state.busy !== null} onClick={make}>{say(language, "templateNow")}</button></p>
    </section>
  );
}
