// The page as an officer meets it: opened from disk, without a network, by mouse and keyboard.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { DATA, button, clear, give, idle, openPage, saved, screenshot, select, workbooks } from "./browser.mjs";
import { workbook } from "./workbook.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const LANG_SON = path.join(DATA, "submissions/lang-son.xlsx");

let open;
before(async () => { open = await openPage({ bypassCSP: true }); });
after(async () => {
  assert.deepEqual(open.errors, []);
  await open.close();
});

/** No violation of WCAG 2.2 A and AA, or of what axe calls good practice. */
async function accessible(page, what) {
  if (!(await page.evaluate("typeof axe !== 'undefined'"))) await page.evaluate(await readFile(axe, "utf8"));
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await page.evaluate(`axe.run({ runOnly: ${JSON.stringify(tags)} }).then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.slice(0, 3).map((node) => node.html.slice(0, 160) + " " + (node.any[0]?.message ?? "")).join(" | ")))`);
  assert.deepEqual(found, [], what);
}

test("it opens from disk, asks for nothing, and its policy forbids asking", async () => {
  const held = await openPage();
  try {
    await give(held.page, [LANG_SON]);
    const asked = held.requests.filter((address) => !address.startsWith("blob:"));
    assert.equal(asked.length, 1, asked.join(" "));
    assert.ok(asked[0].startsWith("file:///"), asked[0]);
    const blocked = await held.page.evaluate(async () => {
      const broken = [];
      document.addEventListener("securitypolicyviolation", (event) => broken.push(event.effectiveDirective));
      await fetch("https://example.org/").catch(() => undefined);
      new Image().src = "https://example.org/a.png";
      const frame = document.createElement("iframe");
      frame.src = "https://example.org/";
      document.body.append(frame);
      for (let times = 0; broken.length < 3 && times < 100; times += 1) await new Promise((done) => setTimeout(done, 100));
      frame.remove();
      return broken.map((name) => name.replace("-elem", "")).sort();
    });
    assert.deepEqual(blocked, ["connect-src", "frame-src", "img-src"]);
    assert.deepEqual(held.errors, []);
  } finally {
    await held.close();
  }
});

test("files are recognised, with unit, encoding and counts", async () => {
  const { page } = open;
  await accessible(page, "empty page");
  await give(page, await workbooks("submissions"));
  const lines = await page.locator(".filelist li").allInnerTexts();
  const line = (name) => lines.find((text) => text.includes(name))?.replaceAll(/\s+/g, " ");
  assert.match(line("lang-son.xlsx"), /Phụ lục I \(4 dòng\).*Phụ lục IV \(21 dòng\) · triệu đồng 4 lỗi 1 cảnh báo/);
  assert.match(line("binh-gia.xls"), /Phụ lục III \(7 dòng\) · triệu đồng · TCVN3/);
  assert.match(line("dinh-lap.xlsx"), /Phụ lục III \(18 dòng\) · đồng/);
});

test("a finding brings its cell into view, with what was found and what is due", async () => {
  const { page } = open;
  await select(page, "lang-son.xlsx");
  await page.locator(".finding", { hasText: "PL III · A36" }).click();
  const cell = page.locator("#cell-A36");
  await cell.waitFor();
  assert.ok(await cell.evaluate((node) => {
    const [inner, outer] = [node.getBoundingClientRect(), node.closest(".grid").getBoundingClientRect()];
    return inner.top >= outer.top && inner.bottom <= outer.bottom;
  }));
  assert.match(await cell.getAttribute("class"), /error.*chosen/);
  await page.locator(".finding", { hasText: "PL II · C12" }).click();
  const more = await page.locator(".more").innerText();
  assert.match(more, /Đang ghi\s*60\.000/);
  assert.match(more, /Cần là\s*70\.000/);
  assert.match(more, /Cách sửa/);
  // And back: the cell leads to its finding.
  await page.locator(".finding", { hasText: "PL III · A36" }).click();
  await page.getByRole("tab", { name: "PL II", exact: true }).click();
  await page.locator("#cell-C12").click();
  assert.match(await page.locator(".finding[aria-expanded=true]").innerText(), /PL II · C12/);
  await accessible(page, "a file");
});

test("filters by severity, sheet and unit", async () => {
  const { page } = open;
  const count = () => page.locator(".findings .finding").count();
  assert.equal(await count(), 9);
  await page.getByRole("checkbox", { name: "4 thông tin" }).uncheck();
  assert.equal(await count(), 5);
  await page.locator(".filters select[aria-label='Trang tính']").selectOption("PL III");
  const third = await count();
  assert.ok(third > 0 && third < 5);
  const units = page.locator(".filters select[aria-label='Đơn vị']");
  await units.selectOption({ index: 1 });
  assert.ok((await count()) > 0 && (await count()) < third);
  await units.selectOption("");
  await page.locator(".filters select[aria-label='Trang tính']").selectOption("");
  await page.getByRole("checkbox", { name: "4 thông tin" }).check();
  assert.equal(await count(), 9);
});

test("all of it by keyboard", async () => {
  const { page } = open;
  await page.locator(".finding").first().focus();
  await page.keyboard.press("End");
  assert.equal(await page.locator(".finding[aria-expanded=true]").getAttribute("data-index"), "8");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator(".finding[aria-expanded=true]").getAttribute("data-index"), "1");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.index), "1");
  // Keys that come before the page was drawn again go on from where the last one went.
  await page.evaluate(() => {
    for (const key of ["End", "Home", "ArrowDown", "ArrowDown", "ArrowUp"]) {
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    }
  });
  assert.equal(await page.locator(".finding[aria-expanded=true]").getAttribute("data-index"), "1");
  await page.getByRole("tab", { name: "PL II", exact: true }).focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.getByRole("tab", { selected: true }).innerText(), "PL III");
  await page.keyboard.press("ArrowLeft");
  const grid = page.getByRole("grid");
  await grid.focus();
  await page.keyboard.press("Control+Home");
  for (let step = 0; step < 11; step += 1) await page.keyboard.press("ArrowDown");
  for (let step = 0; step < 2; step += 1) await page.keyboard.press("ArrowRight");
  assert.equal(await grid.getAttribute("aria-activedescendant"), "cell-C12");
  await page.keyboard.press("Enter");
  assert.match(await page.locator(".finding[aria-expanded=true]").innerText(), /PL II · C12/);
  await page.keyboard.press("Control+End");
  // Drawn once it was scrolled to.
  await page.locator("[role=grid][aria-activedescendant^=cell-L]").waitFor();
});

test("charts with their figures", async () => {
  const { page } = open;
  await page.locator(".charts summary").click();
  const first = page.locator(".chart").first();
  assert.match(await first.innerText(), /Phụ lục II: Kinh phí theo nguồn và nội dung \(triệu đồng\)/);
  assert.match(await first.locator("table").innerText(), /Ngân sách Trung ương\s+Ngân sách địa phương/);
  assert.match(await first.locator("tbody tr").first().innerText(), /136\.710/);
  await accessible(page, "charts");
});

test("an appendix that is not recognised is read as somebody says, and the form is kept", async () => {
  const { page } = open;
  const rows = [
    ["BẢNG KÊ VIỆC SẼ LÀM"],
    ["Số hiệu mục", "Nơi chốn", "Gọi là gì", "Ai lo", "Bao lớn", "Bởi đâu", "Tiền trên rót", "Tiền mình góp", "Khi nào"],
    ["1", "Huyện Bình Gia", "", "", "", "", null, null, null],
    ["1.1", "Xã Thiện Thuật", "Đường Pác Khiếc", "UBND huyện", "2 km", "Chưa có", 900, 100, 2022],
    ["1.2", "Xã Hòa Bình", "Trường mầm non", "UBND huyện", "4 phòng", "Xuống cấp", 1200.5, 80, 2022],
  ];
  const file = { name: "la.xlsx", mimeType: "", buffer: workbook(rows, "Kê") };
  await give(page, [file]);
  await select(page, "la.xlsx");
  assert.match(await page.locator(".filelist li", { hasText: "la.xlsx" }).innerText(), /Không nhận ra phụ lục nào/);
  await button(page, "Chọn lại phụ lục, cột…").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Trang tính này là").selectOption("phu-luc-3");
  await dialog.getByLabel("Dòng đầu cột: từ dòng").fill("2");
  await dialog.getByLabel("đến dòng").fill("2");
  const fields = ["code", "location", "work", "agency", "scale", "rationale", "central", "local", "year"];
  for (const [at, field] of fields.entries()) await dialog.getByLabel(`Nội dung theo mẫu: ${"ABCDEFGHI"[at]}`).selectOption(field);
  await accessible(page, "the dialog");
  await button(dialog, "Đọc lại theo cách này").click();
  await dialog.getByText("Đã đọc lại theo cách vừa chọn").waitFor();
  const kept = await saved(page, button(dialog, "Lưu để dùng lần sau (.toml)"));
  assert.equal(kept.name, "phu-luc-3.toml");
  assert.match(kept.bytes.toString(), /Tiền trên rót/);
  await button(dialog, "Đóng").click();
  assert.match(await page.locator(".filelist li", { hasText: "la.xlsx" }).innerText(), /Phụ lục III \(3 dòng\)/);

  // The next time: the form is dropped beside the file.
  await clear(page);
  await button(page, "Thiết lập").click();
  await page.getByRole("button", { name: "Bỏ tệp: phu-luc-3.toml" }).click();
  await idle(page);
  await button(page, "Kiểm tra từng tệp").click();
  await give(page, [{ name: "phu-luc-3.toml", mimeType: "", buffer: kept.bytes }, file]);
  await page.locator(".filelist li", { hasText: "Phụ lục III (3 dòng)" }).waitFor();
});

test("a column that was taken for another one is corrected", async () => {
  const { page } = open;
  const rows = [
    ["DANH MỤC CÔNG TRÌNH ĐỀ NGHỊ HỖ TRỢ ĐẦU TƯ NĂM 2022"],
    ["TT", "Địa bàn", "Tên công trình", "Đơn vị thực hiện", "Quy mô đầu tư", "Lý do đầu tư", "Vốn tỉnh cấp", "Vốn cấp khác", "Năm thực hiện"],
    ["1", "Xã Thiện Thuật", "Đường Pác Khiếc", "UBND huyện", "2 km", "Chưa có", 900, 100, 2022],
    ["2", "Xã Hòa Bình", "Trường mầm non", "UBND huyện", "4 phòng", "Xuống cấp", 1200, 80, 2022],
  ];
  await give(page, [{ name: "cot.xlsx", mimeType: "", buffer: workbook(rows) }]);
  await select(page, "cot.xlsx");
  await button(page, "Chọn lại phụ lục, cột…").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Nội dung theo mẫu: G").selectOption("local");
  await dialog.getByLabel("Nội dung theo mẫu: H").selectOption("central");
  await button(dialog, "Đọc lại theo cách này").click();
  await dialog.getByText("Đã đọc lại theo cách vừa chọn").waitFor();
  await button(dialog, "Đóng").click();
  await page.locator(".others summary").click();
  const { bytes } = await saved(page, button(page, "JSON"));
  const [first] = JSON.parse(bytes).appendices[0].rows;
  assert.deepEqual([first.local, first.central], ["900", "100"]);
});

test("the other tasks, in both languages and both looks", async () => {
  const { page } = open;
  await give(page, await workbooks("submissions"));
  for (const [language, look] of [["English", "dark"], ["Tiếng Việt", "light"], ["Tiếng Việt", "dark"]]) {
    await button(page, language).click();
    await idle(page);
    await page.locator("header select").selectOption(look);
    for (let task = 0; task < 5; task += 1) {
      await page.locator(".tasks button").nth(task).click();
      const main = page.locator("main section button.main").first();
      if (task === 1 || task === 2) {
        await main.click();
        await idle(page);
        await page.locator(".result").waitFor();
      }
      if (task === 3) await page.locator("input[name=template-for]").last().check();
      if (task === 4) await page.locator(".rules").evaluate((node) => { node.open = true; });
      await accessible(page, `task ${task}, ${language}, ${look}`);
    }
  }
  await page.locator(".tasks button").first().click();
});

test("an accepted finding, and how one is accepted, in both looks", async () => {
  const { page } = open;
  await page.locator(".tasks button").first().click();
  await select(page, "lang-son.xlsx");
  await page.locator(".finding", { hasText: "PL III · A36" }).click();
  await button(page, "Chấp nhận mục này…").click();
  await page.getByLabel("Lý do").fill("Tên gọi vốn như vậy");
  await page.getByLabel("Người chấp nhận").fill("Lê B");
  for (const look of ["light", "dark"]) {
    await page.locator("header select").selectOption(look);
    await accessible(page, `form, ${look}`);
  }
  await button(page, "Ghi chấp nhận").click();
  await page.getByText("Lê B chấp nhận ngày").waitFor();
  for (const look of ["light", "dark"]) {
    await page.locator("header select").selectOption(look);
    await accessible(page, `accepted, ${look}`);
  }
  await button(page, "Bỏ chấp nhận").click();
  await page.getByText("Đã bỏ chấp nhận.").waitFor();
});

for (const [name, width, height] of [["phone", 360, 740], ["small", 1024, 768], ["usual", 1440, 900], ["large", 1920, 1080]]) {
  test(`nothing is cut off at ${width} × ${height}`, async () => {
    const { page } = open;
    await page.setViewportSize({ width, height });
    for (const [look, task] of [["light", 0], ["light", 1], ["light", 2], ["light", 3], ["light", 4], ["dark", 0]]) {
      await page.locator("header select").selectOption(look);
      await page.locator(".tasks button").nth(task).click();
      if (task === 0) {
        await select(page, "lang-son.xlsx");
        await page.locator(".finding", { hasText: "PL II · C12" }).click();
        await page.waitForTimeout(200);
      } else if (task < 3) {
        await page.locator("main section button.main").first().click();
        await idle(page);
        await page.locator(".result").waitFor();
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(wide <= 0, `task ${task} is ${wide} pixels too wide`);
      await screenshot(page, `${name}-${task}-${look}`, { fullPage: true });
    }
  });
}
