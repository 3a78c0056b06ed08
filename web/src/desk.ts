// What is on the desk: open files, what was read of them, what is being done.

import { useEffect, useState } from "preact/hooks";
import { besides } from "./beside";
import { type Given, isDecisions, save } from "./files";
import { Failure, LibraryClient, Stopped } from "./library";
import type { Both, Call, Calls, FileAsk, FileRead, FileRef, Known, Language, Progressed, Setup, Stage } from "./protocol";
import { stageWord } from "./words";

export type Task = "files" | "merge" | "compare" | "template" | "own";
export type Look = "auto" | "light" | "dark";

export interface FileEntry extends FileRef {
  state: "waiting" | "reading" | "read" | "failed" | "stopped";
  read: FileRead | null;
  /** Keys of files of the same plan, which it is checked beside. */
  beside: number[];
  why: Both | null;
}

export interface Busy {
  what: Both;
  done: number;
  total: number;
  stage: Stage | null;
  since: number;
}

export interface Notice {
  bad: boolean;
  text: Both;
}

export interface State {
  language: Language;
  look: Look;
  task: Task;
  files: FileEntry[];
  selected: number | null;
  busy: Busy | null;
  notice: Notice | null;
  setup: Setup;
  known: Known;
  /** Whether decisions about findings are not in a file yet. */
  unsaved: boolean;
}

/** Kept from visit to visit, where the browser lets a page from disk keep something. */
function kept(name: string): string | null {
  try {
    return localStorage.getItem(`phuluc-${name}`);
  } catch {
    return null;
  }
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`phuluc-${name}`, value);
  } catch {
    // The page works without it.
  }
}

const both = (text: string): Both => ({ vi: text, en: text });

export class Desk {
  readonly library = new LibraryClient();
  private listeners = new Set<() => void>();
  private nextKey = 1;
  state: State = {
    language: kept("language") === "en" ? "en" : "vi",
    look: (["light", "dark"] as const).find((look) => look === kept("look")) ?? "auto",
    task: "files",
    files: [],
    selected: null,
    busy: null,
    notice: null,
    setup: { layouts: [], places: null, decisions: null },
    known: { layouts: [], districts: [], rules: [] },
    unsaved: false,
  };

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  set(part: Partial<State>): void {
    this.state = { ...this.state, ...part };
    this.listeners.forEach((listener) => listener());
  }

  setFile(key: number, part: Partial<FileEntry>): void {
    this.set({ files: this.state.files.map((file) => (file.key === key ? { ...file, ...part } : file)) });
  }

  notify(text: Both | string, bad = false): void {
    this.set({ notice: { text: typeof text === "string" ? both(text) : text, bad } });
  }

  failed(error: unknown): void {
    if (error instanceof Stopped) return this.notify({ vi: "Đã dừng theo yêu cầu.", en: "Stopped as you asked." });
    this.notify(error instanceof Failure ? error.why : both(String(error)), true);
  }

  /** Loads the library; what it knows fills lists to choose from. */
  async begin(): Promise<void> {
    try {
      this.set({ known: await this.library.configure(this.state.setup) });
    } catch (error) {
      this.failed(error);
    }
  }

  /** Takes files in: workbooks to be read, layouts and lists of places to be used. */
  async take(given: Given[]): Promise<void> {
    const text = (ending: string) => given.filter(({ file }) => file.name.toLowerCase().endsWith(ending));
    for (const { file } of text(".toml")) {
      const said = await file.text();
      await (isDecisions(said) ? this.decide(file.name, said) : this.addLayout(file.name, said));
    }
    for (const { file } of text(".tsv")) await this.setPlaces(file.name, await file.text());
    const workbooks = given.filter(({ file }) => !/\.(toml|tsv)$/i.test(file.name));
    if (workbooks.length === 0) {
      if (given.length === 0) {
        this.notify({ vi: "Không có bảng tính nào trong những gì vừa thả.", en: "There is no workbook in what was dropped." }, true);
      }
      return;
    }
    const files = [...this.state.files];
    for (const { file, path } of workbooks) files.push(this.entry(file, path, files));
    const first = files[this.state.files.length];
    const selected = this.state.selected ?? first?.key ?? null;
    this.set({ files, selected, notice: null, task: this.state.task === "own" ? "files" : this.state.task });
    await this.readAll();
  }

  /** A new file; one whose name is taken is called by its folders. */
  private entry(blob: Blob & { name: string }, path: string, known: FileEntry[]): FileEntry {
    const taken = (name: string) => known.some((one) => one.name === name);
    let name = taken(blob.name) ? path : blob.name;
    for (let copy = 2; taken(name); copy += 1) name = `${path} (${copy})`;
    return { key: this.nextKey++, name, blob, state: "waiting", read: null, beside: [], why: null };
  }

  /** Reads what waits, one after the other. */
  private async readAll(): Promise<void> {
    if (this.state.busy) return;
    const waiting = () => this.state.files.filter((file) => file.state === "waiting");
    let done = 0;
    for (let file = waiting()[0]; file; file = waiting()[0]) {
      const total = done + waiting().length;
      const { key, name, blob } = file;
      this.set({ busy: { what: both(name), done, total, stage: null, since: Date.now() } });
      this.setFile(key, { state: "reading" });
      try {
        const ask = { file: { key, name, blob }, language: this.state.language };
        const read = await this.library.ask("read", ask, (stage) => this.stage(stage));
        this.setFile(key, { state: "read", read, why: null });
      } catch (error) {
        if (error instanceof Stopped) {
          const halt = (one: FileEntry) => one.state === "waiting" || one.state === "reading";
          this.set({ files: this.state.files.map((one) => (halt(one) ? { ...one, state: "stopped" } : one)) });
          this.failed(error);
        } else {
          this.setFile(key, { state: "failed", why: error instanceof Failure ? error.why : both(String(error)) });
        }
      }
      done += 1;
    }
    await this.relate();
    if (done === 0) return;
    this.set({ busy: null });
    // What came in meanwhile.
    await this.readAll();
  }

  /** Checks files of one plan beside each other, for one may state the sums of another. */
  private async relate(): Promise<void> {
    const now = besides(this.state.files);
    const changed = this.state.files.filter((file) => file.beside.join() !== (now.get(file.key) ?? []).join());
    for (const { key } of changed) this.setFile(key, { beside: now.get(key) ?? [] });
    for (const { key } of changed) await this.checkAgain(key);
  }

  /** What is found in a file now: in another language, beside other files, as others decided. */
  async checkAgain(key: number): Promise<void> {
    const { language } = this.state;
    const file = this.state.files.find((one) => one.key === key);
    if (!file?.read) return;
    try {
      const findings = await this.library.ask("findings", this.asking(file));
      const now = this.state.files.find((one) => one.key === key);
      if (now?.read && this.state.language === language) this.setFile(key, { read: { ...now.read, findings } });
    } catch (error) {
      this.failed(error);
    }
  }

  /** A file as it is asked about. */
  asking(file: FileEntry): FileAsk {
    const beside = this.state.files.filter((one) => file.beside.includes(one.key));
    return { file: refOf(file), beside: beside.map(refOf), language: this.state.language };
  }

  private stage({ stage, done, total }: Progressed): void {
    if (!this.state.busy) return;
    const far = done !== undefined && total !== undefined ? { done, total } : {};
    this.set({ busy: { ...this.state.busy, stage, ...far } });
  }

  stop(): void {
    this.library.stop();
  }

  readAgain(key: number): void {
    this.setFile(key, { state: "waiting", why: null });
    void this.readAll();
  }

  remove(key: number): void {
    const files = this.state.files.filter((file) => file.key !== key);
    const selected = this.state.selected === key ? (files[0]?.key ?? null) : this.state.selected;
    this.set({ files, selected });
    // Where a file is being read, its worker forgets it with the others.
    this.library.ask("close", { key }).catch(() => undefined);
    if (!this.state.busy) void this.relate();
  }

  removeAll(): void {
    this.library.stop();
    this.set({ files: [], selected: null, notice: null });
    void this.begin();
  }

  /** Waits until nothing is being done. */
  private async idle(): Promise<void> {
    while (this.state.busy) {
      await new Promise<void>((done) => {
        const heard = this.listen(() => {
          if (this.state.busy) return;
          heard();
          done();
        });
      });
    }
  }

  /** Does something that takes time, with what it is called; `null` where it was not done. */
  async run<T>(what: Both, work: (stage: (stage: Progressed) => void) => Promise<T>): Promise<T | null> {
    await this.idle();
    this.set({ busy: { what, done: 0, total: 1, stage: null, since: Date.now() }, notice: null });
    try {
      return await work((stage) => this.stage(stage));
    } catch (error) {
      this.failed(error);
      return null;
    } finally {
      this.set({ busy: null });
      void this.readAll();
    }
  }

  /** Makes a file and hands it to the user. */
  async save<C extends Call>(name: string, call: C, ask: Calls[C]["ask"]): Promise<void> {
    const made = await this.run(both(name), (stage) => this.library.ask(call, ask, stage));
    if (made === null) return;
    save(name, made as Uint8Array | string);
    this.notify({ vi: `Đã lưu ${name}`, en: `Saved ${name}` });
  }

  async setLanguage(language: Language): Promise<void> {
    keep("language", language);
    this.set({ language });
    // Reasons and related cells are in one language only.
    for (const { key } of this.state.files) await this.checkAgain(key);
  }

  setLook(look: Look): void {
    keep("look", look);
    this.set({ look });
  }

  /** Uses other forms or places; every file is read anew. Whether it was done. */
  private async configure(setup: Setup, reread: boolean): Promise<boolean> {
    const known = await this.run({ vi: "thiết lập", en: "settings" }, () => this.library.configure(setup));
    if (known === null) return false;
    const again = (file: FileEntry): FileEntry => (reread ? { ...file, state: "waiting" } : file);
    this.set({ setup, known, files: this.state.files.map(again) });
    await this.readAll();
    return true;
  }

  async addLayout(origin: string, text: string): Promise<boolean> {
    const layouts = [...this.state.setup.layouts.filter((one) => one.origin !== origin), { origin, text }];
    const done = await this.configure({ ...this.state.setup, layouts }, true);
    if (done) this.notify({ vi: `Đã dùng mẫu ${origin}`, en: `The form ${origin} is used now` });
    return done;
  }

  async removeLayout(origin: string): Promise<void> {
    const layouts = this.state.setup.layouts.filter((one) => one.origin !== origin);
    await this.configure({ ...this.state.setup, layouts }, true);
  }

  /** Uses what an office decided about findings; of one file only, or of all. */
  async decide(origin: string, text: string, key?: number): Promise<boolean> {
    const what = { vi: "kiểm tra", en: "checking" };
    const keys = key === undefined ? this.state.files.map((file) => file.key) : [key];
    const done = await this.run(what, async () => {
      const rules = await this.library.decide({ origin, text });
      const setup = { ...this.state.setup, decisions: { origin, text } };
      this.set({ setup, known: { ...this.state.known, rules } });
      for (const one of keys) await this.checkAgain(one);
      return true;
    });
    if (done) this.set({ unsaved: false });
    if (done) this.notify({ vi: `Đã dùng ${origin}`, en: `${origin} is used now` });
    return done === true;
  }

  async setPlaces(origin: string, text: string): Promise<void> {
    const done = await this.configure({ ...this.state.setup, places: { origin, text } }, true);
    if (done) this.notify({ vi: `Đã dùng danh sách ${origin}`, en: `The list ${origin} is used now` });
  }
}

export const desk = new Desk();

/** The desk's state, drawn anew when it changes. */
export function useDesk(): State {
  const [state, setState] = useState(desk.state);
  useEffect(() => {
    setState(desk.state);
    return desk.listen(() => setState(desk.state));
  }, []);
  return state;
}

/** Files that were read and hold appendices. */
export const readFiles = (state: State): FileEntry[] =>
  state.files.filter((file) => (file.read?.overview.appendices ?? 0) > 0);

export const refOf = ({ key, name, blob }: FileEntry): FileRef => ({ key, name, blob });

export const busyText = (busy: Busy, language: Language): string => {
  const stage = busy.stage ? `: ${stageWord(language, busy.stage)}` : "";
  return `${busy.what[language]}${stage}`;
};
