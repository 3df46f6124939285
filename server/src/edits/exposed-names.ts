import { headerListOf } from "../case/header-list";
import { exposedHeaderNames } from "../cors/response-header";
import type { Response } from "../http/tree";

/** Names that servers and intermediaries add, and that pages don't need. */
const NOT_NEEDED: ReadonlySet<string> = new Set([
  "age",
  "connection",
  "date",
  "keep-alive",
  "server",
  "strict-transport-security",
  "transfer-encoding",
  "vary",
  "via",
]);

/** The response's own headers, as typed, that the `*` in its Access-Control-Expose-Headers is probably meant for. */
export function namesMeantByWildcard(response: Response): string[] {
  const headers = headerListOf(response);
  const readable = new Set(exposedHeaderNames(headers, "include", "fetch"));
  return (exposedHeaderNames(headers, "omit", "fetch") ?? [])
    .filter((name) => !readable.has(name) && !name.startsWith("access-control-") && !NOT_NEEDED.has(name))
    .map((name) => response.fields.find((field) => field.name.text.toLowerCase() === name)?.name.text ?? name);
}
