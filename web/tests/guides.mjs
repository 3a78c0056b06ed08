// What the guides may show and name.

import path from "node:path";
import { build } from "esbuild";
import { ROOT } from "./browser.mjs";

export const GUIDES = path.join(ROOT, "docs/huong-dan");

/** Every picture that `pictures.test.mjs` takes. */
export const PICTURES = [
  "mo-trang", "tiep-nhan", "kiem-tra", "chap-nhan", "gui-tra", "phieu-nhan-xet", "tong-hop", "ket-qua-tong-hop",
  "cap-nhat", "so-sanh", "in-chinh-thuc", "bieu-mau", "chon-lai-cot", "thiet-lap", "quy-tac",
];

/** Everything that the page says in Vietnamese. */
export async function vietnameseWords() {
  const { outputFiles } = await build({ entryPoints: [path.join(ROOT, "web/src/words.ts")], bundle: true, write: false, format: "esm" });
  const { all } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
  return Object.values(all.vi);
}
