import type { Analysis } from "../analysis";
import { notCorsLabel, verdictLabel } from "../explain/label";
import { plainHover } from "../explain/plain";
import { reason } from "../explain/verdict";
import type { Line } from "../http/line";
import { blockOf } from "../http/tree";
import type { Range } from "../text/range";
import { lineIndexAt } from "./extents";

/** The verdict on an exchange, and where to show it. */
export interface ShownVerdict {
  /** A few words: `CORS: blocked: port differs`. */
  readonly label: string;
  /** The reason in one sentence of plain text. */
  readonly reason: string;
  /** The content of the request's first line in the document, without its prefix and terminator. */
  readonly line: Range;
}

/**
 * The verdicts of a document, in document order; none in examples that are marked as bad. The redirects that a command has followed have one: that of
 * the last response.
 * @param showsNotCors whether to include exchanges to which CORS doesn't apply.
 */
export function verdictsOf(analysis: Analysis, showsNotCors: boolean): ShownVerdict[] {
  const { document, judged } = analysis;
  const { lines } = document;
  const written = analysis.exchanges.filter(({ isHop }) => !isHop);
  return written.flatMap((first) => {
    const { request } = first;
    const exchange = judged.lastHop(first);
    const label = verdictLabel(analysis, exchange);
    const shown = label !== null ? `CORS: ${label}` : showsNotCors ? notCorsLabel(analysis, exchange) : null;
    if (shown === null || blockOf(request).badExample) {
      return [];
    }
    const { content, end } = lines[lineIndexAt(analysis, document.startOf(request))] as Line;
    return [
      {
        label: shown,
        reason: plainHover(document.privacy.shown(reason(analysis, exchange))),
        line: { start: content, end },
      },
    ];
  });
}
