// A finding that is right and stays: who accepts it, why, since when.

import { useEffect, useRef, useState } from "preact/hooks";
import { type Reason, accept, day, today, withdraw } from "../decisions";
import type { FileEntry } from "../desk";
import { figure } from "../figures";
import type { Accepted, Finding, Language } from "../protocol";
import { say } from "../words";

/** The name that was given last, for the next finding. */
let lastName = "";

/** Who accepted a finding, when and why. */
export const acceptedBy = ({ by, date, reason }: Accepted, language: Language): string =>
  language === "vi" ? `${by} chấp nhận ngày ${day(date)}: ${reason}` : `Accepted by ${by} on ${date}: ${reason}`;

function lapsed({ by, date, found }: Accepted, language: Language): string {
  const was = found === null ? "–" : figure(found, language);
  return language === "vi"
    ? `${by} đã chấp nhận ngày ${day(date)} khi ô ghi ${was}; nay số liệu khác, đề nghị xem lại.`
    : `${by} accepted it on ${date} when the cell said ${was}; the figures differ now: look again.`;
}

/** What had the focus is gone; the finding takes it, wherever it stands in the list now. */
const backToFinding = () => requestAnimationFrame(() => document.querySelector<HTMLElement>(".finding[aria-expanded=true]")?.focus());

interface Props {
  file: FileEntry;
  finding: Finding;
  index: number;
  language: Language;
}

export function Acceptance({ file, finding, index, language }: Props) {
  const [asked, setAsked] = useState(false);
  if (finding.accepted) {
    return (
      <div class="acceptance">
        <p>{acceptedBy(finding.accepted, language)}</p>
        <button type="button" onClick={() => withdraw(file, index).then(backToFinding)}>{say(language, "withdraw")}</button>
      </div>
    );
  }
  return (
    <div class="acceptance">
      {finding.lapsed && <p>{lapsed(finding.lapsed, language)}</p>}
      {asked
        ? <Form file={file} index={index} language={language} onClose={() => setAsked(false)} />
        : <button type="button" onClick={() => setAsked(true)}>{say(language, "accept")}</button>}
    </div>
  );
}

function Form({ file, index, language, onClose }: Omit<Props, "finding"> & { onClose: () => void }) {
  const [said, setSaid] = useState<Reason>({ reason: "", by: lastName, date: today() });
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const field = (name: keyof Reason) => ({
    value: said[name],
    required: true,
    onInput: (event: { currentTarget: HTMLInputElement }) => setSaid({ ...said, [name]: event.currentTarget.value }),
  });
  const send = async () => {
    lastName = said.by.trim();
    if (!(await accept(file, index, said))) return;
    onClose();
    backToFinding();
  };
  return (
    // The browser says which field is missing; nothing is sent anywhere.
    <form ref={form} onSubmit={(event) => {
      event.preventDefault();
      void send();
    }}>
      <p class="quiet">{say(language, "acceptHelp")}</p>
      <label>{say(language, "acceptReason")}<input {...field("reason")} /></label>
      <label>{say(language, "acceptBy")}<input {...field("by")} /></label>
      <label>{say(language, "acceptDate")}<input type="date" {...field("date")} /></label>
      <p class="row">
        <button type="submit" class="main">{say(language, "acceptNow")}</button>
        <button type="button" onClick={() => {
          onClose();
          backToFinding();
        }}>{say(language, "cancel")}</button>
      </p>
    </form>
  );
}
