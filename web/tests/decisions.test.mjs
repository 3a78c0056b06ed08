// Accepted findings, files of one plan, merged workbooks brought up to date, packs of files:
// as the command line does it.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { DATA, annotated, button, clear, give, idle, openPage, program, programIn, saved, select, unpacked } from "./browser.mjs";

const LANG_SON = path.join(DATA, "submissions/lang-son.xlsx");
let open;
let folder;
before(async () => {
  open = await openPage();
  folder = await mkdtemp(path.join(tmpdir(), "phuluc-decisions-"));
});
after(async () => {
  assert.deepEqual(open.errors, []);
  await open.close();
  await rm(folder, { recursive: true, force: true });
});

const same = (one, other, what) => assert.ok(one.equals(other), `${what}: ${one.length} bytes in the page, ${other.length} from the program`);
const task = (page, name) => page.locator(".tasks button", { hasText: name }).click();
const line = (page, name) => page.locator(".filelist li", { hasText: name });
async function others(page) {
  if (!(await page.locator(".others[open]").count())) await page.locator(".others summary").click();
}

test("a finding is accepted, stays visible, is not counted, and is kept in phuluc.toml", async () => {
  const { page } = open;
  await give(page, [LANG_SON]);
  await page.locator(".finding", { hasText: "PL II · C12" }).click();
  await button(page, "Chấp nhận mục này…").click();
  await button(page, "Ghi chấp nhận").click();
  assert.equal(await page.locator(".acceptance input:invalid").count(), 2, "reason and name are wanted");
  await page.getByLabel("Lý do").fill("Đã trình HĐND");
  await page.getByLabel("Người chấp nhận").fill("Nguyễn Văn A");
  await page.getByLabel("Ngày", { exact: true }).fill("2026-11-24");
  await button(page, "Ghi chấp nhận").click();
  await page.getByText("Nguyễn Văn A chấp nhận ngày 24/11/2026: Đã trình HĐND").waitFor();
  assert.match(await line(page, "lang-son.xlsx").innerText(), /3 lỗi[\s\S]*1 đã chấp nhận/);
  assert.match(await page.locator(".finding[aria-expanded=true]").innerText(), /đã chấp nhận[\s\S]*PL II · C12/i);
  const kept = await saved(page, page.locator(".warned").getByRole("button", { name: "Lưu phuluc.toml" }));
  assert.equal(kept.name, "phuluc.toml");
  await writeFile(path.join(folder, "phuluc.toml"), kept.bytes);
  await writeFile(path.join(folder, "lang-son.xlsx"), await readFile(LANG_SON));
  // With the file beside it, the program finds the same.
  await others(page);
  same((await saved(page, button(page, "Danh sách lỗi (JSON)"))).bytes, await programIn(folder, ["check", "lang-son.xlsx", "--format", "json"]), "findings");
  same((await saved(page, button(page, "Phiếu nhận xét"))).bytes, await programIn(folder, ["check", "lang-son.xlsx", "--format", "html"]), "letter");
});

test("it is taken back, and comes back with the dropped file", async () => {
  const { page } = open;
  await button(page, "Bỏ chấp nhận").click();
  await page.getByText("Đã bỏ chấp nhận.").waitFor();
  assert.match(await line(page, "lang-son.xlsx").innerText(), /4 lỗi/);
  await give(page, [path.join(folder, "phuluc.toml")]);
  await page.getByText("Đã dùng phuluc.toml").waitFor();
  assert.match(await line(page, "lang-son.xlsx").innerText(), /3 lỗi/);
  // What is no acceptance is said with its line.
  await give(page, [{ name: "phuluc.toml", mimeType: "", buffer: Buffer.from("[severity]\nPL999 = \"off\"\n") }]);
  await page.locator(".notice.bad", { hasText: "phuluc.toml:2:1" }).waitFor();
  assert.match(await line(page, "lang-son.xlsx").innerText(), /3 lỗi/);
});

test("an acceptance lapses where the figure changed, and one that matches nothing is said", async () => {
  const { page } = open;
  const text = (await readFile(path.join(folder, "phuluc.toml"), "utf8")).replace('found = "60000"', 'found = "59000"');
  const idleOne = text.replace('cell = "C12"', 'cell = "C3"');
  await give(page, [{ name: "phuluc.toml", mimeType: "", buffer: Buffer.from(text + idleOne) }]);
  assert.match(await line(page, "lang-son.xlsx").innerText(), /4 lỗi/);
  await page.locator(".finding", { hasText: "PL II · C12" }).click();
  await page.getByText("nay số liệu khác, đề nghị xem lại").waitFor();
  assert.match(await page.locator(".findings").innerText(), /Chấp nhận không còn khớp với lỗi nào: PL201 PL II!C3/);
});

test("what a unit wrote into an annotated copy is taken over", async () => {
  const { page } = open;
  await page.reload();
  await give(page, [LANG_SON]);
  await task(page, "Thiết lập");
  await page.locator("input[accept='.xlsx']").setInputFiles({ name: "danh-dau.xlsx", mimeType: "", buffer: await annotated(LANG_SON) });
  await page.getByText("danh-dau.xlsx: lấy 0 mục chấp nhận").waitFor();
});

test("rules get a severity of the office's own", async () => {
  const { page } = open;
  await page.locator(".rules summary").click();
  await page.getByLabel("Mức độ: PL201").selectOption("info");
  await idle(page);
  const kept = await saved(page, page.locator("section").getByRole("button", { name: "Lưu phuluc.toml" }));
  assert.match(kept.bytes.toString(), /\[severity\]\nPL201 = "info"/);
  await page.getByLabel("Mức độ: PL201").selectOption("");
  await idle(page);
  await task(page, "Kiểm tra từng tệp");
  assert.match(await line(page, "lang-son.xlsx").innerText(), /4 lỗi/);
});

test("files of one plan are held against each other, as the program does", async () => {
  const { page } = open;
  await clear(page);
  // Two of the plan's forms in a file of their own each, a sum of the one changed.
  const all = JSON.parse(await program(["convert", LANG_SON], "a.json"));
  const part = async (number, name) => {
    const appendices = all.appendices.filter((one) => one.layout === `phu-luc-${number}`);
    for (const one of appendices) one.source.file = name.replace(".json", ".xlsx");
    if (number === 3) {
      // A work of 1.000 more, and all that add it up: right by itself, and not what the other form says.
      const rows = [appendices[0].total, appendices[0].rows[0]];
      for (let row = rows[1].children?.[0]; row; row = row.children?.[0]) rows.push(row);
      for (const row of rows.filter((one) => one.central)) row.central = String((Number(row.central) * 10 + 10_000) / 10);
    }
    const file = path.join(folder, name);
    await writeFile(file, JSON.stringify({ ...all, appendices, findings: [] }));
    return file;
  };
  const files = [await part(2, "hai.json"), await part(3, "ba.json")];
  await give(page, [files[0]]);
  const alone = await page.locator(".finding").count();
  await give(page, [files[1]]);
  await select(page, "hai.json");
  await page.getByText("Đã đối chiếu với các tệp của cùng kế hoạch: ba.json").waitFor();
  const found = [];
  for (const name of ["hai.json", "ba.json"]) {
    await select(page, name);
    await others(page);
    found.push(...JSON.parse((await saved(page, button(page, "Danh sách lỗi (JSON)"))).bytes).findings);
  }
  const expected = JSON.parse(await program(["check", ...files, "--format", "json"]).catch((error) => error.stdout)).findings;
  assert.deepEqual(found, expected);
  const single = JSON.parse(await program(["check", files[0], "--format", "json"]).catch((error) => error.stdout)).findings;
  assert.equal(alone, single.length);
  assert.ok(found.some((one) => one.rule.startsWith("PL3")), "a sum of the other file");
  await page.getByRole("button", { name: "Bỏ tệp: ba.json" }).click();
  await page.getByText("Đã đối chiếu với").waitFor({ state: "detached" });
});

test("a merged workbook is brought up to date; what was changed by hand is said first", async () => {
  const { page } = open;
  await clear(page);
  const round = path.join(DATA, "round");
  const first = ["bac-son.xlsx", "binh-gia.ods", "cao-loc.xls"].map((name) => path.join(round, name));
  const merged = path.join(folder, "tinh.xlsx");
  await writeFile(merged, await program(["merge", ...first], "tinh.xlsx"));
  const again = ["bac-son-2.xlsx", "dinh-lap.xlsx"].map((name) => path.join(round, "again", name));
  await give(page, [merged, ...again]);
  await task(page, "Tổng hợp");
  assert.equal(await page.getByLabel("Cập nhật vào tệp tổng hợp").locator("option:checked").innerText(), "tinh.xlsx");
  await page.locator("main section button.main", { hasText: "Tổng hợp" }).click();
  await page.locator(".units").waitFor();
  assert.match(await page.locator(".result").innerText(), /Đã thay số liệu: Huyện Bắc Sơn[\s\S]*Đã thêm số liệu: Huyện Đình Lập/);
  const { bytes } = await saved(page, button(page, "Bảng tính theo mẫu"));
  same(bytes, await program(["merge", "--update", merged, ...again], "a.xlsx"), "updated");
});

test("copies and letters of all faulty files in one pack", async () => {
  const { page } = open;
  await task(page, "Kiểm tra từng tệp");
  await clear(page);
  const files = ["submissions/lang-son.xlsx", "round/bac-son.xlsx", "round/chi-lang.xlsx"].map((name) => path.join(DATA, name));
  await give(page, files);
  const { name, bytes } = await saved(page, button(page, "Gói gửi trả mọi tệp có lỗi (.zip)"));
  assert.equal(name, "gui-tra.zip");
  const inside = unpacked(bytes);
  assert.deepEqual([...inside.keys()], ["lang-son-danh-dau.xlsx", "lang-son-nhan-xet.html", "bac-son-danh-dau.xlsx", "bac-son-nhan-xet.html"]);
  same(inside.get("lang-son-danh-dau.xlsx"), await annotated(files[0]), "copy");
  same(inside.get("bac-son-nhan-xet.html"), await program(["check", files[1]], "a.html"), "letter");
});

test("a template for each unit of a list", async () => {
  const { page } = open;
  await task(page, "Biểu mẫu trống");
  await page.getByLabel("Nhiều tệp, mỗi đơn vị một tệp").check();
  await page.getByLabel("Danh sách đơn vị, mỗi đơn vị một dòng").fill("Huyện Bình Gia\nHuyện Đình Lâp\nHuyện Bình Gia\n");
  await page.getByText("có phải Huyện Đình Lập?").waitFor();
  await page.getByText("đã có ở trên").waitFor();
  await button(page, "Điền mọi huyện, thành phố").click();
  await page.getByText("11 đơn vị", { exact: true }).waitFor();
  await page.getByLabel("Năm kế hoạch (để trống nếu chưa rõ)").fill("2022");
  await page.getByLabel("Số dòng trống ở mỗi phần").fill("2");
  const { name, bytes } = await saved(page, button(page, "Lưu biểu mẫu"));
  assert.equal(name, "bieu-mau.zip");
  const inside = unpacked(bytes);
  const list = path.join(folder, "units.txt");
  await writeFile(list, (await readFile(path.join(DATA, "round/units.txt"), "utf8")));
  await programIn(folder, ["template", "--for", list, "--year", "2022", "--rows", "2", "-o", "gui"]);
  assert.equal(inside.size, 11);
  for (const [file, one] of inside) same(one, await readFile(path.join(folder, "gui", file)), file);
});
