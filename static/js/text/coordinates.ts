// A point written as decimal degrees, as degrees, minutes and seconds, and as MGRS.
import { forward } from "mgrs";

export interface Written {
  name: string;
  text: string;
}

export function writtenCoordinates(lat: number, lon: number): Written[] {
  const written = [
    { name: "WGS 84", text: `${lat.toFixed(5)}, ${lon.toFixed(5)}` },
    { name: "DMS", text: `${sexagesimal(lat, "N", "S")} ${sexagesimal(lon, "E", "W")}` },
  ];
  // MGRS ends at 80° S and 84° N
  if (lat >= -80 && lat <= 84)
    written.push({
      name: "MGRS",
      text: forward([lon, lat], 5).replace(/^(\d+[A-Z])([A-Z]{2})(\d{5})(\d{5})$/, "$1 $2 $3 $4"),
    });
  return written;
}

function sexagesimal(degrees: number, positive: string, negative: string): string {
  const seconds = Math.round(Math.abs(degrees) * 3600);
  const [d, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${d}°${String(m).padStart(2, "0")}′${String(s).padStart(2, "0")}″${degrees < 0 ? negative : positive}`;
}
