// Bundles the pages into static/dist/ and says how big they are; `--watch` bundles again on every change.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { context } from "esbuild";

const OUT = "static/dist";
const FONT = "node_modules/@fontsource-variable/inter/files";
const SCRIPTS = ["latin", "latin-ext", "cyrillic", "cyrillic-ext"];
// each by itself: what a page needs at its start comes in one file, without a chain of further ones
const PAGES = [
  { main: "static/js/main.ts", "main-style": "static/style/main.css" },
  { embed: "static/js/embed.ts", "embed-style": "static/style/embed.css" },
  { basemap: "static/js/map/worker.ts" },
  { resize: "static/js/resize.ts" },
  { first: "static/js/first.ts" },
];
// what `import()` asks for when it is first used
const LATER = [
  "views/share",
  "views/menu",
  "views/paste",
  "views/review",
  "map/picture",
  "map/painter",
  "map/pmtiles",
  "map/vectortiles",
  "map/locator",
];
const LANGUAGES = ["uk", "fr", "es", "ar"].map((lang) => `text/${lang}`);
const BUNDLES = [
  ...PAGES,
  ...[...LATER, ...LANGUAGES].map((path) => ({ [`part-${path.split("/")[1]}`]: `static/js/${path}.ts` })),
];

mkdirSync(`${OUT}/fonts`, { recursive: true });
for (const script of SCRIPTS) cpSync(`${FONT}/inter-${script}-wght-normal.woff2`, `${OUT}/fonts/inter-${script}.woff2`);
for (const name of readdirSync(OUT)) if (/^part-|\.(br|gz)$/.test(name)) rmSync(`${OUT}/${name}`);

// Leaflet's own pictures and controls, and its rules for browsers of long ago, are not used here
const UNUSED = /\.leaflet-(control|bar|top|right|bottom|left|retina|oldie|attribution|vml)/;
const leaflet = {
  name: "leaflet",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^leaflet$/ }, () => ({ path: resolve("static/js/map/leaflet.js") }));
    onLoad({ filter: /leaflet\.css$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8")
        .replace(/\/\*.*?\*\//gs, "")
        .replace(/([^{}]*)\{([^{}]*)\}/g, (rule, selectors, body) =>
          body.includes("url(") || selectors.split(",").every((one) => UNUSED.test(one)) ? "" : rule,
        ),
      loader: "css",
    }));
  },
};

const laterParts = {
  name: "later-parts",
  setup({ onResolve }) {
    onResolve({ filter: /\.ts$/ }, ({ kind, path }) =>
      kind === "dynamic-import"
        ? { path: `./part-${path.split("/").at(-1).replace(".ts", ".js")}`, external: true }
        : null,
    );
  },
};

const bundlers = await Promise.all(
  BUNDLES.map((entryPoints) =>
    context({
      entryPoints,
      outdir: OUT,
      bundle: true,
      format: "esm",
      target: "es2022",
      minify: true,
      charset: "utf8",
      sourcemap: false,
      legalComments: "linked",
      loader: { ".png": "dataurl", ".svg": "dataurl" },
      external: ["*.woff2"],
      plugins: [leaflet, laterParts],
      logLevel: "warning",
      metafile: process.argv.includes("--parts"),
    }),
  ),
);

if (process.argv.includes("--watch")) await Promise.all(bundlers.map((bundler) => bundler.watch()));
else {
  for (const bundler of bundlers) {
    const { metafile } = await bundler.rebuild();
    await bundler.dispose();
    for (const [name, { inputs }] of Object.entries(metafile?.outputs ?? {})) {
      const parts = Object.entries(inputs).sort((a, b) => b[1].bytesInOutput - a[1].bytesInOutput);
      console.log(
        name,
        parts
          .slice(0, 12)
          .map(([part, { bytesInOutput }]) => `\n  ${bytesInOutput} ${part}`)
          .join(""),
      );
    }
  }
  // packed once and better than the service could on every asking; it sends them as they are
  const first = ["basemap/index.json", "basemap/overview.json"].filter((name) => existsSync(`${OUT}/${name}`));
  for (const name of [...readdirSync(OUT).filter((name) => /\.(js|css)$/.test(name)), ...first]) {
    const whole = readFileSync(`${OUT}/${name}`);
    writeFileSync(`${OUT}/${name}.br`, brotliCompressSync(whole));
    writeFileSync(`${OUT}/${name}.gz`, gzipSync(whole, { level: 9 }));
  }
  const gzipped = (name) => (gzipSync(readFileSync(`${OUT}/${name}`)).length / 1000).toFixed(1);
  const names = readdirSync(OUT).filter((name) => /\.(js|css)$/.test(name));
  console.log(`bundle: ${names.map((name) => `${name} ${gzipped(name)} kB`).join(", ")} (gzipped)`);
}
