import type { Line } from "../http/line";

const OWN_LINES: ReadonlySet<Line["kind"]> = new Set<Line["kind"]>(["comment", "directive", "script", "block-comment"]);

/** The index of the first of the lines directly above a request that are the request's own. */
export function topOfRequest(lines: readonly Line[], requestLine: number): number {
  let top = requestLine;
  while (OWN_LINES.has(lines[top - 1]?.kind ?? "blank")) {
    top--;
  }
  return top;
}
