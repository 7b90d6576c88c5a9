// Elements from code. Text only ever becomes a text node, so that nothing that comes from outside can be markup.

export type Child = Node | string | number | null | undefined | false;
export type Attributes = Record<string, string | number | boolean | null | undefined | ((event: never) => void)>;

/** An element. `on…` attributes are listeners; false, null and undefined attributes are left out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Child | Child[])[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  put(element, attributes);
  element.append(...nodes(children));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag: string, attributes: Attributes = {}, ...children: (Child | Child[])[]): SVGElement {
  const element = document.createElementNS(SVG, tag);
  put(element, attributes);
  element.append(...nodes(children));
  return element;
}

/** Puts new children into an element, in place of the old ones. */
export function fill(element: Element, ...children: (Child | Child[])[]): void {
  element.replaceChildren(...nodes(children));
}

function put(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value as (event: Event) => void);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
}

function nodes(children: (Child | Child[])[]): (Node | string)[] {
  return children
    .flat()
    .filter((child): child is Node | string | number => child !== null && child !== undefined && child !== false)
    .flatMap((child) =>
      typeof child === "number" ? [String(child)] : typeof child === "string" ? broken(child) : [child],
    );
}

const LONGEST_WORD = 120;
const LONG_WORD = new RegExp(`\\S{${LONGEST_WORD}}(?=\\S)`, "gu");

/** Words of a length that no language has get places to break: to lay out thousands of letters in one run takes seconds. */
function broken(text: string): (Node | string)[] {
  if (text.length <= LONGEST_WORD) return [text];
  const parts: (Node | string)[] = [];
  let at = 0;
  for (const { index, 0: piece } of text.matchAll(LONG_WORD)) {
    parts.push(text.slice(at, index + piece.length), document.createElement("wbr"));
    at = index + piece.length;
  }
  return [...parts, text.slice(at)];
}
