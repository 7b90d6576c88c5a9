// Bundles the pages into static/dist/ and says how big they are; `--watch` bundles again on every change.
import { cpSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { context } from "esbuild";

const OUT = "static/dist";
const FONT = "node_modules/@fontsource-variable/inter/files";
const SCRIPTS = ["latin", "latin-ext", "cyrillic", "cyrillic-ext"];

mkdirSync(`${OUT}/fonts`, { recursive: true });
for (const script of SCRIPTS) cpSync(`${FONT}/inter-${script}-wght-normal.woff2`, `${OUT}/fonts/inter-${script}.woff2`);

const bundler = await context({
  entryPoints: {
    main: "static/js/main.ts",
    embed: "static/js/embed.ts",
    "main-style": "static/style/main.css",
    "embed-style": "static/style/embed.css",
    resize: "static/js/resize.ts",
  },
  outdir: OUT,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  sourcemap: false,
  legalComments: "linked",
  chunkNames: "part-[name]-[hash]",
  loader: { ".png": "dataurl", ".svg": "dataurl" },
  external: ["*.woff2"],
  logLevel: "warning",
});

if (process.argv.includes("--watch")) await bundler.watch();
else {
  await bundler.rebuild();
  await bundler.dispose();
  const gzipped = (name) => (gzipSync(readFileSync(`${OUT}/${name}`)).length / 1000).toFixed(1);
  const names = readdirSync(OUT).filter((name) => /\.(js|css)$/.test(name));
  console.log(`bundle: ${names.map((name) => `${name} ${gzipped(name)} kB`).join(", ")} (gzipped)`);
}
