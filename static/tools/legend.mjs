// Writes static/legend.json out of the table of event types, static/tools/glyphs.json and the colours below;
// `--check` writes nothing and fails when the file is not what it should be.
import { readFileSync, writeFileSync } from "node:fs";
import { parse } from "yaml";

const FILE = "static/legend.json";

// Colour says the group, shape the family of groups, so that two groups of one shape differ in lightness too and the
// colour-blind can tell them apart (tests: static/js/draw/colours.test.ts). `light` for the light theme, `dark` for the dark.
const GROUPS = {
  armed: { label: "Armed violence", shape: "circle", light: "#c0262d", dark: "#e5484d" },
  seizure: { label: "Seizure and robbery", shape: "circle", light: "#5b2a86", dark: "#8e5cc4" },
  unrest: { label: "Unrest", shape: "circle", light: "#c8690a", dark: "#e58a2b" },
  state: { label: "State and military", shape: "square", light: "#23436b", dark: "#5c84b8" },
  diplomacy: { label: "Diplomacy", shape: "square", light: "#0c857c", dark: "#2bb3a6" },
  politics: { label: "Politics", shape: "square", light: "#7b68d9", dark: "#9d8df0" },
  accident: { label: "Accidents", shape: "diamond", light: "#a35412", dark: "#b9651f" },
  nature: { label: "Nature", shape: "diamond", light: "#1d5c38", dark: "#4c9a6b" },
  health: { label: "Health", shape: "diamond", light: "#d1417f", dark: "#f48fb9" },
  infrastructure: { label: "Infrastructure", shape: "hexagon", light: "#4d5966", dark: "#8795a3" },
  people: { label: "People on the move", shape: "hexagon", light: "#1476b5", dark: "#4aa3de" },
};

// How a mark is outlined; the order is that of the legend.
const STATUSES = {
  occurred: { label: "Occurred", outline: "solid", fill: "full" },
  claimed: { label: "Claimed by a party", outline: "dashed", fill: "full" },
  planned: { label: "Planned", outline: "solid", fill: "hollow" },
  historical: { label: "Earlier event", outline: "solid", fill: "pale" },
  threatened: { label: "Threatened", outline: "dotted", fill: "hollow" },
  hypothetical: { label: "Hypothetical", outline: "dotted", fill: "pale" },
  denied: { label: "Denied", outline: "struck", fill: "hollow" },
};

const glyphs = JSON.parse(readFileSync("static/tools/glyphs.json", "utf8"));
const types = {};
for (const { id, group, label, glyph, definition } of parse(readFileSync("app/model/event_types.yaml", "utf8"))) {
  if (!GROUPS[group]) throw new Error(`event type ${id}: group ${group} has no colour in static/tools/legend.mjs`);
  if (!glyphs[glyph]) throw new Error(`event type ${id}: glyph ${glyph} is not in static/tools/glyphs.json`);
  types[id] = { label, group, glyph, definition };
}
const groups = Object.fromEntries(
  Object.entries(GROUPS).map(([id, { label, shape, light, dark }]) => [id, { label, shape, color: { light, dark } }]),
);
const text = `${JSON.stringify({ groups, statuses: STATUSES, types, glyphs }, null, 1)}\n`;
if (!process.argv.includes("--check")) writeFileSync(FILE, text);
else if (readFileSync(FILE, "utf8") !== text) throw new Error(`${FILE} is stale: run "npm run legend" and commit it`);
