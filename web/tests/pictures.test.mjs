// The pictures of the guides (docs/huong-dan), taken of the page as its steps are done.
// `npm run pictures` writes them there; a test alone leaves them in test-output/.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import UPNG from "upng-js";
import { DATA, OUTPUT, ROOT, button, clear, give, idle, openPage, saved, select } from "./browser.mjs";
import { PICTURES } from "./guides.mjs";
import { workbook } from "./workbook.mjs";

const FOLDER = process.env.PHULUC_PICTURES ? path.join(ROOT, "docs/huong-dan/images") : path.join(OUTPUT, "huong-dan");
const COLOURS = 64;
const ROUND = path.join(DATA, "round");
const FIRST = ["thanh-pho.xlsx", "trang-dinh.xlsx", "binh-gia.ods", "van-lang.xls", "cao-loc.xls", "van-quan.xlsx", "bac-son.xlsx", "huu-lung.xlsx", "chi-lang.xlsx", "loc-binh.xlsx"].map((name) => path.join(ROUND, name));

let open;
let folder;
const taken = new Set();
before(async () => {
  open = await openPage({ viewport: { width: 1280, height: 800 } });
  folder = await mkdtemp(path.join(tmpdir(), "phuluc-pictures-"));
  await mkdir(FOLDER, { recursive: true });
});
after(async () => {
  assert.deepEqual(open.errors, []);
  await open.close();
  await rm(folder, { recursive: true, force: true });
});

/** Takes a picture of what is seen, from a thing on the page downward where one is given. */
async function picture(page, name, from = null, height = 800) {
  assert.ok(PICTURES.includes(name), `${name} is in the list of pictures`);
  await page.setViewportSize({ width: 1280, height });
  await page.evaluate(() => window.scrollTo(0, 0));
  if (from) await from.evaluate((node) => window.scrollTo(0, node.getBoundingClientRect().top + window.scrollY - 12));
  await page.mouse.move(0, 0);
  await page.waitForTimeout(150);
  const { width, height: rows, ...raw } = UPNG.decode(await page.screenshot());
  const [pixels] = UPNG.toRGBA8({ width, height: rows, ...raw });
  const small = Buffer.from(UPNG.encode([pixels], width, rows, COLOURS));
  await writeFile(path.join(FOLDER, `${name}.png`), small);
  assert.ok(small.length < 250_000, `${name}: ${small.length} bytes`);
  taken.add(name);
}

const task = (page, name) => page.locator(".tasks button", { hasText: name }).click();

test("receiving, checking, accepting, sending back", async () => {
  const { page } = open;
  await picture(page, "mo-trang", null, 520);
  await give(page, FIRST);
  await select(page, "bac-son.xlsx");
  await picture(page, "tiep-nhan", null, 860);
  await page.locator(".finding.error").first().click();
  await page.locator("#cell-G5").waitFor();
  await picture(page, "kiem-tra", page.locator("#file-name"), 860);
  await button(page, "Chấp nhận mục này…").click();
  await page.getByLabel("Lý do").fill("Số đã được HĐND huyện thông qua, điều chỉnh kỳ sau");
  await page.getByLabel("Người chấp nhận").fill("Nguyễn Văn A");
  await page.getByLabel("Ngày", { exact: true }).fill("2026-11-11");
  await page.locator(".acceptance form button").last().evaluate((node) => node.scrollIntoView({ block: "end" }));
  await picture(page, "chap-nhan", page.locator(".tabs"), 860);
  await button(page, "Thôi").click();
  await picture(page, "gui-tra", page.locator(".files"), 700);
  const letter = await saved(page, button(page, "Phiếu nhận xét"));
  await writeFile(path.join(folder, "phieu.html"), letter.bytes);
  const other = await page.context().newPage();
  await other.goto(pathToFileURL(path.join(folder, "phieu.html")).href);
  await picture(other, "phieu-nhan-xet", null, 640);
  await other.close();
});

test("merging, bringing up to date, comparing", async () => {
  const { page } = open;
  await task(page, "Tổng hợp");
  await picture(page, "tong-hop", page.locator(".tasks"), 820);
  await page.locator("main section button.main", { hasText: "Tổng hợp" }).click();
  await page.locator(".units").waitFor();
  await picture(page, "ket-qua-tong-hop", page.locator(".result"), 860);
  const merged = await saved(page, button(page, "Bảng tính theo mẫu"));
  await task(page, "Kiểm tra từng tệp");
  await clear(page);
  const again = ["bac-son-2.xlsx", "dinh-lap.xlsx"].map((name) => path.join(ROUND, "again", name));
  await give(page, [{ name: "tong-hop.xlsx", mimeType: "", buffer: merged.bytes }, ...again]);
  await task(page, "Tổng hợp");
  await page.locator("main section button.main", { hasText: "Tổng hợp" }).click();
  await page.locator(".units").waitFor();
  await picture(page, "cap-nhat", page.locator(".tasks"), 760);
  const updated = await saved(page, button(page, "Bảng tính theo mẫu"));
  await task(page, "Kiểm tra từng tệp");
  await clear(page);
  await give(page, [{ name: "tong-hop.xlsx", mimeType: "", buffer: merged.bytes }, { name: "tong-hop-2.xlsx", mimeType: "", buffer: updated.bytes }]);
  await task(page, "So sánh hai bản");
  await button(page, "So sánh").click();
  await page.locator(".result table").first().waitFor();
  await picture(page, "so-sanh", page.locator(".tasks"), 760);
});

test("official workbooks and templates", async () => {
  const { page } = open;
  await task(page, "Kiểm tra từng tệp");
  await select(page, "tong-hop-2.xlsx");
  await picture(page, "in-chinh-thuc", page.locator("#file-name"), 620);
  await task(page, "Biểu mẫu trống");
  await page.getByLabel("Nhiều tệp, mỗi đơn vị một tệp").check();
  await button(page, "Điền mọi huyện, thành phố").click();
  await page.getByText("11 đơn vị", { exact: true }).waitFor();
  await picture(page, "bieu-mau", page.locator(".tasks"), 900);
});

test("forms that are not recognised, settings, rules", async () => {
  const { page } = open;
  await task(page, "Kiểm tra từng tệp");
  await clear(page);
  const rows = [
    ["BẢNG KÊ CÔNG TRÌNH ĐỀ NGHỊ ĐẦU TƯ NĂM 2022"],
    ["Số hiệu mục", "Nơi chốn", "Gọi là gì", "Ai lo", "Bao lớn", "Bởi đâu", "Tiền trên rót", "Tiền mình góp", "Khi nào"],
    ["1", "Xã Thiện Thuật", "Đường Pác Khiếc", "UBND huyện", "2 km", "Chưa có", 900, 100, 2022],
    ["2", "Xã Hòa Bình", "Trường mầm non", "UBND huyện", "4 phòng", "Xuống cấp", 1200.5, 80, 2022],
  ];
  await give(page, [{ name: "huyen-x.xlsx", mimeType: "", buffer: workbook(rows, "Kê") }]);
  await select(page, "huyen-x.xlsx");
  await button(page, "Chọn lại phụ lục, cột…").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Trang tính này là").selectOption("phu-luc-3");
  await dialog.getByLabel("Dòng đầu cột: từ dòng").fill("2");
  await dialog.getByLabel("đến dòng").fill("2");
  for (const [at, field] of ["code", "location", "work", "agency", "scale", "rationale", "central", "local", "year"].entries()) {
    await dialog.getByLabel(`Nội dung theo mẫu: ${"ABCDEFGHI"[at]}`).selectOption(field);
  }
  await button(dialog, "Đọc lại theo cách này").click();
  await dialog.getByText("Đã đọc lại theo cách vừa chọn").waitFor();
  await picture(page, "chon-lai-cot", null, 860);
  await button(dialog, "Đóng").click();
  await idle(page);
  await task(page, "Thiết lập");
  await picture(page, "thiet-lap", page.locator(".tasks"), 760);
  await page.locator(".rules summary").click();
  await picture(page, "quy-tac", page.locator(".rules"), 640);
});

test("every picture of the list was taken", () => {
  assert.deepEqual([...taken].sort(), [...PICTURES].sort());
});
