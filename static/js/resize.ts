// For pages that embed a map with a list of unknown height: <script src=".../resize.js"></script> beside the frame.
// The frame posts its height; nothing else is read or sent.
window.addEventListener("message", (event: MessageEvent) => {
  const height = Number(event.data?.incidentMapHeight);
  if (!Number.isFinite(height)) return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow === event.source) frame.style.height = `${Math.min(2000, Math.max(200, height))}px`;
  }
});
