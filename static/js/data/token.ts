// The access token, kept for as long as this tab is open; nothing is written to disk.
const KEPT = "incident-map.token";

export function token(): string {
  try {
    return sessionStorage.getItem(KEPT) ?? "";
  } catch {
    return "";
  }
}

export function keepToken(text: string): void {
  try {
    sessionStorage.setItem(KEPT, text.trim());
  } catch {
    // a browser that keeps nothing asks again
  }
}
