import { removeField } from "../../edits/field-edits";
import type { Field, Fragment, Message, Response } from "../../http/tree";
import type { JudgedExchanges } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { place } from "../../text/range";
import type { Report } from "../framework/rule";

/**
 * Whether to report a header that is out of place in a message: not if CORS is known not to apply.
 */
export function mayBeCors(judged: JudgedExchanges, message: Message): boolean {
  const exchange = judged.exchangeOf(message);
  return exchange === null || exchange.applicability.applies !== false || exchange.isPageUnknown;
}

/** Whether a message is the response to a request of a kind, or may be one. In other messages, browsers ignore some headers. */
export function mayAnswer(judged: JudgedExchanges, message: Message, kind: JudgedExchange["kind"]): boolean {
  if (message.kind === "request") {
    return false;
  }
  const exchange = judged.exchangeOf(message);
  return (
    message.kind === "fragment" ||
    judged.isUnjudged(message) ||
    (exchange?.kind === kind && exchange.applicability.applies !== false)
  );
}

/**
 * Reports a field that has no effect in its message. The fix removes it: no verdict depends on it, but it may have been meant for another message,
 * so a person has to decide.
 */
export function outOfPlace(message: Message, field: Field, sentence: string): Report {
  return {
    message: sentence,
    place: place(message, field.name),
    unnecessary: true,
    fixes: ({ document }) => [
      { title: `Remove ${field.name.text}`, grade: "suggestion", edits: [removeField(document, message, field)] },
    ],
  };
}

/** Whether a response is unjudged or for a request without credentials, and CORS may apply to it; or a fragment. */
export function isWithoutCredentials(judged: JudgedExchanges, message: Response | Fragment): boolean {
  if (message.kind === "fragment" || judged.isUnjudged(message)) {
    return true;
  }
  const exchange = judged.exchangeOf(message);
  return exchange !== null && exchange.applicability.applies !== false && exchange.resolvedCredentials.mode === "omit";
}
