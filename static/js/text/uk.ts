export const uk: Record<string, string> = {};
