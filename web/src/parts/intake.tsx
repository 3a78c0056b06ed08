// Where files come in.

import { useRef } from "preact/hooks";
import { type State, desk } from "../desk";
import { chosen } from "../files";
import { say } from "../words";

export function Intake({ state: { language }, small }: { state: State; small: boolean }) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement) => {
    const given = chosen(input.files);
    // The same file may be chosen again.
    input.value = "";
    void desk.take(given);
  };
  return (
    <section class={small ? "intake small" : "intake"} aria-label={say(language, "dropHere")}>
      <p class="invite">{say(language, small ? "dropMore" : "dropHere")}</p>
      {!small && <p class="quiet">{say(language, "dropKinds")}</p>}
      <p class="row">
        <button type="button" class={small ? "" : "main"} onClick={() => files.current?.click()}>{say(language, "chooseFiles")}</button>
        <button type="button" onClick={() => folder.current?.click()}>{say(language, "chooseFolder")}</button>
      </p>
      <input ref={files} type="file" multiple hidden aria-label={say(language, "chooseFiles")} onChange={(event) => take(event.currentTarget)} />
      <input
        ref={(input) => {
          folder.current = input;
          input?.setAttribute("webkitdirectory", "");
        }}
        type="file" multiple hidden aria-label={say(language, "chooseFolder")}
        onChange={(event) => take(event.currentTarget)}
      />
    </section>
  );
}
