// Bundles the front end into generated/: page.js, page.css and worker.js. `cargo xtask page`
// calls it after the library's glue was written there, and puts all of it into one HTML file.
import { build } from "esbuild";

const common = {
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome109", "edge109", "firefox115"],
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
};

await build({
  ...common,
  entryPoints: { page: "src/main.tsx" },
  outdir: "generated",
  jsx: "automatic",
  jsxImportSource: "preact",
});
await build({ ...common, entryPoints: { worker: "src/worker.ts" }, outdir: "generated" });
