import type { Line, LineKind } from "../http/line";

/** Lines of a message that mean the same wherever the message is. */
export const CONTENT_LINES: ReadonlySet<LineKind> = new Set<LineKind>([
  "request-line",
  "request-continuation",
  "status-line",
  "field",
  "obs-fold",
  "elision",
  "body",
]);

/** `CONTENT_LINES`, and the lines that may be between them and move with them. */
export const SELF_CONTAINED_LINES: ReadonlySet<LineKind> = new Set<LineKind>([
  ...CONTENT_LINES,
  "blank",
  "comment",
  "directive",
]);

const OWN_LINES: ReadonlySet<LineKind> = new Set<LineKind>(["comment", "directive", "script", "block-comment"]);

/** The index of the first line that belongs to a request: its comments and scripts are directly above it. */
export function topOfRequest(lines: readonly Line[], requestLine: number): number {
  let top = requestLine;
  while (OWN_LINES.has(lines[top - 1]?.kind ?? "blank")) {
    top--;
  }
  return top;
}
