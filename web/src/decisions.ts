// What the office decides about findings: its `phuluc.toml`, which the page adds to and saves.

import { type FileEntry, desk } from "./desk";
import { save } from "./files";
import type { Finding } from "./protocol";

/** What the file is called, beside the submissions. */
export const DECISIONS = "phuluc.toml";

export interface Reason {
  reason: string;
  by: string;
  date: string;
}

const text = (): string => desk.state.setup.decisions?.text ?? "";

/** Today, as a field for days takes it. */
export function today(): string {
  const now = new Date();
  const two = (part: number) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** A day as `2026-11-24`, written as officials do. */
export const day = (date: string): string => date.split("-").reverse().join("/");

/** Uses a new text, and says that it is not saved yet. */
async function use(now: string | null, key?: number): Promise<boolean> {
  if (now === null || !(await desk.decide(DECISIONS, now, key))) return false;
  desk.set({ unsaved: true });
  return true;
}

export async function accept(file: FileEntry, finding: number, said: Reason): Promise<boolean> {
  const ask = { ...desk.asking(file), finding, ...said, text: text() };
  const now = await desk.run({ vi: "chấp nhận", en: "accepting" }, () => desk.library.ask("accept", ask));
  if (!(await use(now, file.key))) return false;
  desk.notify({
    vi: "Đã chấp nhận: mục này vẫn hiện trong danh sách nhưng không tính là lỗi. Nhớ lưu phuluc.toml để dùng lần sau.",
    en: "Accepted: it stays in the list and is not counted. Save phuluc.toml to keep it.",
  });
  return true;
}

export async function withdraw(file: FileEntry, finding: number): Promise<void> {
  const ask = { ...desk.asking(file), finding, text: text() };
  const now = await desk.run({ vi: "bỏ chấp nhận", en: "taking back" }, () => desk.library.ask("withdraw", ask));
  if (await use(now, file.key)) desk.notify({ vi: "Đã bỏ chấp nhận.", en: "No longer accepted." });
}

/** Takes over what a unit wrote into an annotated copy. */
export async function acceptedIn(file: File): Promise<void> {
  const ask = { file: { key: -1, name: file.name, blob: file }, text: text() };
  const found = await desk.run({ vi: file.name, en: file.name }, () => desk.library.ask("acceptedIn", ask));
  if (!found || !(await use(found.text))) return;
  const lines = found.incomplete.join(", ");
  desk.notify({
    vi: `${file.name}: lấy ${found.accepted} mục chấp nhận.${lines && ` Thiếu lý do, họ tên hoặc ngày, nên chưa nhận: ${lines}`}`,
    en: `${file.name}: ${found.accepted} accepted.${lines && ` Without a reason, a name or a day, and not taken: ${lines}`}`,
  }, found.accepted === 0);
}

export async function setSeverity(code: string, severity: string): Promise<void> {
  const ask = { text: text(), code, severity };
  await use(await desk.run({ vi: code, en: code }, () => desk.library.ask("withSeverity", ask)));
}

export function saveDecisions(): void {
  save(DECISIONS, text());
  desk.set({ unsaved: false });
}

/** What tells a finding from others, whatever is decided about them. */
export const identity = ({ rule, sheet, cell, message }: Finding): string => [rule, sheet, cell, message.vi].join("|");
