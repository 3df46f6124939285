import { headerNamed } from "../headers/headers";
import { fieldLine } from "./field-line";
import type { Line } from "./line";
import { requestLine } from "./request-line";
import { statusLine } from "./status-line";

/**
 * The absolute URL of a redirect in a transcript that leads to the target of the next request; null if there is none.
 * @param head the lines of the response's head.
 * @param next the next request line.
 */
export function recordedRedirect(text: string, head: readonly Line[], next: Line): string | null {
  const [first] = head;
  const status = first === undefined ? null : statusLine(text, first.content, first.end)?.status;
  const target = requestLine(text, next.content, next.end)?.target;
  if (status == null || text[status.start] !== "3" || target === undefined) {
    return null;
  }
  const path = text.slice(target.start, target.end);
  return locationsIn(text, head).find((url) => pathOf(url) === path) ?? null;
}

function locationsIn(text: string, head: readonly Line[]): string[] {
  return head.flatMap(({ kind, content, end }) => {
    const field = kind === "field" ? fieldLine(text, content, end) : null;
    return field !== null && headerNamed(text.slice(field.name.start, field.name.end)) === "Location"
      ? [text.slice(field.value.start, field.value.end)]
      : [];
  });
}

/** Path and query of an absolute URL, as typed; null for another reference. */
function pathOf(url: string): string | null {
  const path = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^#]*)/i.exec(url)?.[1] ?? null;
  return path === null || path.startsWith("/") ? path : `/${path}`;
}
