// What every view is given.
import type { Client } from "../api/client.ts";
import type { Fresh } from "../data/fresh.ts";
import type { Loader } from "../data/loader.ts";
import type { Incident, Legend } from "../model.ts";
import type { Store } from "../state/store.ts";
import type { Strings } from "../text/strings.ts";

export interface Context {
  store: Store;
  loader: Loader;
  client: Client;
  fresh: Fresh;
  legend: Legend;
  strings: Strings;
  /** Points at an incident in list and map, null at none. */
  point(id: string | null, from: "list" | "map"): void;
  /** Says something to screen readers. */
  announce(text: string): void;
}

export const typeLabel = ({ legend, strings }: Pick<Context, "legend" | "strings">, type: string): string =>
  strings.data("type", type, legend.types[type]?.label ?? type);

export const statusLabel = ({ legend, strings }: Pick<Context, "legend" | "strings">, status: string): string =>
  strings.data("status", status, legend.statuses[status]?.label ?? status);

export const groupLabel = ({ legend, strings }: Pick<Context, "legend" | "strings">, group: string): string =>
  strings.data("group", group, legend.groups[group]?.label ?? group);

export const sourcesText = (strings: Strings, n: number): string =>
  n === 1 ? strings.t("list.source") : strings.t("list.sources", { n });

/** An incident's title, or what stands for one that has none. */
export function titleOf(context: Pick<Context, "legend" | "strings">, { properties }: Incident): string {
  const { title, type, place } = properties;
  const label = typeLabel(context, type);
  // the service's titles are English: in another language they are made of the type and the place
  if (context.strings.lang !== "en") return place ? `${label} – ${place}` : label;
  return title || label;
}
