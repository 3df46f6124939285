import type { Line, LineKind } from "../http/line";

/** Lines of a message that mean the same wherever the message stands. */
export const CONTENT_LINES: ReadonlySet<LineKind> = new Set<LineKind>([
  "request-line",
  "request-continuation",
  "status-line",
  "field",
  "obs-fold",
  "elision",
  "body",
]);

/** The same, with what may stand among them and goes along. */
export const SELF_CONTAINED_LINES: ReadonlySet<LineKind> = new Set<LineKind>([
  ...CONTENT_LINES,
  "blank",
  "comment",
  "directive",
]);

const OWN_LINES: ReadonlySet<LineKind> = new Set<LineKind>(["comment", "directive", "script", "block-comment"]);

/** The index of the first of the lines directly above a request that are the request's own. */
export function topOfRequest(lines: readonly Line[], requestLine: number): number {
  let top = requestLine;
  while (OWN_LINES.has(lines[top - 1]?.kind ?? "blank")) {
    top--;
  }
  return top;
}
