// A page from disk in a browser of its own, and what the command line says to the same files.

import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

const run = promisify(execFile);
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const DATA = path.join(ROOT, "testdata");
const PAGE = process.env.PHULUC_PAGE ?? path.join(ROOT, "target/dist/phuluc.html");
export const PROGRAM = process.env.PHULUC ?? path.join(ROOT, "target/release/phuluc");
export const OUTPUT = path.join(ROOT, "web/test-output");
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--lang=vi",
];

/** Opens the page from disk; `requests` holds every address that it asked for. */
export async function openPage(options = {}) {
  const profile = await mkdtemp(path.join(tmpdir(), "phuluc-page-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: "/usr/bin/chromium", headless: true, args: FLAGS, acceptDownloads: true,
    viewport: { width: 1366, height: 900 }, ...options,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const requests = [];
  const errors = [];
  context.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(pathToFileURL(PAGE).href);
  const close = async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  };
  return { page, requests, errors, close };
}

/** Where files are chosen. */
export const CHOOSE = "input[type=file]:not([webkitdirectory]):not([accept])";

/** Gives files to the page, paths or what is in them, and waits until it has read them. */
export async function give(page, files, limit = 120_000) {
  const mixed = files.some((file) => typeof file !== "string");
  const loaded = async (file) => (typeof file === "string" ? { name: path.basename(file), mimeType: "", buffer: await readFile(file) } : file);
  await page.setInputFiles(CHOOSE, mixed ? await Promise.all(files.map(loaded)) : files);
  await idle(page, limit);
}

/** Waits until nothing is being done. */
export async function idle(page, limit = 120_000) {
  const done = () => !document.querySelector(".busy") && !/đang chờ|Đang đọc/.test(document.querySelector(".filelist")?.textContent ?? "");
  await page.waitForTimeout(50);
  await page.waitForFunction(done, null, { timeout: limit });
}

/** Closes every file. */
export async function clear(page) {
  const all = button(page, "Bỏ tất cả");
  if (await all.count()) await all.click();
  else for (const one of await page.locator(".filelist .remove").all()) await one.click();
}

/** Looks at one of the open files. */
export async function select(page, name) {
  await page.locator(".filelist .pick", { has: page.locator("b", { hasText: new RegExp(`^${name.replaceAll(/[.+]/g, "\\$&")}$`) }) }).click();
  await page.locator("#file-name", { hasText: name }).waitFor();
}

/** Presses a button that saves, and gives the name and bytes of what was saved. */
export async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  const bytes = await readFile(await download.path());
  await idle(page);
  return { name: download.suggestedFilename(), bytes };
}

/** A button by its words. */
export const button = (page, name) => page.getByRole("button", { name, exact: true });

/** Runs the command line in a folder of its own; gives what it wrote to `name`, or printed. */
export async function program(args, name = null, language = "vi") {
  const folder = await mkdtemp(path.join(tmpdir(), "phuluc-cli-"));
  try {
    const more = name ? ["-o", path.join(folder, name)] : [];
    const options = { encoding: "buffer", maxBuffer: 1 << 30, cwd: folder };
    // Findings and differences are no failure.
    const done = await run(PROGRAM, ["--lang", language, ...args, ...more], options).catch((error) => {
      if (error.code !== 1) throw error;
      return error;
    });
    return name ? await readFile(path.join(folder, name)) : done.stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs the command line in a folder that is there; gives what it printed. */
export async function programIn(folder, args) {
  const done = await run(PROGRAM, ["--lang", "vi", ...args], { encoding: "buffer", maxBuffer: 1 << 30, cwd: folder }).catch((error) => {
    if (error.code !== 1) throw error;
    return error;
  });
  return done.stdout;
}

/** The files in a `.zip` that holds them as they are, by name. */
export function unpacked(zip) {
  const files = new Map();
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [length, extra, remark] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const [size, head] = [zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
    const start = head + 30 + zip.readUInt16LE(head + 26) + zip.readUInt16LE(head + 28);
    files.set(zip.toString("utf8", at + 46, at + 46 + length), zip.subarray(start, start + size));
    at += 46 + length + extra + remark;
  }
  return files;
}

/** The annotated copy that the command line makes. */
export async function annotated(file) {
  const folder = await mkdtemp(path.join(tmpdir(), "phuluc-cli-"));
  try {
    const copy = path.join(folder, "copy.xlsx");
    await run(PROGRAM, ["--lang", "vi", "check", file, "--annotate", copy]).catch((error) => {
      if (error.code !== 1) throw error;
    });
    return await readFile(copy);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Workbooks of a folder of the test data, by name. */
export async function workbooks(folder) {
  const names = (await readdir(path.join(DATA, folder))).filter((name) => /\.(xlsx|xlsm|xls|xlsb|ods)$/i.test(name));
  return names.sort().map((name) => path.join(DATA, folder, name));
}

export async function screenshot(page, name, options = {}) {
  await mkdir(OUTPUT, { recursive: true });
  await page.screenshot({ path: path.join(OUTPUT, `${name}.png`), ...options });
}
