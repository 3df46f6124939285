import { currentUrl, type FetchRequest, haveSameOrigin, serializedRequestOrigin } from "../../cors/fetch-request";
import type { CorsResponse, Outcome } from "../../cors/types";
import type { Target } from "../../exchange/target";
import { isUnknown, type Value } from "../../text/unknown";
import { type RedirectTarget, redirectTargetOf } from "./redirect-target";

/** One request of a `fetch()`, or the preflight before it, that a browser blocks: all that its messages are made of. */
export interface Attempt {
  readonly isPreflight: boolean;
  readonly outcome: Outcome;
  readonly response: CorsResponse;
  readonly redirect: RedirectTarget;
  /** Whether the CORS check is made; at the page's own server only what a redirect leads to counts. */
  readonly isCrossOrigin: boolean;
  /** Whether the response redirects to another origin than the page's. */
  readonly leavesPage: boolean;
  /** Whether the redirect would make the request's origin `null`; null where that is open. */
  readonly taintsOrigin: boolean | null;
  /** Whether a preflight goes before the request. */
  readonly isPreflighted: boolean;
  /** As they are printed: what is unknown as typed or as `…`, and no password. */
  readonly url: string;
  /** The URL that the page asked for; null where that is `url`. */
  readonly firstUrl: string | null;
  readonly pageOrigin: string;
  /** What the request's `Origin` header says. */
  readonly requestOrigin: string;
  /** A number; `…` where it is unknown. */
  readonly status: string;
  /** Whether all of the printed parts are known. */
  readonly isWhole: boolean;
}

/** The parts of an attempt that are not the request's. */
export interface Judged extends Pick<Attempt, "isPreflight" | "outcome" | "response" | "isPreflighted"> {
  readonly target: Target;
}

export function attemptOf(request: FetchRequest, { target, ...judged }: Judged): Attempt {
  const { urlList, origin, responseTainting } = request;
  const current = currentUrl(request);
  const requestOrigin = serializedRequestOrigin(request);
  const { status } = judged.response;
  const redirect = redirectTargetOf(judged.response, current);
  const printed = [...urlList, origin, requestOrigin, isUnknown(status) ? status : ""];
  return {
    ...judged,
    redirect,
    isCrossOrigin: judged.isPreflight || responseTainting === "cors",
    leavesPage: typeof redirect === "object" && !haveSameOrigin(redirect.url, origin),
    taintsOrigin:
      typeof redirect !== "object" ? false : isUnknown(current) ? null : taints(redirect.url, current, origin),
    url: printedUrl(request, target),
    firstUrl: urlList.length === 1 ? null : withoutPassword(shown(urlList[0])),
    pageOrigin: shown(origin),
    requestOrigin: shown(requestOrigin),
    status: isUnknown(status) ? "…" : String(status),
    isWhole: !printed.some(isUnknown),
  };
}

/** The current URL as it is printed. */
export function printedUrl(request: FetchRequest, target: Target): string {
  const current = currentUrl(request);
  return withoutPassword(isUnknown(current) ? typedUrl(target) : current);
}

/** Whether a server that is not the page's own redirects to a third one. */
function taints(next: string, current: string, pageOrigin: Value): boolean {
  return !haveSameOrigin(next, current) && !haveSameOrigin(pageOrigin, current);
}

function shown(value: Value): string {
  return isUnknown(value) ? (value.text ?? "…") : value;
}

/** A URL whose scheme or more the text leaves open. Its key begins with `?` where even the host is open. */
function typedUrl({ key }: Target): string {
  return key.startsWith("//") ? `…:${key}` : key.slice(1).replace(" /", "/").trimStart() || "…";
}

/** Whether a URL has a user name or a password. */
export function hasUserinfo(url: string): boolean {
  return /^[^/?#]*\/\/[^/?#]*@/.test(url);
}

/** A URL with `…` for its password. The console shows it; nothing that is kept or shared should. */
export function withoutPassword(url: string): string {
  return url.replace(/^([^/?#]*\/\/[^/?#:@]*):[^/?#]*@/, "$1:…@");
}

/** Whether `withoutPassword` has taken one out. */
export function lacksPassword(line: string): boolean {
  return line.includes(":…@");
}
