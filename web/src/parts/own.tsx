// Forms and lists of places of the user's own.

import { useRef } from "preact/hooks";
import { type State, desk } from "../desk";
import { acceptedIn, saveDecisions, setSeverity } from "../decisions";
import { save } from "../files";
import { say, severityWord } from "../words";

export function OwnTask({ state }: { state: State }) {
  const { language, setup, known } = state;
  const layouts = useRef<HTMLInputElement>(null);
  const places = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement) => {
    const given = [...(input.files ?? [])].map((file) => ({ file, path: file.name }));
    input.value = "";
    void desk.take(given);
  };
  return (
    <section aria-labelledby="own-title">
      <h2 id="own-title">{say(language, "taskOwn")}</h2>
      <p>{say(language, "ownHelp")}</p>
      <h3>{say(language, "ownLayouts")}</h3>
      <p>{say(language, "ownLayoutsHelp")}</p>
      {setup.layouts.length === 0 && <p class="quiet">{say(language, "ownNone")}</p>}
      <ul class="filelist">
        {setup.layouts.map(({ origin, text }) => (
          <li>
            <b class="pick">{origin}</b>
            <button type="button" onClick={() => save(origin, text)}>{say(language, "save")}<span class="unseen"> {origin}</span></button>
            <button type="button" class="remove" aria-label={`${say(language, "remove")}: ${origin}`} onClick={() => desk.removeLayout(origin)}>✕</button>
          </li>
        ))}
      </ul>
      <p class="row"><button type="button" onClick={() => layouts.current?.click()}>{say(language, "addLayout")}</button></p>
      <input ref={layouts} type="file" accept=".toml" multiple hidden aria-label={say(language, "addLayout")} onChange={(event) => take(event.currentTarget)} />
      <h3>{say(language, "places")}</h3>
      <p>{say(language, "placesHelp")} {setup.places && <b>{setup.places.origin}</b>} ({known.districts.length} {say(language, "districtsKnown")})</p>
      <p class="row"><button type="button" onClick={() => places.current?.click()}>{say(language, "addPlaces")}</button></p>
      <input ref={places} type="file" accept=".tsv" hidden aria-label={say(language, "addPlaces")} onChange={(event) => take(event.currentTarget)} />
      <Decisions state={state} />
    </section>
  );
}

/** What the office decided about findings, and what it makes of each rule. */
function Decisions({ state: { language, setup, known, busy } }: { state: State }) {
  const file = useRef<HTMLInputElement>(null);
  const copy = useRef<HTMLInputElement>(null);
  return (
    <>
      <h3>{say(language, "decisions")}</h3>
      <p>{say(language, "decisionsHelp")}</p>
      <p class="row">
        <button type="button" onClick={() => file.current?.click()}>{say(language, "openDecisions")}</button>
        <button type="button" onClick={() => copy.current?.click()}>{say(language, "fromCopy")}</button>
        {setup.decisions && <button type="button" class="main" onClick={saveDecisions}>{say(language, "saveDecisions")}</button>}
      </p>
      <input ref={file} type="file" accept=".toml" hidden aria-label={say(language, "openDecisions")} onChange={(event) => {
        const given = [...(event.currentTarget.files ?? [])].map((one) => ({ file: one, path: one.name }));
        event.currentTarget.value = "";
        void desk.take(given);
      }} />
      <input ref={copy} type="file" accept=".xlsx" hidden aria-label={say(language, "fromCopy")} onChange={(event) => {
        const one = event.currentTarget.files?.[0];
        event.currentTarget.value = "";
        if (one) void acceptedIn(one);
      }} />
      <details class="rules">
        <summary>{say(language, "rules")} ({known.rules.length})</summary>
        <p>{say(language, "rulesHelp")}</p>
        <div class="scroll" tabIndex={0} role="group" aria-label={say(language, "rules")}>
          <table>
            <thead><tr><th scope="col">{say(language, "rule")}</th><th scope="col">{say(language, "ruleTitle")}</th><th scope="col">{say(language, "ruleWeight")}</th></tr></thead>
            <tbody>
              {known.rules.map((rule) => (
                <tr>
                  <th scope="row">{rule.code}</th>
                  <td>{rule.title[language]}</td>
                  <td>
                    <select aria-label={`${say(language, "ruleWeight")}: ${rule.code}`} value={rule.own ?? ""} disabled={busy !== null} onChange={(event) => setSeverity(rule.code, event.currentTarget.value)}>
                      <option value="">{severityWord(language, rule.usual)} ({say(language, "usual")})</option>
                      {(["error", "warning", "info"] as const).map((word) => <option value={word}>{severityWord(language, word)}</option>)}
                      <option value="off">{say(language, "ruleOff")}</option>
                    </select>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}
