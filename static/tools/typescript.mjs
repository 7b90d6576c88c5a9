// Lets node's test runner load the page's TypeScript: esbuild takes the types away. Used with --import.
import { register } from "node:module";

const HOOKS = `
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { transformSync } from "${import.meta.resolve("esbuild")}";
// mgrs names its ES module in "module" alone, which bundlers read and node does not.
const ESM = new URL("mgrs.esm.js", "${import.meta.resolve("mgrs")}").href;
export const resolve = (name, context, next) => (name === "mgrs" ? { url: ESM, format: "module", shortCircuit: true } : next(name, context));
export async function load(url, context, next) {
  if (url === ESM) return { format: "module", source: readFileSync(fileURLToPath(url), "utf8"), shortCircuit: true };
  if (!url.endsWith(".ts")) return next(url, context);
  const { code } = transformSync(readFileSync(fileURLToPath(url), "utf8"), { loader: "ts", format: "esm", target: "es2022" });
  return { format: "module", source: code, shortCircuit: true };
}`;
register(`data:text/javascript,${encodeURIComponent(HOOKS)}`);
