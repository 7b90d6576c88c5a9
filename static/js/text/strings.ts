// The page's own words in the reader's language; English where a translation lacks one.
import { en, type Key } from "./en.ts";
import { numberFormat, regionNames } from "./intl.ts";

export const LANGUAGES: Record<string, string> = {
  en: "English",
  uk: "Українська",
  fr: "Français",
  es: "Español",
  ar: "العربية",
};
const RIGHT_TO_LEFT = new Set(["ar"]);

function regional(lang: string): string {
  const known = typeof navigator === "undefined" ? [] : navigator.languages;
  return known.find((tag) => tag.slice(0, 2).toLowerCase() === lang) ?? lang;
}

/** Strings of one language, with its code for dates and numbers. */
export class Strings {
  constructor(
    readonly lang: string,
    private readonly words: Partial<Record<string, string>> = {},
    /** How dates and numbers are written: the reader's own region where the browser names one. */
    readonly locale: string = regional(lang),
  ) {}

  get direction(): "rtl" | "ltr" {
    return RIGHT_TO_LEFT.has(this.lang) ? "rtl" : "ltr";
  }

  t(key: Key, values: Record<string, string | number> = {}): string {
    // a value that is new in the data is shown as it is
    const text: string = this.words[key] ?? en[key] ?? key.slice(key.indexOf(".") + 1);
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return value === undefined ? whole : typeof value === "number" ? this.number(value) : value;
    });
  }

  /** A word of the data itself (type, status, group) where the language has one for it. */
  data(kind: "type" | "status" | "group" | "unit", id: string, fallback: string): string {
    return this.words[`${kind}.${id}`] ?? fallback;
  }

  number(value: number): string {
    return numberFormat(this.locale).format(value);
  }

  country(code: string): string {
    try {
      return regionNames(this.lang).of(code) ?? code;
    } catch {
      return code;
    }
  }
}

/** The language to use: that of the address, else the first of the browser's that we have. */
export function chosenLanguage(asked: string, browser: readonly string[]): string {
  for (const wish of [asked, ...browser]) {
    const code = wish.slice(0, 2).toLowerCase();
    if (code in LANGUAGES) return code;
  }
  return "en";
}

export async function loadStrings(lang: string): Promise<Strings> {
  if (lang === "uk") return new Strings(lang, (await import("./uk.ts")).uk);
  if (lang === "fr") return new Strings(lang, (await import("./fr.ts")).fr);
  if (lang === "es") return new Strings(lang, (await import("./es.ts")).es);
  if (lang === "ar") return new Strings(lang, (await import("./ar.ts")).ar);
  return new Strings("en");
}
