import { normalizeOrigin } from "../../exchange/page-origin";
import { type Field, fieldsNamed } from "../../http/tree";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { isUnknown } from "../../text/unknown";

/** An `Origin` that browsers write differently, and that the response repeats as it is: one mistake in two places. */
export interface EchoedOrigin {
  readonly field: Field;
  /** As browsers write it. */
  readonly sent: string;
}

export function echoedOrigin({ request, response, applicability }: JudgedExchange): EchoedOrigin | null {
  const [field, ...others] = fieldsNamed(request, "Origin");
  const [allowed, ...more] = response === null ? [] : fieldsNamed(response, "Access-Control-Allow-Origin");
  if (field === undefined || others.length > 0 || more.length > 0 || applicability.applies !== true) {
    return null;
  }
  const isSame =
    !isUnknown(field.resolved) && allowed?.resolved === field.resolved && field.value.text === field.resolved;
  const sent = isSame ? normalizeOrigin(field.resolved) : null;
  return sent === null || isUnknown(sent) || sent === field.resolved ? null : { field, sent };
}
