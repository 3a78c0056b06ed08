// What the page saves is what the command line writes, byte for byte.

import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";
import { DATA, annotated, button, clear, give, idle, openPage, program, saved, select, workbooks } from "./browser.mjs";

let open;
before(async () => { open = await openPage(); });
after(async () => {
  assert.deepEqual(open.errors, []);
  await open.close();
});

/** Nothing on the page speaks of a command line. */
async function noOptions(page) {
  assert.doesNotMatch(await page.locator("body").innerText(), /--[a-z]{3}|phuluc [a-z]/);
}

const same = (one, other, what) => assert.ok(one.equals(other), `${what}: ${one.length} bytes in the page, ${other.length} from the program`);

async function others(page) {
  if (!(await page.locator(".others[open]").count())) await page.locator(".others summary").click();
}

test("every form of every submission", async () => {
  const { page } = open;
  const files = await workbooks("submissions");
  await give(page, files);
  for (const file of files) {
    const name = path.basename(file);
    await select(page, name);
    await others(page);
    const check = (label, expected) => saved(page, button(page, label)).then(async ({ bytes }) => same(bytes, await expected, `${name} ${label}`));
    await check("Bảng tính theo mẫu", program(["convert", file], "a.xlsx"));
    await check("CSV", program(["convert", file], "a.csv"));
    await check("JSON", program(["convert", file], "a.json"));
    await check("JSONL", program(["convert", file], "a.jsonl"));
    await check("Danh sách lỗi (JSON)", program(["check", file, "--format", "json"]));
    await check("Phiếu nhận xét", program(["check", file], "a.html"));
    await check("Bản sao có đánh dấu lỗi", annotated(file));
  }
  const all = await saved(page, button(page, "Gộp các tệp vào một bảng tính theo mẫu"));
  same(all.bytes, await program(["convert", ...files], "a.xlsx"), "all files");
});

test("in English, too", async () => {
  const { page } = open;
  const file = path.join(DATA, "submissions/lang-son.xlsx");
  await button(page, "English").click();
  await idle(page);
  await select(page, "lang-son.xlsx");
  await others(page);
  const { bytes } = await saved(page, button(page, "Findings (JSON)"));
  same(bytes, await program(["check", file, "--format", "json"], null, "en"), "findings");
  await button(page, "Tiếng Việt").click();
  await idle(page);
});

test("findings and official workbooks of the messy corpus", async () => {
  const { page } = open;
  await clear(page);
  const files = await workbooks("messy");
  await give(page, files, 300_000);
  let workbooksWritten = 0;
  // All are read; every fourth is compared, for the time that it takes. PHULUC_MESSY=all: every one.
  const step = process.env.PHULUC_MESSY === "all" ? 1 : 4;
  for (const file of files.filter((_, at) => at % step === 0)) {
    const name = path.basename(file);
    await select(page, name);
    await noOptions(page);
    await others(page);
    const findings = await saved(page, button(page, "Danh sách lỗi (JSON)"));
    same(findings.bytes, await program(["check", file, "--format", "json"]).catch((error) => error.stdout), `${name} findings`);
    if (await button(page, "Bảng tính theo mẫu").count()) {
      const { bytes } = await saved(page, button(page, "Bảng tính theo mẫu"));
      same(bytes, await program(["convert", file], "a.xlsx"), `${name} workbook`);
      workbooksWritten += 1;
    }
  }
  assert.ok(files.length > 300 && workbooksWritten > 60, `${files.length} files, ${workbooksWritten} workbooks`);
});

test("a merged workbook, with the units that sent nothing", async () => {
  const { page } = open;
  await clear(page);
  const files = ["binh-gia.xls", "dinh-lap.xlsx", "van-quan.ods"].map((name) => path.join(DATA, "submissions", name));
  await give(page, files);
  await button(page, "Tổng hợp").first().click();
  await page.locator("main section button.main", { hasText: "Tổng hợp" }).click();
  await idle(page);
  await page.locator(".units").waitFor();
  assert.equal(await page.locator(".units .missing").count(), 8);
  for (const [label, form] of [["Bảng tính theo mẫu", "xlsx"], ["JSON", "json"], ["CSV", "csv"], ["JSONL", "jsonl"]]) {
    const { bytes } = await saved(page, button(page, label));
    same(bytes, await program(["merge", ...files], `a.${form}`), `merged ${form}`);
  }
  assert.equal(await page.locator(".chart tbody tr").count(), 3, "a bar for each unit");
  // A unit twice, and one of another province.
  await give(page, [files[0], path.join(DATA, "submissions/lang-son.xlsx")]);
  await page.locator("main section button.main", { hasText: "Tổng hợp" }).click();
  await page.locator(".result").waitFor();
  assert.match(await page.locator(".result").innerText(), /ghi đơn vị ở bảng trên/);
  await noOptions(page);
  await page.getByLabel("Đơn vị: binh-gia.xls", { exact: true }).fill("Huyện Lộc Bình");
  await page.locator("main section button.main", { hasText: "Tổng hợp" }).click();
  await page.locator(".units").waitFor();
  assert.equal(await page.locator(".units .missing").count(), 7);
  await button(page, "Kiểm tra từng tệp").click();
  await clear(page);
  await give(page, files);
  await button(page, "Tổng hợp").first().click();
});

test("a merged workbook held against a plan", async () => {
  const { page } = open;
  const plan = path.join(DATA, "submissions/lang-son.xlsx");
  await give(page, [plan]);
  await page.getByLabel("Đối chiếu với kế hoạch").selectOption("lang-son.xlsx");
  await page.locator("main section button.main", { hasText: "Tổng hợp" }).click();
  await page.locator("h3", { hasText: "Chênh lệch so với kế hoạch" }).waitFor();
  const files = ["binh-gia.xls", "dinh-lap.xlsx", "van-quan.ods"].map((name) => path.join(DATA, "submissions", name));
  const { bytes } = await saved(page, button(page, "Bảng tính theo mẫu"));
  same(bytes, await program(["merge", ...files, "--against", plan], "a.xlsx"), "merged");
});

test("a comparison of two files", async () => {
  const { page } = open;
  await button(page, "Kiểm tra từng tệp").click();
  await clear(page);
  const [old, now] = [path.join(DATA, "submissions/lang-son.xlsx"), path.join(DATA, "diff/edited.xlsx")];
  await give(page, [old, now]);
  await button(page, "So sánh hai bản").click();
  await button(page, "So sánh").click();
  await page.locator(".result table").first().waitFor();
  assert.match(await page.locator(".result").innerText(), /Cầu Bình An[\s\S]*2\.500[\s\S]*2\.750/);
  for (const [label, form] of [["Excel", "xlsx"], ["Văn bản", "txt"], ["JSON", "json"]]) {
    const { bytes } = await saved(page, button(page, label));
    same(bytes, await program(["diff", old, now], `a.${form}`), `comparison ${form}`);
  }
});

test("templates", async () => {
  const { page } = open;
  await button(page, "Biểu mẫu trống").click();
  const plain = await saved(page, button(page, "Lưu biểu mẫu"));
  same(plain.bytes, await program(["template"], "a.xlsx"), "template");
  await page.getByLabel("Gửi cho đơn vị (để trống nếu dùng chung)").fill("Huyện Bình Gia");
  await page.getByLabel("Năm kế hoạch (để trống nếu chưa rõ)").fill("2022");
  for (const name of [/^I\. /, /^II\. /, /^IV\. /]) await page.getByRole("checkbox", { name }).uncheck();
  await page.getByLabel("Lấy sẵn các dòng của").selectOption("lang-son.xlsx");
  const own = await saved(page, button(page, "Lưu biểu mẫu"));
  const plan = path.join(DATA, "submissions/lang-son.xlsx");
  const args = ["template", "--unit", "Huyện Bình Gia", "--year", "2022", "--appendix", "3", "--plan", plan];
  same(own.bytes, await program(args, "a.xlsx"), "template of a unit");
});
