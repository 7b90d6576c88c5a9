// The base map's worker: reads its files, cuts and paints its tiles, so that the page itself stays free.
import { Client } from "../api/client.ts";
import type { WorkerAnswer, WorkerQuestion } from "./basemap.ts";
import { Painter } from "./painter.ts";

const FONT_WAIT_MS = 700;
const FONTS = [
  ["inter-latin", "U+0000-00FF, U+2000-206F"],
  ["inter-latin-ext", "U+0100-02BA, U+1E00-1E9F, U+1EF2-1EFF"],
  ["inter-cyrillic", "U+0400-045F, U+0490-0491"],
] as const;

const scope = self as unknown as {
  fonts?: FontFaceSet;
  postMessage(answer: WorkerAnswer, transfer?: Transferable[]): void;
  onmessage: (event: MessageEvent<WorkerQuestion>) => void;
};
let painter: Painter | null = null;
let fonts: Promise<unknown> = Promise.resolve();

scope.onmessage = ({ data }) => {
  if (data.kind === "open") open(data);
  else void answer(data);
};

function open({ folder, fonts: folderOfFonts, lang }: Extract<WorkerQuestion, { kind: "open" }>): void {
  const client = new Client();
  painter = new Painter((path) => client.file(path), folder, lang);
  const faces = FONTS.map(([file, unicodeRange]) => {
    const face = new FontFace("Inter", `url(${folderOfFonts}/${file}.woff2)`, { weight: "100 900", unicodeRange });
    scope.fonts?.add(face);
    return face;
  });
  const first = faces[0]!.load();
  fonts = Promise.race([first, new Promise((resolve) => setTimeout(resolve, FONT_WAIT_MS))]).catch(() => undefined);
  const rest = lang === "uk" ? faces : faces.slice(0, 2);
  Promise.all(rest.map((face) => face.load())).then(
    () => scope.postMessage({ kind: "fonts" }),
    // a font that cannot be had: the system's own stays
    () => undefined,
  );
}

async function answer(question: Exclude<WorkerQuestion, { kind: "open" }>): Promise<void> {
  const { id } = question;
  try {
    if (!painter) throw new Error("The base map is not opened.");
    if (question.kind === "note") {
      scope.postMessage({ kind: "note", id, area: await painter.disputedAt(question.lat, question.lon) });
      return;
    }
    await fonts;
    const canvas = new OffscreenCanvas(1, 1);
    await painter.paint(canvas, question.job);
    const bitmap = canvas.transferToImageBitmap();
    scope.postMessage({ kind: "tile", id, bitmap }, [bitmap]);
  } catch (error) {
    scope.postMessage({ kind: "failed", id, message: error instanceof Error ? error.message : String(error) });
  }
}
