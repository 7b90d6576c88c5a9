// Colours of the base map. The page's own colours are in style/tokens.css.
export interface MapTheme {
  sea: string;
  halo: [string, string];
  land: string;
  coast: string;
  border: string;
  admin: string;
  river: string;
  lake: string;
  hatch: string;
  capital: string;
  town: string;
  country: string;
  water: string;
  rim: string;
}

export const LIGHT: MapTheme = {
  sea: "#dbe7ec",
  halo: ["rgba(140,182,199,.16)", "rgba(140,182,199,.26)"],
  land: "#f8f6f1",
  coast: "#9db9c5",
  border: "#a89b8d",
  admin: "rgba(150,138,124,.34)",
  river: "rgba(150,188,204,.75)",
  lake: "#d3e2e9",
  hatch: "rgba(120,104,88,.30)",
  capital: "#2f3338",
  town: "#666a70",
  country: "#6b6359",
  water: "#46687a",
  rim: "rgba(248,246,241,.9)",
};

export const DARK: MapTheme = {
  sea: "#0e161d",
  halo: ["rgba(72,118,146,.10)", "rgba(72,118,146,.15)"],
  land: "#1c262e",
  coast: "#3b505e",
  border: "#5d6c78",
  admin: "rgba(120,138,152,.24)",
  river: "rgba(74,108,130,.55)",
  lake: "#121c24",
  hatch: "rgba(190,200,210,.20)",
  capital: "#d4dde4",
  town: "#95a4b0",
  country: "#9aa8b3",
  water: "#7b9cb1",
  rim: "rgba(22,31,38,.92)",
};
