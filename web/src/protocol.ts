// What page and worker say to each other, and the types of the library's JSON
// (`crates/web/src`: overview, findings, charts, merging, by_hand).

export type Language = "vi" | "en";
export type Severity = "error" | "warning" | "info";

/** A sentence in both languages. */
export interface Both {
  vi: string;
  en: string;
}

/** A file as the worker knows it: opened when it is first asked for. */
export interface FileRef {
  key: number;
  /** What findings call it. */
  name: string;
  blob: Blob;
}

export interface ColumnOverview {
  letters: string;
  header: string;
  field: string | null;
  official: string | null;
}

export interface TableOverview {
  layout: string;
  number: string;
  name: string;
  name_en: string;
  confidence: number;
  header: string;
  title: string | null;
  plan_year: number | null;
  unit: string | null;
  unit_stated: boolean;
  rows: number;
  columns: ColumnOverview[];
  missing: string[];
}

export interface SheetOverview {
  name: string;
  hidden: boolean;
  encodings: string[];
  cells: number;
  tables: TableOverview[];
}

/** A plan that an appendix belongs to. */
export interface PlanOverview {
  plan: string;
  layout: string;
}

export interface FileOverview {
  name: string;
  container: string;
  sheets: SheetOverview[];
  appendices: number;
  rows: number;
  unit: string | null;
  /** Whether merging wrote it, with the record of what was sent. */
  merged: boolean;
  plans: PlanOverview[];
}

export interface Suspect {
  cell: string;
  fits: string;
  why: string;
}

/** Who accepted a finding, and why. */
export interface Accepted {
  reason: string;
  by: string;
  /** As `2026-11-24`. */
  date: string;
  /** What stood there then. */
  found: string | null;
}

export interface Finding {
  rule: string;
  severity: Severity;
  message: Both;
  sheet: string;
  cell: string;
  expected: string | null;
  found: string | null;
  suspects: Suspect[];
  related: { cell: string; text: string }[];
  count: number;
  row: string;
  column: string | null;
  suspect_rows: string[];
  grouped: boolean;
  /** The unit, such as a district, below which the row stands. */
  unit: string | null;
  /** It is shown and not counted. */
  accepted: Accepted | null;
  /** An acceptance that ended because the figure changed. */
  lapsed: Accepted | null;
}

/** What a finding counts as. */
export type Weight = Severity | "accepted";

export const weightOf = (finding: Finding): Weight => (finding.accepted ? "accepted" : finding.severity);

export interface RuleHelp {
  code: string;
  title: Both;
  why: Both;
  fix: Both;
}

export interface Findings {
  errors: number;
  warnings: number;
  infos: number;
  accepted: number;
  list: Finding[];
  rules: RuleHelp[];
  /** Acceptances that nothing matches any more. */
  unused: { rule: string; sheet: string; cell: string; by: string; date: string }[];
}

/** A rule with what the office makes of it. */
export interface RuleLine {
  code: string;
  title: Both;
  usual: Severity;
  own: Severity | "off" | null;
}

export interface Chart {
  number: string;
  name: string;
  name_en: string;
  sheet: string;
  of: "rows" | "units";
  unit: string;
  sources: string[];
  bars: { name: string; amounts: string[]; sum: string }[];
}

/** Everything that is known of a file after it was read. */
export interface FileRead {
  overview: FileOverview;
  findings: Findings;
  charts: Chart[];
}

export interface LayoutOverview {
  id: string;
  number: string;
  name: string;
  name_en: string;
  own: boolean;
  columns: { field: string; header: string; optional: boolean; figures: boolean }[];
}

/** The cells of a sheet, packed; see `crates/web/src/cells.rs`. */
export interface PackedCells {
  rows: Uint32Array;
  columns: Uint16Array;
  looks: Uint8Array;
  ends: Uint32Array;
  text: Uint8Array;
  merges: Uint32Array;
  hiddenRows: Uint32Array;
  hiddenColumns: Uint32Array;
}

export interface MergeOverview {
  units: { unit: string; files: string[] }[];
  appendices: { layout: string; number: string; name: string; name_en: string; rows: number }[];
  findings: { rule: string; severity: Severity; message: Both; file: string; sheet: string; cell: string }[];
  charts: Chart[];
  differences:
    | { number: string; code: string | null; name: string; column: string; plan: string; units: string; difference: string }[]
    | null;
  /** Changes by hand in merged workbooks; nothing is merged unless they are given up. */
  edits: MergeOverview["findings"];
  replaced: string[];
  added: string[];
}

/** The units of a list, with the names of their files. */
export interface UnitList {
  units: string[];
  files: string[];
  said: Both[];
}

export interface HandHeader {
  letters: string;
  steps: string[];
  field: string | null;
}

export interface ByHandChoice {
  file: number;
  sheet: number;
  layout: string;
  first: number;
  last: number;
  columns: Record<string, string>;
}

/** Forms, places and decisions of the user's own, which every worker is told first. */
export interface Setup {
  layouts: { origin: string; text: string }[];
  places: { origin: string; text: string } | null;
  /** The text of the office's `phuluc.toml`. */
  decisions: { origin: string; text: string } | null;
}

/** What the library knows beside files. */
export interface Known {
  layouts: LayoutOverview[];
  districts: string[];
  rules: RuleLine[];
}

/** A file with those that it is checked beside, and the language of what is said. */
export interface FileAsk {
  file: FileRef;
  beside: FileRef[];
  language: Language;
}

export interface TemplateAsk {
  appendices: string[];
  unit: string;
  year: number | null;
  rows: number | null;
  plan: FileRef | null;
}

/** What the page can ask for, and what it gets. */
export interface Calls {
  setup: { ask: Setup; get: Known };
  read: { ask: { file: FileRef; language: Language }; get: FileRead };
  findings: { ask: FileAsk; get: Findings };
  decide: { ask: { origin: string; text: string }; get: RuleLine[] };
  accept: { ask: FileAsk & { finding: number; reason: string; by: string; date: string; text: string }; get: string };
  withdraw: { ask: FileAsk & { finding: number; text: string }; get: string };
  acceptedIn: { ask: { file: FileRef; text: string }; get: { text: string; accepted: number; incomplete: string[] } };
  withSeverity: { ask: { text: string; code: string; severity: string }; get: string };
  cells: { ask: { file: FileRef; sheet: number }; get: PackedCells };
  convert: { ask: { files: FileRef[]; form: string; language: Language }; get: Uint8Array };
  annotate: { ask: FileAsk; get: Uint8Array };
  findingsFile: { ask: FileAsk & { form: "json" | "html" }; get: Uint8Array };
  /** Annotated copies and letters of several files, as one `.zip`. */
  sendBack: { ask: { files: (FileAsk & { copy: string | null; letter: string })[] }; get: Uint8Array };
  unitList: { ask: { text: string }; get: UnitList };
  /** A template for each unit of a list, as one `.zip`. */
  templates: { ask: TemplateAsk & { list: string }; get: Uint8Array };
  template: { ask: TemplateAsk; get: Uint8Array };
  merge: {
    ask: {
      files: { file: FileRef; unit: string }[];
      latest: boolean;
      against: FileRef | null;
      update: FileRef | null;
      dropEdits: boolean;
    };
    get: MergeOverview;
  };
  mergedFile: {
    ask: Calls["merge"]["ask"] & { form: string; language: Language };
    get: Uint8Array;
  };
  diff: { ask: { old: FileRef; new: FileRef; form: "xlsx" | "json" | "txt"; language: Language }; get: Uint8Array };
  headersByHand: { ask: { file: FileRef; sheet: number; first: number; last: number }; get: HandHeader[] };
  layoutByHand: { ask: { file: FileRef; choice: Omit<ByHandChoice, "file"> }; get: string };
  close: { ask: { key: number }; get: null };
}

export type Call = keyof Calls;

export interface Request<C extends Call = Call> {
  call: C;
  ask: Calls[C]["ask"];
}

export type Stage = "loading" | "reading" | "checking" | "writing";

/** How far a request is; of several files, which one. */
export interface Progressed {
  stage: Stage;
  done?: number;
  total?: number;
}

export type Answer =
  | { kind: "done"; value: unknown }
  | { kind: "failed"; why: Both }
  /** The library stopped in the middle and cannot go on; the worker must be replaced. */
  | { kind: "broken"; why: string }
  | { kind: "stage"; stage: Progressed };
