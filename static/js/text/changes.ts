// What has changed in an incident since it was seen, in the reader's words.
import type { Incident, IncidentDetail, Legend } from "../model.ts";
import type { Strings } from "./strings.ts";
import { whenText } from "./when.ts";

interface Words {
  strings: Strings;
  legend: Legend;
}

/** "Where: A → B", one line for each part that differs. */
export function changesBetween(before: IncidentDetail, now: IncidentDetail, { strings, legend }: Words): string[] {
  const type = ({ properties }: Incident) =>
    strings.data("type", properties.type, legend.types[properties.type]?.label ?? properties.type);
  const status = ({ properties }: Incident) =>
    strings.data("status", properties.status, legend.statuses[properties.status]?.label ?? properties.status);
  const where = ({ properties, geometry }: Incident) =>
    properties.place ?? (geometry ? geometry.coordinates.join(" ") : strings.t("list.unplaced"));
  const grade = ({ properties }: Incident) => String(properties.grade ?? "–");
  const parts: [string, (incident: IncidentDetail) => string][] = [
    [strings.t("filters.type"), type],
    [strings.t("filters.status"), status],
    [strings.t("card.where"), where],
    [strings.t("card.when"), ({ properties }) => whenText(properties, strings)],
    [strings.t("review.grade"), grade],
    [strings.t("review.tags"), ({ properties }) => String(properties.tags || "–")],
    [strings.t("card.evidence"), ({ reports }) => strings.number(reports.length)],
  ];
  return parts.flatMap(([label, of]) => (of(before) === of(now) ? [] : [`${label}: ${of(before)} → ${of(now)}`]));
}
