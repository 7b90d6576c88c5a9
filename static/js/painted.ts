// When things are on the screen.
const AT_MOST_MS = 250;

/** Until what was drawn last is on the screen; a page that is not looked at paints nothing, and waits but shortly. */
export function painted(page: Window = window): Promise<void> {
  return new Promise((resolve) => {
    page.setTimeout(resolve, AT_MOST_MS);
    // the next frame begins when the one with the drawing has been handed on
    page.requestAnimationFrame(() => page.requestAnimationFrame(() => page.setTimeout(resolve)));
  });
}
