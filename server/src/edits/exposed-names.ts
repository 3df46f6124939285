import { exposedHeaderNames } from "../cors/response-header";
import { fieldsNamed, type Response } from "../http/tree";
import { headerListOf } from "../verdict/script-headers";

/** Names that servers and intermediaries add, and that a page has no use for. */
const OF_NO_USE: ReadonlySet<string> = new Set([
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

/** The names as typed that the `*` of a response's Access-Control-Expose-Headers is meant for, as far as the response shows them. */
export function namesMeantByWildcard(response: Response): string[] {
  const headers = headerListOf(response);
  const readable = new Set(exposedHeaderNames(headers, "include", "fetch"));
  return (exposedHeaderNames(headers, "omit", "fetch") ?? [])
    .filter((name) => !readable.has(name) && !name.startsWith("access-control-") && !OF_NO_USE.has(name))
    .map((name) => fieldsNamed(response, name)[0]?.name.text ?? name);
}
