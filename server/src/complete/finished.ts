import type { Range } from "../text/range";
import type { Proposal } from "./proposal";

/**
 * Whether the text before the cursor needs no completion, so that Enter ends the line: it is one of the proposals, or stands for a value of its own
 * that a proposal would only continue.
 */
export function isFinished(text: string, proposals: readonly Proposal[], token: Range, offset: number): boolean {
  const typed = text.slice(token.start, offset).toLowerCase();
  return (
    typed !== "" &&
    offset === token.end &&
    proposals.some(({ kind, label }) => isWhole(kind, typed, label.toLowerCase()))
  );
}

function isWhole(kind: Proposal["kind"], typed: string, label: string): boolean {
  switch (kind) {
    case "status":
      return typed === label || /^\S+ \d{3}$/.test(typed);
    case "value":
      return NUMBER.test(typed) || ORIGIN_WITH_PORT.test(typed) || isPart(typed, label);
    case "directive":
      return typed === label.trimEnd();
    default:
      return false;
  }
}

const NUMBER = /^\d+$/;
const ORIGIN_WITH_PORT = /^[a-z][a-z\d+.-]*:\/\/[^/:]+:\d+$/;

/** Whether a label goes on with a delimiter after what is typed: a parameter, a further item, a port. */
function isPart(typed: string, label: string): boolean {
  return label.startsWith(typed) && /^(?:$|[,; ]|:(?!\/\/))/.test(label.slice(typed.length));
}
