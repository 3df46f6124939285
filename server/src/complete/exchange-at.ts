import { fieldsNamed, type Message } from "../http/tree";
import type { JudgedDocument } from "../judged/judged-document";
import type { JudgedExchange } from "../judged/judged-exchange";

/** Whether a request is a preflight or is about to become one: without `Origin`, the analysis doesn't treat it as a preflight yet. */
export function isPreflight({ kind, request }: JudgedExchange): boolean {
  return (
    kind === "preflight" ||
    (request.methodValue === "OPTIONS" && fieldsNamed(request, "Access-Control-Request-Method").length > 0)
  );
}

/** The exchange of a message; null if it has none. */
export function exchangeOf(judged: JudgedDocument, message: Message | null): JudgedExchange | null {
  return message === null ? null : judged.exchangeOf(message);
}

/** The actual requests for the same URL below a preflight that is being written. */
export function requestsBelow(judged: JudgedDocument, preflight: JudgedExchange): JudgedExchange[] {
  const start = judged.document.startOf(preflight.request);
  return judged
    .othersWithTarget(preflight)
    .filter((other) => judged.document.startOf(other.request) > start && !isPreflight(other));
}

/** Whether CORS applies to the exchange, or may apply. */
export function mayBeCors({ applicability }: JudgedExchange): boolean {
  return applicability.applies !== false;
}
