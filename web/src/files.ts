// Files that were dropped or chosen, folders opened up; what is saved.

/** A file with the folders that it came in. */
export interface Given {
  file: File;
  path: string;
}

const WORKBOOK = /\.(xlsx|xlsm|xls|xlsb|ods)$/i;
const OTHER = /\.(docx?|pptx?|odt|pdf|zip|rar|7z|txt|csv|jpe?g|png|gif|html?|json|exe|ini|db|lnk|md|py|xml|toml|tsv)$/i;

/** Whether a file of a folder is meant to be a workbook; lock files and hidden ones are nobody's. */
export const isWorkbook = (name: string): boolean =>
  !name.startsWith("~$") && !name.startsWith(".") && (WORKBOOK.test(name) || !OTHER.test(name));

/** Whether a `.toml` is an office's decisions about findings, and no form. */
export const isDecisions = (text: string): boolean => /^\s*(\[\[accept\]\]|\[severity\])/m.test(text);

async function entries(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  // A reader gives a hundred at a time.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

async function walk(entry: FileSystemEntry, inFolder: boolean, all: Given[]): Promise<void> {
  if (entry.isDirectory) {
    const inside = await entries(entry as FileSystemDirectoryEntry);
    inside.sort((one, other) => (one.name < other.name ? -1 : 1));
    for (const one of inside) await walk(one, true, all);
  } else if (!inFolder || isWorkbook(entry.name)) {
    const file = await new Promise<File>((done, failed) => (entry as FileSystemFileEntry).file(done, failed));
    all.push({ file, path: entry.fullPath.replace(/^\//, "") });
  }
}

/** What was dropped: files as they are, of folders the workbooks. */
export async function dropped(data: DataTransfer): Promise<Given[]> {
  const items = [...data.items].filter((item) => item.kind === "file");
  // Both must be taken before anything is awaited.
  const found = items.map((item) => ({ entry: item.webkitGetAsEntry?.() ?? null, file: item.getAsFile() }));
  const all: Given[] = [];
  for (const { entry, file } of found) {
    if (entry?.isDirectory) await walk(entry, true, all);
    else if (file) all.push({ file, path: file.name });
  }
  return all;
}

/** What was chosen with a button; of a folder the workbooks. */
export function chosen(list: FileList | null): Given[] {
  const all = [...(list ?? [])].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
  return all.filter(({ file, path }) => !path.includes("/") || isWorkbook(file.name));
}

/** Hands a file to the user, into the folder that the browser saves to. */
export function save(name: string, bytes: Uint8Array | string): void {
  const blob = new Blob([bytes as BlobPart], { type: "application/octet-stream" });
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A file's name without its extension. */
export const stem = (name: string): string => (name.split("/").pop() ?? name).replace(/\.[^.]{1,5}$/, "");
