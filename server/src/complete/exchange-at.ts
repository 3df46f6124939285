import { fieldsNamed, type Message } from "../http/tree";
import type { JudgedDocument } from "../verdict/judged-document";
import type { JudgedExchange } from "../verdict/judged-exchange";

/** Whether a request is a preflight, or is about to be one: one without `Origin` is no preflight to the core, which has no page for it. */
export function isPreflight({ kind, request }: JudgedExchange): boolean {
  return (
    kind === "preflight" ||
    (request.methodValue === "OPTIONS" && fieldsNamed(request, "Access-Control-Request-Method").length > 0)
  );
}

/** The exchange of a message; null for one that stands alone. */
export function exchangeOf(judged: JudgedDocument, message: Message | null): JudgedExchange | null {
  return message === null ? null : judged.exchangeOf(message);
}

/** The actual requests for the same URL below a preflight that is being written. */
export function requestsBelow(judged: JudgedDocument, preflight: JudgedExchange): JudgedExchange[] {
  const { start } = preflight.request;
  return judged.othersWithTarget(preflight).filter((other) => other.request.start > start && !isPreflight(other));
}

/** Whether the exchange is one of another page's, as far as the text tells. */
export function mayBeCors({ applicability }: JudgedExchange): boolean {
  return applicability.applies !== false;
}
