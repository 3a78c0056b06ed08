// A round without a mouse: files given, a finding looked at and accepted, units merged, the result
// saved. Everything is reached by Tab and does what the keyboard's users expect.

import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";
import { DATA, idle, openPage } from "./browser.mjs";

let open;
before(async () => { open = await openPage({ viewport: { width: 1024, height: 768 } }); });
after(async () => {
  assert.deepEqual(open.errors, []);
  await open.close();
});

/** Goes on by Tab until a thing of this name has the focus; it must be seen there. */
async function tabTo(page, name, key = "Tab") {
  for (let times = 0; times < 120; times += 1) {
    await page.keyboard.press(key);
    const at = await page.evaluate(() => {
      const node = document.activeElement;
      const style = getComputedStyle(node);
      const label = node.getAttribute("aria-label") ?? node.labels?.[0]?.textContent ?? node.textContent;
      const box = node.getBoundingClientRect();
      const seen = box.bottom > 0 && box.top < innerHeight;
      return { label: label.trim(), seen, ring: style.outlineStyle !== "none" || node.matches(".grid, summary") };
    });
    if (at.label.startsWith(name)) {
      assert.ok(at.seen, `${name} is in view`);
      assert.ok(at.ring, `${name} shows that it has the focus`);
      return;
    }
  }
  assert.fail(`${name} is not reached by ${key}`);
}

test("from the files to a merged workbook, by keyboard alone", async () => {
  const { page } = open;
  // Asked for before the key: on a busy machine the dialog may be there before anybody waits for it.
  const chosen = page.waitForEvent("filechooser");
  chosen.catch(() => {});
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Đến nội dung chính");
  await tabTo(page, "Chọn tệp…");
  await page.keyboard.press("Enter");
  const chooser = await chosen;
  await chooser.setFiles(["lang-son.xlsx", "binh-gia.xls", "van-quan.ods"].map((name) => path.join(DATA, "submissions", name)));
  await idle(page);
  await tabTo(page, "lang-son.xlsx");
  await page.keyboard.press("Enter");
  await tabTo(page, "lỗi");
  await page.keyboard.press("Enter");
  await page.locator("#cell-C12.chosen").waitFor();
  await tabTo(page, "Chấp nhận mục này…");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Đã trình HĐND");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Nguyễn Văn A");
  await page.keyboard.press("Enter");
  await page.getByText("1 đã chấp nhận").first().waitFor();
  await page.waitForFunction(() => document.activeElement.matches(".finding[aria-expanded=true]"));
  await tabTo(page, "Tổng hợp", "Shift+Tab");
  await page.keyboard.press("Enter");
  await tabTo(page, "Dùng: lang-son.xlsx");
  await page.keyboard.press("Space");
  await tabTo(page, "Tổng hợp");
  await page.keyboard.press("Enter");
  await page.locator(".units").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Kết quả tổng hợp");
  await tabTo(page, "Bảng tính theo mẫu");
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  assert.equal(download.suggestedFilename(), "tong-hop.xlsx");
});

test("a dialog keeps the focus, and gives it back", async () => {
  const { page } = open;
  await tabTo(page, "Kiểm tra từng tệp", "Shift+Tab");
  await page.keyboard.press("Enter");
  await tabTo(page, "Chọn lại phụ lục, cột…");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  for (let times = 0; times < 30; times += 1) {
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest("dialog") !== null));
  }
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Chọn lại phụ lục, cột…");
});
