import type { Analysis } from "../analysis";
import { notCorsLabel, verdictLabel } from "../explain/label";
import { plainHover } from "../explain/plain";
import { reason } from "../explain/verdict";
import type { Line } from "../http/line";
import type { Range } from "../text/range";
import { lineIndexAt } from "./extents";

/** The verdict on an exchange, and where to show it. */
export interface ShownVerdict {
  /** A few words that stand for themselves: `CORS: blocked: port differs`. */
  readonly label: string;
  /** Why, in one sentence of plain text. */
  readonly reason: string;
  /** The line on which the request begins, without what stands before it and without its terminator; in the document. */
  readonly line: Range;
}

/**
 * The verdicts of a document, in the order of the text; none in examples of what is wrong.
 * @param showsNotCors whether exchanges without a verdict are told as such.
 */
export function verdictsOf(analysis: Analysis, showsNotCors: boolean): ShownVerdict[] {
  const { blocks, lines, variables } = analysis.document;
  return analysis.exchanges.flatMap((exchange) => {
    const { request } = exchange;
    const label = verdictLabel(analysis, exchange);
    const shown = label !== null ? `CORS: ${label}` : showsNotCors ? notCorsLabel(analysis, exchange) : null;
    if (shown === null || blocks[request.block]?.badExample === true) {
      return [];
    }
    const { content, end } = lines[lineIndexAt(analysis, request.start)] as Line;
    return [
      {
        label: shown,
        reason: plainHover(variables.withoutSecrets(reason(analysis, exchange))),
        line: { start: content, end },
      },
    ];
  });
}
