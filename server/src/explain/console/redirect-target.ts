import type { Browser } from "../../cors/engines";
import { get, headerLines } from "../../cors/header-list";
import { isRedirectStatus } from "../../cors/status";
import type { CorsResponse } from "../../cors/types";
import { isAscii } from "../../text/ascii";
import { isUnknown, type Value } from "../../text/unknown";

/**
 * Where a response redirects to: `none` without a redirect status or `Location`; `open` if it isn't known or the engines disagree; `invalid` if
 * the value isn't a URL; `itself` if it is empty, which Firefox treats as a redirect and the other engines don't.
 */
export type RedirectTarget = "none" | "open" | "invalid" | "itself" | RedirectUrl;

export interface RedirectUrl {
  /** Absolute. */
  readonly url: string;
  /** With the colon. */
  readonly protocol: string;
}

export function redirectTargetOf({ status, headers }: CorsResponse, base: Value, browser: Browser): RedirectTarget {
  if (!isUnknown(status) && !isRedirectStatus(status, browser)) {
    return "none";
  }
  const location = get(headers, "Location");
  if (location === null) {
    return "none";
  }
  // Chromium and Firefox reject several Locations; WebKit follows the first. Bytes above 0x7F have no defined decoding here.
  if (isUnknown(location) || isUnknown(status) || headerLines(headers, "Location").length > 1 || !isAscii(location)) {
    return "open";
  }
  if (location === "") {
    return "itself";
  }
  try {
    const url = isUnknown(base) ? new URL(location) : new URL(location, base);
    // A redirect without a fragment keeps the old one.
    if (url.hash === "" && !isUnknown(base)) {
      url.hash = new URL(base).hash;
    }
    return { url: url.href, protocol: url.protocol };
  } catch {
    // Chromium's parser accepts a space in a host and an invalid Punycode label.
    return isUnknown(base) || /[ ]|%20|xn--/i.test(location) ? "open" : "invalid";
  }
}
