import { headerNamed, headerOf } from "../headers/headers";
import type { Response } from "../http/tree";

/** Whether browsers decide the same about two responses: a repeated request, or one response that a tool shows twice. */
export function isSameAnswer(one: Response, other: Response): boolean {
  return one.elided === other.elided && decidingText(one) === decidingText(other);
}

/** The status and the fields that decide, as typed. */
function decidingText({ status, fields }: Response): string {
  const deciding = fields.filter(({ name: { text } }) => {
    const name = text.trimEnd();
    return headerOf(name)?.cors === "protocol" || headerNamed(name) === "Location";
  });
  return [status.text, ...deciding.map(({ name, value }) => `${name.text.toLowerCase()}:${value.text}`)].join("\n");
}
