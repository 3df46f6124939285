import type { HeaderName } from "../headers/table";
import { fieldsNamed, type Request } from "../http/tree";
import { isUnknown, type Value } from "../text/unknown";

/** The mode that a call of `fetch()` states, or that the browser gives, in lower case; null if the text doesn't show one. */
export function fetchModeOf(request: Request): Value | null {
  return request.call?.mode?.value ?? knownValue(request, "Sec-Fetch-Mode")?.toLowerCase() ?? null;
}

/** The relation of page and URL that the browser gives, in lower case; null if the text doesn't show one. */
export function siteOf(request: Request): string | null {
  return knownValue(request, "Sec-Fetch-Site")?.toLowerCase() ?? null;
}

/** The value of a request's first field with this name; null if there is none or it is unknown. */
export function knownValue(request: Request, name: HeaderName): string | null {
  const value = fieldsNamed(request, name)[0]?.resolved;
  return value === undefined || isUnknown(value) ? null : value;
}
