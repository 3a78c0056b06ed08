// The worker: holds the library and does one request at a time. The page ends it where it does
// not answer; all that it needs comes with each request.

import init, { Library, Zip } from "../generated/phuluc_web.js";
import type { Answer, Call, Calls, FileAsk, FileRef, PackedCells, Request, Stage, TemplateAsk } from "./protocol";

let library: Library | null = null;
/** Files that are open. */
const open = new Set<number>();
/** What was merged last, so that it is not merged again for each form. */
let merged = "";

const say = (answer: Answer, transfer: Transferable[] = []) =>
  (self as unknown as { postMessage(message: unknown, transfer: Transferable[]): void }).postMessage(answer, transfer);
const stage = (name: Stage, done?: number, total?: number) => say({ kind: "stage", stage: { stage: name, done, total } });

class Unreadable extends Error {}

async function ensure(lib: Library, file: FileRef): Promise<number> {
  if (open.has(file.key)) return file.key;
  stage("loading");
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.blob.arrayBuffer());
  } catch {
    throw new Unreadable(file.name);
  }
  stage("reading");
  lib.open(file.key, file.name, bytes);
  open.add(file.key);
  return file.key;
}

async function ensureAll(lib: Library, files: FileRef[]): Promise<Uint32Array> {
  const keys: number[] = [];
  for (const file of files) keys.push(await ensure(lib, file));
  return Uint32Array.from(keys);
}

/** A file and those beside it, opened. */
const opened = async (lib: Library, { file, beside }: FileAsk) =>
  [await ensure(lib, file), await ensureAll(lib, beside)] as const;

/** What is merged, as the library takes it. */
const mergeChoice = (ask: Calls["merge"]["ask"]): string => JSON.stringify({
  files: ask.files.map((one) => ({ file: one.file.key, unit: one.unit || null })),
  latest: ask.latest,
  against: ask.against?.key ?? null,
  update: ask.update?.key ?? null,
  drop_edits: ask.dropEdits,
});

const templateChoice = ({ appendices, unit, year, rows, plan }: TemplateAsk, list: string | null): string =>
  JSON.stringify({ appendices, unit, year, rows, plan: plan?.key ?? null, list });

async function mergeFiles(lib: Library, ask: Calls["merge"]["ask"]): Promise<string> {
  for (const one of ask.files) await ensure(lib, one.file);
  if (ask.against) await ensure(lib, ask.against);
  if (ask.update) await ensure(lib, ask.update);
  const choice = mergeChoice(ask);
  merged = "";
  const said = lib.merge(choice);
  merged = choice;
  return said;
}

type Handlers = { [C in Call]: (lib: Library, ask: Calls[C]["ask"]) => Promise<Calls[C]["get"]> };

const handlers: Handlers = {
  async setup(lib, { layouts, places, decisions }) {
    for (const { origin, text } of layouts) lib.addLayout(origin, text);
    if (places) lib.setPlaces(places.origin, places.text);
    if (decisions) lib.setDecisions(decisions.origin, decisions.text);
    return { layouts: JSON.parse(lib.layouts()), districts: JSON.parse(lib.districts()), rules: JSON.parse(lib.rules()) };
  },
  async read(lib, { file, language }) {
    const key = await ensure(lib, file);
    stage("checking");
    return {
      overview: JSON.parse(lib.overview(key)),
      findings: JSON.parse(lib.findings(key, new Uint32Array(), language)),
      charts: JSON.parse(lib.charts(key)),
    };
  },
  async findings(lib, ask) {
    const [key, beside] = await opened(lib, ask);
    stage("checking");
    return JSON.parse(lib.findings(key, beside, ask.language));
  },
  async decide(lib, { origin, text }) {
    lib.setDecisions(origin, text);
    return JSON.parse(lib.rules());
  },
  async accept(lib, ask) {
    const [file, beside] = await opened(lib, ask);
    const { finding, reason, by, date } = ask;
    return lib.accept(JSON.stringify({ file, beside: [...beside], finding, reason, by, date }), ask.text, ask.language);
  },
  async withdraw(lib, ask) {
    const [file, beside] = await opened(lib, ask);
    return lib.withdraw(file, beside, ask.finding, ask.text, ask.language);
  },
  async acceptedIn(lib, { file, text }) {
    return JSON.parse(lib.acceptedIn(file.name, new Uint8Array(await file.blob.arrayBuffer()), text));
  },
  async withSeverity(lib, { text, code, severity }) {
    return lib.withSeverity(text, code, severity);
  },
  async cells(lib, { file, sheet }) {
    const cells = lib.cells(await ensure(lib, file), sheet);
    const packed: PackedCells = {
      rows: cells.rows(),
      columns: cells.columns(),
      looks: cells.looks(),
      ends: cells.ends(),
      text: cells.text(),
      merges: cells.merges(),
      hiddenRows: cells.hiddenRows(),
      hiddenColumns: cells.hiddenColumns(),
    };
    cells.free();
    return packed;
  },
  async convert(lib, { files, form, language }) {
    const keys = await ensureAll(lib, files);
    stage("writing");
    return lib.convert(keys, form, language);
  },
  async annotate(lib, ask) {
    const [key, beside] = await opened(lib, ask);
    stage("writing");
    return lib.annotate(key, beside, ask.language);
  },
  async findingsFile(lib, ask) {
    const [key, beside] = await opened(lib, ask);
    return lib.findingsFile(key, beside, ask.form, ask.language);
  },
  async sendBack(lib, { files }) {
    const zip = new Zip();
    for (const [at, one] of files.entries()) {
      const [key, beside] = await opened(lib, one);
      stage("writing", at, files.length);
      if (one.copy) zip.add(one.copy, lib.annotate(key, beside, one.language));
      zip.add(one.letter, lib.findingsFile(key, beside, "html", one.language));
    }
    return zip.finish();
  },
  async template(lib, ask) {
    if (ask.plan) await ensure(lib, ask.plan);
    stage("writing");
    return lib.template(templateChoice(ask, null));
  },
  async unitList(lib, { text }) {
    return JSON.parse(lib.unitList(text));
  },
  async templates(lib, ask) {
    if (ask.plan) await ensure(lib, ask.plan);
    const { units, files } = JSON.parse(lib.unitList(ask.list)) as Calls["unitList"]["get"];
    const zip = new Zip();
    for (const [at, unit] of units.entries()) {
      stage("writing", at, units.length);
      zip.add(files[at] ?? unit, lib.template(templateChoice({ ...ask, unit }, ask.list)));
    }
    return zip.finish();
  },
  async merge(lib, ask) {
    return JSON.parse(await mergeFiles(lib, ask));
  },
  async mergedFile(lib, ask) {
    if (merged !== mergeChoice(ask)) await mergeFiles(lib, ask);
    stage("writing");
    return lib.mergedFile(ask.form, ask.language);
  },
  async diff(lib, ask) {
    const old = await ensure(lib, ask.old);
    const now = await ensure(lib, ask.new);
    stage("writing");
    return lib.diff(old, now, ask.form, ask.language);
  },
  async headersByHand(lib, { file, sheet, first, last }) {
    return JSON.parse(lib.headersByHand(await ensure(lib, file), sheet, first, last));
  },
  async layoutByHand(lib, { file, choice }) {
    return lib.layoutByHand(JSON.stringify({ ...choice, file: await ensure(lib, file) }));
  },
  async close(lib, { key }) {
    lib.close(key);
    open.delete(key);
    return null;
  },
};

/** Buffers that need not be copied on their way to the page. */
function buffers(value: unknown): Transferable[] {
  if (value instanceof Uint8Array) return [value.buffer as ArrayBuffer];
  if (value && typeof value === "object" && "ends" in value) {
    return Object.values(value as PackedCells).map((list) => list.buffer as ArrayBuffer);
  }
  return [];
}

async function answer({ call, ask }: Request): Promise<void> {
  if (!library) return say({ kind: "broken", why: "no library" });
  try {
    const handler = handlers[call] as (lib: Library, ask: unknown) => Promise<unknown>;
    const value = await handler(library, ask);
    say({ kind: "done", value }, buffers(value));
  } catch (error) {
    if (typeof error === "string") say({ kind: "failed", why: JSON.parse(error) });
    else if (error instanceof Unreadable) {
      say({
        kind: "failed",
        why: {
          vi: `${error.message}: không đọc được tệp, có thể tệp vừa bị sửa, di chuyển hoặc xóa: thả lại tệp vào trang`,
          en: `${error.message}: the file cannot be read, perhaps it was changed, moved or deleted: drop it again`,
        },
      });
    } else say({ kind: "broken", why: String(error) });
  }
}

self.onmessage = async ({ data }: MessageEvent<Request | { module: ArrayBuffer }>) => {
  if (!("module" in data)) return answer(data);
  try {
    await init({ module_or_path: data.module });
    library = new Library();
    say({ kind: "done", value: null });
  } catch (error) {
    say({ kind: "broken", why: String(error) });
  }
};
