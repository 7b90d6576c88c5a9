// Removes the bundle's files of an earlier build: their names change with their content.
import { readdirSync, rmSync } from "node:fs";

const OUT = "static/dist";
try {
  for (const name of readdirSync(OUT)) if (/\.(js|css|txt|br|gz)$/.test(name)) rmSync(`${OUT}/${name}`);
} catch (error) {
  if (error.code !== "ENOENT") throw error;
}
