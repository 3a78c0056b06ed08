// From drop to findings of a large list of works, against `phuluc check` on the same machine:
// `npm run speed [WORKS [ROUNDS]]`. Both in turn, for the machine may be busy with other work.

import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { CHOOSE, PROGRAM, clear, idle, openPage } from "./browser.mjs";
import { workbook, works } from "./workbook.mjs";

const [count = 200_000, rounds = 3] = process.argv.slice(2).map(Number);
const folder = await mkdtemp(path.join(tmpdir(), "phuluc-speed-"));
const { page, close } = await openPage();
try {
  const file = path.join(folder, "works.xlsx");
  const bytes = workbook(works(count));
  await writeFile(file, bytes);
  console.log(`${count} works, ${(bytes.length / 1e6).toFixed(1)} MB`);
  const ratios = [];
  for (let round = 0; round < rounds; round += 1) {
    let start = performance.now();
    try {
      execFileSync(PROGRAM, ["check", file, "--format", "json", "-q"], { stdio: "ignore", maxBuffer: 1 << 30 });
    } catch (error) {
      if (error.status !== 1) throw error;
    }
    const native = (performance.now() - start) / 1000;
    await page.setInputFiles(CHOOSE, [file]);
    start = performance.now();
    await page.locator(".busy").waitFor();
    // The page answers all the while: how long it takes to draw once, at worst.
    const slowest = page.evaluate(async () => {
      let worst = 0;
      while (document.querySelector(".busy")) {
        const before = performance.now();
        await new Promise((done) => requestAnimationFrame(done));
        worst = Math.max(worst, performance.now() - before);
      }
      return worst;
    });
    await idle(page, 600_000);
    const browser = (performance.now() - start) / 1000;
    ratios.push(browser / native);
    console.log(`program ${native.toFixed(2)} s, page ${browser.toFixed(2)} s, ratio ${(browser / native).toFixed(2)}, longest time without a frame ${(await slowest).toFixed(0)} ms`);
    await clear(page);
  }
  ratios.sort((one, other) => one - other);
  console.log(`median ratio ${ratios[Math.floor(ratios.length / 2)].toFixed(2)}`);
} finally {
  await close();
  await rm(folder, { recursive: true, force: true });
}
