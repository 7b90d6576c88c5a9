// Reports of a text that was read but not stored → incidents as list, map and card show them: one report each.
import type { IncidentDetail, Legend, Report } from "../model.ts";

export interface Extraction {
  reports: Report[];
}

type Placed = Report["location"] & { place_id?: string | null; zone?: string | null };

export function incidentsOf(
  { reports }: Extraction,
  legend: Legend,
  label: (type: string) => string,
): IncidentDetail[] {
  return reports.map((report) => {
    const { location, time, type } = report;
    const place = location as Placed | null;
    const toll = (unit: string) => report.quantities.find((quantity) => quantity.unit === unit);
    const said = (texts: readonly { text: string }[]) => texts.map(({ text }) => text).join("; ") || null;
    return {
      type: "Feature",
      id: report.id,
      geometry: place ? { type: "Point", coordinates: [place.lon, place.lat] } : null,
      properties: {
        type,
        group: legend.types[type]?.group ?? "",
        label: label(type),
        status: report.status,
        title: [label(type), place?.name].filter(Boolean).join(" – "),
        place: place?.name ?? null,
        country: place?.country ?? null,
        precision: place?.precision ?? null,
        radius_km: place?.radius_km ?? null,
        place_id: place?.place_id ?? null,
        start: time?.start ?? null,
        end: time?.end ?? null,
        time_precision: time?.precision ?? null,
        zone: place?.zone ?? null,
        start_utc: null,
        end_utc: null,
        confidence: report.confidence,
        sources: 1,
        outlets: report.article.source,
        killed_min: toll("killed")?.min ?? null,
        killed_max: toll("killed")?.max ?? null,
        wounded_min: toll("wounded")?.min ?? null,
        wounded_max: toll("wounded")?.max ?? null,
        actors: null,
        attribution: said(report.attribution),
        excerpt: report.segments.map(({ text }) => text).join(""),
        updated: null,
      },
      reports: [report],
      related: [],
    };
  });
}
