// Forms and lists of places of the user's own.

import { useRef } from "preact/hooks";
import { type State, desk } from "../desk";
import { save } from "../files";
import { say } from "../words";

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
      <button type="button" onClick={() => layouts.current?.click()}>{say(language, "addLayout")}</button>
      <input ref={layouts} type="file" accept=".toml" multiple hidden aria-label={say(language, "addLayout")} onChange={(event) => take(event.currentTarget)} />
      <h3>{say(language, "places")}</h3>
      <p>{say(language, "placesHelp")} {setup.places && <b>{setup.places.origin}</b>} ({known.districts.length} {say(language, "districtsKnown")})</p>
      <button type="button" onClick={() => places.current?.click()}>{say(language, "addPlaces")}</button>
      <input ref={places} type="file" accept=".tsv" hidden aria-label={say(language, "addPlaces")} onChange={(event) => take(event.currentTarget)} />
    </section>
  );
}
