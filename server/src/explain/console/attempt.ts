import type { Browser } from "../../cors/engines";
import { currentUrl, type FetchRequest, haveSameOrigin, serializedRequestOrigin } from "../../cors/fetch-request";
import type { CorsResponse, Outcome } from "../../cors/types";
import type { Target } from "../../exchange/target";
import { isUnknown, type Value } from "../../text/unknown";
import { type RedirectTarget, redirectTargetOf } from "./redirect-target";

/** A line, or several if the browser prints one of them and it isn't known which. */
export type ConsoleLine = readonly [string, ...string[]];

/** One request of a `fetch()`, or its preflight, that a browser blocks: everything that its console messages depend on. */
export interface Attempt {
  readonly isPreflight: boolean;
  readonly outcome: Outcome;
  readonly response: CorsResponse;
  readonly redirect: RedirectTarget;
  /** Whether the browser makes the CORS check. It doesn't for the page's own server; there, only the target of a redirect matters. */
  readonly isCrossOrigin: boolean;
  /** Whether the response redirects to an origin other than the page's. */
  readonly leavesPage: boolean;
  /** Whether the redirect would make the request's origin `null`; null if unknown. */
  readonly taintsOrigin: boolean | null;
  /** Whether the browser sends a preflight before the request. */
  readonly isPreflighted: boolean;
  /** The URL as printed: a missing scheme as assumed, other unknown parts as typed or as `…`. */
  readonly url: string;
  /** The URL that the page requested; null if it is `url`. */
  readonly firstUrl: string | null;
  readonly pageOrigin: string;
  /** The value of the request's `Origin` header. */
  readonly requestOrigin: string;
  /** The names of the page's own headers, as the text spells them. */
  readonly headerNames: readonly string[];
  /** A number, or `…` if unknown. */
  readonly status: string;
}

export function attemptOf(
  request: FetchRequest,
  target: Target,
  judged: Pick<Attempt, "isPreflight" | "outcome" | "response" | "isPreflighted">,
  browser: Browser,
): Attempt {
  const { urlList, origin, responseTainting } = request;
  const current = currentUrl(request);
  const { status } = judged.response;
  const redirect = redirectTargetOf(judged.response, current, browser);
  return {
    ...judged,
    redirect,
    isCrossOrigin: judged.isPreflight || responseTainting === "cors",
    leavesPage: typeof redirect === "object" && !haveSameOrigin(redirect.url, origin),
    taintsOrigin:
      typeof redirect !== "object" ? false : isUnknown(current) ? null : taints(redirect.url, current, origin),
    url: printedUrl(request, target),
    firstUrl: urlList.length === 1 ? null : shown(urlList[0]),
    pageOrigin: shown(origin),
    requestOrigin: shown(serializedRequestOrigin(request)),
    headerNames: request.pageHeaders.headers.map(({ name }) => name),
    status: isUnknown(status) ? "…" : String(status),
  };
}

/** The current URL as printed. */
export function printedUrl(request: FetchRequest, target: Target): string {
  const current = currentUrl(request);
  const scheme = assumedScheme(request, target);
  return isUnknown(current) ? (scheme === null ? typedUrl(target) : `${scheme}:${target.key}`) : current;
}

/** The scheme that a printed URL gets because the text gives none: the page's, else `https`. Null if the text gives one, or no host. */
export function assumedScheme(request: FetchRequest, { key }: Target): string | null {
  const { origin } = request;
  return isUnknown(currentUrl(request)) && key.startsWith("//")
    ? ((isUnknown(origin) ? null : /^https?(?=:)/.exec(origin)?.[0]) ?? "https")
    : null;
}

/** Whether a server other than the page's own redirects to a third one. */
function taints(next: string, current: string, pageOrigin: Value): boolean {
  return !haveSameOrigin(next, current) && !haveSameOrigin(pageOrigin, current);
}

function shown(value: Value): string {
  return isUnknown(value) ? (value.text ?? "…") : value;
}

/** A URL whose host isn't known. */
function typedUrl({ key }: Target): string {
  return key.replace(/^\?/, "").replace(" /", "/").trimStart() || "…";
}

/** Whether a URL has a user name or a password. */
export function hasUserinfo(url: string): boolean {
  return /^[^/?#]*\/\/[^/?#]*@/.test(url);
}
