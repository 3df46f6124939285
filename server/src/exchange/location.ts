import { mayBeRedirectStatus } from "../cors/status";
import { fieldsNamed, type Response } from "../http/tree";
import { isUnknown, type Value } from "../text/unknown";

/**
 * The URLs that engines read in a response: of several lines, some engines read the first one, if all are the same, and others join them. Empty if
 * it doesn't redirect, or if the text leaves the URL open.
 * @param base the URL of the request.
 */
export function locationsOf(response: Response | null, base: Value): string[] {
  if (response === null || !isRedirect(response)) {
    return [];
  }
  const values = fieldsNamed(response, "Location").flatMap(({ resolved }) => (isUnknown(resolved) ? [] : resolved));
  const [first] = values;
  if (first === undefined || values.length < fieldsNamed(response, "Location").length) {
    return [];
  }
  const joined = values.join(", ");
  const read = values.every((value) => value === first) ? new Set([first, joined]) : [joined];
  return [...read].flatMap((value) => absoluteUrl(value, base) ?? []);
}

function isRedirect({ statusValue }: Response): boolean {
  return !isUnknown(statusValue) && mayBeRedirectStatus(Number(statusValue));
}

function absoluteUrl(value: string, base: Value): string | null {
  try {
    return (isUnknown(base) ? new URL(value) : new URL(value, base)).href;
  } catch {
    return null;
  }
}
