import type { Fix } from "../../edits/edit";
import { removeField } from "../../edits/field-edits";
import type { Field, Message } from "../../http/tree";
import type { JudgedDocument, JudgedExchanges } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";

/**
 * Whether to report a header that is out of place in a message: not if CORS is known not to apply.
 */
export function mayBeCors(judged: JudgedExchanges, message: Message): boolean {
  const applicability = judged.exchangeOf(message)?.applicability;
  return applicability === undefined || applicability.applies !== false || applicability.reason === "no-origin";
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
 * Removes a field that has no effect in its message. No verdict depends on it, but it may have been meant for another message, so a person has to
 * decide.
 */
export function removal(judged: JudgedDocument, message: Message, field: Field): Fix {
  return {
    title: `Remove ${field.name.text}`,
    grade: "suggestion",
    edits: [removeField(judged.document, message, field)],
  };
}
