"use strict";
// The page's own script: draws the world and the incidents on folium's map, lists them beside it. Text is only ever
// textContent.
const SHOWN_FIRST = ["occurred", "claimed"];
const AREAL = ["district", "region", "country", "sea"];

function make(tag, text, className) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  if (className) element.className = className;
  return element;
}

function colourOf(legend, properties, dark) {
  const group = legend.types?.[properties.type]?.group ?? properties.group;
  return legend.groups?.[group]?.color[dark ? "dark" : "light"] ?? "#666";
}

// Outline and filling by status, as the legend of the service says.
function outlineOf(legend, status) {
  const said = legend.statuses?.[status] ?? {};
  const dashArray = { dashed: "4 3", dotted: "1 4" }[said.outline] ?? null;
  return { dashArray, fillOpacity: { full: 0.85, pale: 0.3, hollow: 0 }[said.fill] ?? 0.85 };
}

function whenOf(properties) {
  if (!properties.start) return "time unknown";
  const precise = ["minute", "hour"].includes(properties.time_precision);
  return properties.start.slice(0, precise ? 16 : 10).replace("T", " ") + (precise ? "" : `, ${properties.time_precision}`);
}

function cardOf(properties) {
  const card = make("div", "", "card");
  card.append(make("h2", properties.title || properties.label || properties.type));
  card.append(make("p", [properties.label, properties.status, properties.place].filter(Boolean).join(" · ")));
  card.append(make("p", whenOf(properties)));
  if (properties.excerpt) card.append(make("blockquote", properties.excerpt));
  const said = [properties.attribution && `according to ${properties.attribution}`, properties.outlets].filter(Boolean).join(" — ");
  if (said) card.append(make("small", said));
  return card;
}

function drawWorld(map, world) {
  const css = getComputedStyle(document.documentElement);
  const colour = (name) => css.getPropertyValue(name).trim();
  map.createPane("world").style.zIndex = 150;
  const renderer = L.canvas({ pane: "world", padding: 0.5 });
  const options = { pane: "world", renderer, interactive: false };
  const land = L.geoJSON(world.land, { ...options, style: { stroke: false, fillColor: colour("--land"), fillOpacity: 1 } });
  const borders = L.geoJSON(world.borders, { ...options, style: { color: colour("--border"), weight: 0.8, dashArray: "4 3" } });
  land.addTo(map);
  borders.addTo(map);
}

function markOf(feature, colour, outline, renderer) {
  const [lon, lat] = feature.geometry.coordinates;
  const { precision, radius_km: radius } = feature.properties;
  const mark = L.circleMarker([lat, lon], { color: colour, weight: 2, radius: 7, fillColor: colour, ...outline, renderer });
  if (!AREAL.includes(precision)) return mark;
  const area = L.circle([lat, lon], { radius: (radius || 20) * 1000, stroke: false, fillColor: colour, fillOpacity: radius > 300 ? 0.04 : 0.12, renderer });
  mark.setStyle({ weight: 1, fillOpacity: Math.min(0.2, outline.fillOpacity) });
  return L.featureGroup([area, mark]);
}

function showIncidents(map, data) {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const host = map.getContainer();
  document.documentElement.lang = "en";
  const header = make("header");
  header.append(make("h1", data.title), make("p", `Made on ${data.made}. Select a mark or a line for the words that say so.`));
  const aside = make("aside");
  aside.setAttribute("aria-label", "Incidents");
  const list = make("ol");
  aside.append(list);
  host.before(header, aside);
  host.setAttribute("aria-label", "Map of the incidents");
  map.invalidateSize();
  map.attributionControl.setPrefix(false).addAttribution(data.attribution);
  drawWorld(map, data.world);
  const renderer = L.svg({ padding: 0.5 });
  const entries = data.features.map((feature) => entryOf(map, feature, data.legend, dark, renderer));
  const statuses = [...new Set(data.features.map((feature) => feature.properties.status))];
  const shown = new Set(statuses.filter((status) => SHOWN_FIRST.includes(status)));
  const update = () => {
    for (const { mark, item, status } of entries) {
      item.hidden = !shown.has(status);
      if (mark) shown.has(status) ? mark.addTo(map) : mark.remove();
    }
  };
  for (const status of statuses) header.append(boxOf(status, data.legend, shown, update));
  list.append(...entries.map((entry) => entry.item));
  update();
  const points = data.features.filter((feature) => feature.geometry).map((feature) => [...feature.geometry.coordinates].reverse());
  if (points.length) map.fitBounds(points, { maxZoom: 7, padding: [40, 40] });
}

function boxOf(status, legend, shown, update) {
  const label = make("label");
  const box = make("input");
  box.type = "checkbox";
  box.checked = shown.has(status);
  box.addEventListener("change", () => {
    if (box.checked) shown.add(status);
    else shown.delete(status);
    update();
  });
  label.append(box, ` ${legend.statuses?.[status]?.label ?? status}`);
  return label;
}

function entryOf(map, feature, legend, dark, renderer) {
  const { properties } = feature;
  const colour = colourOf(legend, properties, dark);
  const outline = outlineOf(legend, properties.status);
  const button = make("button");
  button.type = "button";
  const dot = make("i", "", "dot");
  dot.style.borderColor = colour;
  dot.style.borderStyle = legend.statuses?.[properties.status]?.outline ?? "solid";
  dot.style.background = `color-mix(in srgb, ${colour} ${Math.round(outline.fillOpacity * 100)}%, transparent)`;
  button.append(dot, make("span", properties.title || properties.label));
  button.append(make("span", ""));
  button.lastChild.append(make("small", `${properties.status} · ${whenOf(properties)}${feature.geometry ? "" : " · place unknown"}`));
  const item = make("li");
  item.append(button);
  const mark = feature.geometry ? markOf(feature, colour, outline, renderer) : null;
  if (mark) mark.bindPopup(() => cardOf(properties), { maxWidth: 340 });
  button.addEventListener("click", () => {
    document.querySelector("aside [aria-current]")?.removeAttribute("aria-current");
    button.setAttribute("aria-current", "true");
    if (!mark) {
      if (!item.querySelector(".card")) item.append(cardOf(properties));
      return;
    }
    const [lon, lat] = feature.geometry.coordinates;
    map.setView([lat, lon], Math.max(map.getZoom(), 5));
    mark.openPopup([lat, lon]);
  });
  return { mark, item, status: properties.status };
}
