// Large, hostile and stopped: the page stays alive and says what happened.

import assert from "node:assert/strict";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { CHOOSE, DATA, button, clear, give, idle, openPage, program, saved, select } from "./browser.mjs";
import { workbook, works } from "./workbook.mjs";

let open;
let folder;
before(async () => {
  open = await openPage();
  folder = await mkdtemp(path.join(tmpdir(), "phuluc-hard-"));
});
after(async () => {
  assert.deepEqual(open.errors, []);
  await open.close();
  await rm(folder, { recursive: true, force: true });
});

const line = (page, name) => page.locator(".filelist li", { hasText: name });

test("hostile files are refused one by one, and the others are read", async () => {
  const { page } = open;
  const good = await readFile(path.join(DATA, "submissions/lang-son.xlsx"));
  const files = [
    ["cut.xlsx", good.subarray(0, good.length / 2)],
    ["empty.xlsx", Buffer.alloc(0)],
    ["noise.xls", Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 251))],
    ["picture.xlsx", Buffer.from("\x89PNG\r\n\x1a\n not a workbook", "latin1")],
    ["page.xls", Buffer.from("<html><table><tr><td>1</td></tr></table></html>")],
    ["deep.json", Buffer.from(`{"format": "phuluc/1", "appendices": ${"[".repeat(5000)}${"]".repeat(5000)}}`)],
    ["zeros.xlsx", Buffer.concat([good.subarray(0, 3000), Buffer.alloc(good.length - 3000)])],
  ].map(([name, buffer]) => ({ name, mimeType: "", buffer }));
  await give(page, [...files, path.join(DATA, "submissions/binh-gia.xls")]);
  for (const { name } of files) {
    assert.ok(await line(page, name).locator(".failure").count(), `${name}: ${await line(page, name).innerText()}`);
    assert.ok((await line(page, name).locator(".failure").innerText()).length > 20, name);
  }
  assert.match(await line(page, "binh-gia.xls").innerText(), /Phụ lục III \(7 dòng\)/);
});

test("what broken offices and the fuzzer made", async () => {
  const { page } = open;
  await clear(page);
  const all = [];
  for (const place of ["offices/broken", "fuzz/regressions/xls", "fuzz/corpus/xlsx", "fuzz/corpus/ods", "fuzz/corpus/xlsb", "fuzz/corpus/xls"]) {
    const names = (await readdir(path.join(DATA, place)).catch(() => [])).sort().slice(0, 40);
    for (const name of names) {
      all.push({ name: `${place.replaceAll("/", "-")}-${name}`, mimeType: "", buffer: await readFile(path.join(DATA, place, name)) });
    }
  }
  assert.ok(all.length > 100, String(all.length));
  await give(page, all, 300_000);
  await give(page, [path.join(DATA, "submissions/lang-son.xlsx")]);
  assert.match(await line(page, "lang-son.xlsx").innerText(), /Phụ lục IV/);
  assert.equal(await page.locator(".filelist li").count(), all.length + 1);
});

test("a file of 50 MB, read to the end and the same as the program's", async () => {
  const { page } = open;
  await clear(page);
  const bytes = workbook(works(70_000, "trong mùa mưa lũ, dân đi lại khó khăn ".repeat(3)));
  assert.ok(bytes.length > 50_000_000, String(bytes.length));
  const file = path.join(folder, "lon.xlsx");
  await writeFile(file, bytes);
  await give(page, [file], 400_000);
  assert.match(await line(page, "lon.xlsx").innerText(), /Phụ lục III \(70175 dòng\)/);
  await page.locator(".others summary").click();
  const findings = await saved(page, button(page, "Danh sách lỗi (JSON)"));
  assert.ok(findings.bytes.equals(await program(["check", file, "--format", "json"])));
  // The last row is a key away, and drawn.
  await page.getByRole("grid").focus();
  await page.keyboard.press("Control+End");
  await page.locator("#cell-I70178").waitFor();
  assert.ok((await page.locator(".lines > .line").count()) < 100, "only rows that are seen are drawn");
});

test("stopped in the middle: the page answers, and the file can be read again", async () => {
  const { page } = open;
  await clear(page);
  await page.setInputFiles(CHOOSE, [path.join(folder, "lon.xlsx"), path.join(DATA, "submissions/van-quan.ods")]);
  await page.locator(".busy").waitFor();
  // Meanwhile the page goes on.
  await button(page, "Biểu mẫu trống").click();
  await page.getByText("có sẵn công thức, ô khóa").waitFor();
  await button(page, "Kiểm tra từng tệp").click();
  await button(page, "Dừng").click();
  await page.locator(".busy").waitFor({ state: "detached" });
  assert.match(await line(page, "lon.xlsx").innerText(), /Đã dừng/);
  await page.getByRole("button", { name: "Đọc lại van-quan.ods" }).click();
  await idle(page);
  await select(page, "van-quan.ods");
  assert.match(await line(page, "van-quan.ods").innerText(), /Phụ lục III \(19 dòng\)/);
});

test("a folder that is dropped is opened up", async () => {
  const { page } = open;
  await clear(page);
  await page.setInputFiles("input[webkitdirectory]", path.join(DATA, "submissions"));
  await idle(page);
  const names = await page.locator(".filelist b").allInnerTexts();
  assert.deepEqual(names.sort(), ["binh-gia.xls", "dinh-lap.xlsx", "lang-son.xlsx", "van-quan.ods"]);
});

test("files that are dropped, also of one name", async () => {
  const { page } = open;
  await clear(page);
  const bytes = (await readFile(path.join(DATA, "submissions/binh-gia.xls"))).toString("base64");
  await page.evaluate((text) => {
    const data = new DataTransfer();
    const raw = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    data.items.add(new File([raw], "a.xls"));
    data.items.add(new File([raw], "a.xls"));
    document.querySelector(".desk").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, bytes);
  await page.locator(".filelist li").nth(1).waitFor();
  await idle(page);
  assert.deepEqual(await page.locator(".filelist b").allInnerTexts(), ["a.xls", "a.xls (2)"]);
  assert.equal(await page.locator(".filelist li", { hasText: "Phụ lục III (7 dòng)" }).count(), 2);
});

test("a file that breaks the worker is said, and the next one is read by a new worker", async () => {
  const broken = await openPage();
  const { page } = broken;
  try {
    // As a module does that has no memory left: the worker ends in an error.
    await page.addInitScript(() => {
      const Real = window.Worker;
      window.Worker = class extends Real {
        postMessage(message, ...rest) {
          if (message.ask?.file?.name === "trap.xlsx") setTimeout(() => this.dispatchEvent(new ErrorEvent("error", { cancelable: true })));
          else super.postMessage(message, ...rest);
        }
      };
    });
    await page.reload();
    await give(page, [{ name: "trap.xlsx", mimeType: "", buffer: Buffer.from("x") }, path.join(DATA, "submissions/binh-gia.xls")]);
    assert.match(await line(page, "trap.xlsx").innerText(), /làm bộ đọc dừng lại/);
    assert.match(await line(page, "binh-gia.xls").innerText(), /Phụ lục III \(7 dòng\)/);
    assert.deepEqual(broken.errors, []);
  } finally {
    await broken.close();
  }
});
