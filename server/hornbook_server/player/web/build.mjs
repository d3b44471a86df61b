/**
 * Bundles the player into ../static. File names carry their hash: manifest.json has them by entry point, modules.json has
 * what each entry point consists of.
 */

import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const out = "../static";
const pdfjs = "node_modules/pdfjs-dist";
/** What pdf.js loads only for documents that need it: character maps, fonts, decoders, colour profiles. */
const loadedByPdfjs = ["cmaps", "standard_fonts", "wasm", "iccs"];

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const result = await build({
  entryPoints: {
    player: "src/main.ts",
    style: "src/player.css",
    viewer: "src/viewer/main.ts",
    viewer_style: "src/viewer/viewer.css",
    pdf_worker: `${pdfjs}/build/pdf.worker.mjs`,
  },
  loader: { ".svg": "file", ".gif": "file" },
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  metafile: true,
  legalComments: "linked",
  outdir: out,
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  logLevel: "warning",
});
const entries = Object.entries(result.metafile.outputs).filter(([, output]) => output.entryPoint);
const names = entries.map(([file, output]) => [output.entryPoint.replace(/^src\//, ""), basename(file)]);
await writeFile(`${out}/manifest.json`, `${JSON.stringify(Object.fromEntries(names), null, 2)}\n`);
const { outputs } = result.metafile;
const modules = entries.map(([file, output]) => [output.entryPoint.replace(/^src\//, ""), modulesOf(file)]);
await writeFile(`${out}/modules.json`, `${JSON.stringify(Object.fromEntries(modules), null, 2)}\n`);
for (const folder of loadedByPdfjs) await cp(`${pdfjs}/${folder}`, `${out}/pdfjs/${folder}`, { recursive: true });
for (const name of await readdir(out)) {
  if (/\.(m?js|css)$/.test(name))
    await writeFile(`${out}/${name}.gz`, gzipSync(await readFile(`${out}/${name}`), { level: 9 }));
}

/** The file and all that it imports at once. */
function modulesOf(file, found = new Set()) {
  if (found.has(basename(file))) return [];
  found.add(basename(file));
  for (const { path, kind } of outputs[file].imports) if (kind === "import-statement") modulesOf(path, found);
  return [...found];
}
