import { get, headerLines } from "../../cors/header-list";
import { isRedirectStatus } from "../../cors/status";
import type { CorsResponse } from "../../cors/types";
import { isUnknown, type Value } from "../../text/unknown";

/**
 * Where a response redirects: `none` without a redirect status or `Location`, `open` where the text leaves it open or the engines disagree,
 * `invalid` where the value is no URL, `itself` where it is empty, which is a redirect to Firefox and none to the others.
 */
export type RedirectTarget = "none" | "open" | "invalid" | "itself" | RedirectUrl;

export interface RedirectUrl {
  /** Absolute. */
  readonly url: string;
  /** With the colon. */
  readonly protocol: string;
}

export function redirectTargetOf({ status, headers }: CorsResponse, base: Value): RedirectTarget {
  if (!isUnknown(status) && !isRedirectStatus(status)) {
    return "none";
  }
  const location = get(headers, "Location");
  if (location === null) {
    return "none";
  }
  // Chromium and Firefox refuse several Locations, WebKit joins them. A byte above 0x7F is no text until somebody decodes it.
  if (isUnknown(location) || isUnknown(status) || headerLines(headers, "Location").length > 1 || !isAscii(location)) {
    return "open";
  }
  if (location === "") {
    return "itself";
  }
  try {
    const url = isUnknown(base) ? new URL(location) : new URL(location, base);
    // A fragment stays until another takes its place.
    if (url.hash === "" && !isUnknown(base)) {
      url.hash = new URL(base).hash;
    }
    return { url: url.href, protocol: url.protocol };
  } catch {
    // Chromium's parser minds neither a blank in a host nor a wrong Punycode label.
    return isUnknown(base) || /[ ]|%20|xn--/i.test(location) ? "open" : "invalid";
  }
}

export function isAscii(value: string): boolean {
  return /^[\0-\x7f]*$/.test(value);
}
