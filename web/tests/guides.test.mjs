// The guides name pictures that are taken, buttons that are there, and fit on two pages each.

import assert from "node:assert/strict";
import { readFile, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { GUIDES, PICTURES, vietnameseWords } from "./guides.mjs";

const guides = (await readdir(GUIDES)).filter((name) => name.endsWith(".md"));
const text = (name) => readFile(path.join(GUIDES, name), "utf8");

test("pictures that guides show are taken by the tests, and all that are taken are shown", async () => {
  const shown = new Set();
  for (const guide of guides) {
    for (const [, target] of (await text(guide)).matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)) {
      await stat(path.join(GUIDES, target));
      const own = /^images\/(.+)\.png$/.exec(target);
      if (own) {
        assert.ok(PICTURES.includes(own[1]), `${guide}: ${target} is taken by pictures.test.mjs`);
        shown.add(own[1]);
      } else assert.match(target, /^\.\.\/images\//, `${guide}: ${target}`);
    }
  }
  assert.deepEqual([...shown].sort(), [...PICTURES].sort());
  const files = await readdir(path.join(GUIDES, "images"));
  assert.deepEqual(files.sort(), PICTURES.map((name) => `${name}.png`).sort());
  let bytes = 0;
  for (const file of files) bytes += (await stat(path.join(GUIDES, "images", file))).size;
  assert.ok(bytes < 2_000_000, `${bytes} bytes of pictures`);
});

test("words in bold are words of the page", async () => {
  const known = new Set(await vietnameseWords());
  for (const guide of guides) {
    for (const [, word] of (await text(guide)).matchAll(/\*\*([^*]+)\*\*/g)) {
      assert.ok(known.has(word), `${guide}: **${word}** is not in web/src/words.ts`);
    }
  }
});

test("links lead somewhere", async () => {
  for (const guide of guides) {
    for (const [, target] of (await text(guide)).matchAll(/(?<!!)\[[^\]]*\]\(([^)#]+)[^)]*\)/g)) {
      if (!/^https?:/.test(target)) await stat(path.join(GUIDES, target));
    }
  }
});
