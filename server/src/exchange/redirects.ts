import { haveSameOrigin, isRedirectTainted } from "../cors/fetch-request";
import { normalizeMethod } from "../cors/method";
import { blockOf, fieldsNamed, type HttpDocument, type Request } from "../http/tree";
import { isSameValue, isUnknown, Unknown, type Value } from "../text/unknown";
import type { CorsDirective } from "./cors-directive";
import { MAX_REQUESTS, mayRedirect, type RequestWithResponse } from "./hops";
import { locationsOf } from "./location";
import type { PageOrigin } from "./page-origin";
import { isSameTarget, type Target, targetOfUrl } from "./target";

/** A request with its response, before its redirects are known. */
export interface PairedRequest extends RequestWithResponse {
  readonly kind: "preflight" | "actual";
  readonly target: Target;
  /** The origin that the request itself, its directives or the settings give. */
  readonly origin: PageOrigin | null;
  /** Whether a directive says that browsers send the request without `Origin`. */
  readonly isWithoutOrigin: boolean;
  /** The directives above the request. */
  readonly directives: readonly CorsDirective[];
}

/** The requests of one fetch in order: the first one, and those that redirects lead to. A preflight can only be the last of them. */
export interface RedirectChain {
  readonly requests: readonly PairedRequest[];
  /** The URL of each request, as far as the text says. */
  readonly urls: readonly Value[];
  /** The page that makes the fetch. */
  readonly page: PageOrigin | null;
}

/**
 * The fetch that each request belongs to. A redirect leads to the next request that isn't a preflight, if that goes to its `Location` with a
 * method and an `Origin` that a browser may send then, and there is no heading between them.
 */
export function chainsOf(
  document: HttpDocument,
  requests: readonly PairedRequest[],
): Map<PairedRequest, RedirectChain> {
  const chains = new Map<PairedRequest, RedirectChain>();
  const actual = requests.filter(({ kind }) => kind === "actual");
  let last: RedirectChain | null = null;
  let next = 0;
  for (const [index, paired] of requests.entries()) {
    const longer: RedirectChain | null = last === null ? null : continued(document, last, paired);
    if (paired.kind === "preflight") {
      // A preflight belongs to a redirect only if the request that it precedes does.
      const served = actual[next];
      const isServing = served !== undefined && isSameTarget(served.target, paired.target);
      const isPart = last !== null && (!isServing || continued(document, last, served) !== null);
      chains.set(paired, isPart && longer !== null ? longer : alone(paired));
      if (isPart && longer !== null) {
        // It may be the first request that shows the page.
        last = { requests: longer.requests.slice(0, -1), urls: longer.urls.slice(0, -1), page: longer.page };
        setAll(chains, last);
      }
      continue;
    }
    next++;
    last = longer ?? {
      requests: [paired],
      urls: [firstUrl(paired, { actual: actual[next] ?? null, any: requests[index + 1] ?? null })],
      page: paired.origin,
    };
    setAll(chains, last);
  }
  return chains;
}

function setAll(chains: Map<PairedRequest, RedirectChain>, chain: RedirectChain): void {
  for (const one of chain.requests) {
    chains.set(one, chain);
  }
}

function alone(paired: PairedRequest): RedirectChain {
  return { requests: [paired], urls: [urlOf(paired)], page: paired.origin };
}

/** The chain extended by a request or by its preflight; null if the request doesn't continue the chain. */
function continued(document: HttpDocument, chain: RedirectChain, next: PairedRequest): RedirectChain | null {
  const { requests, urls } = chain;
  if (next.isHop) {
    return { requests: [...requests, next], urls: [...urls, urlOf(next)], page: chain.page };
  }
  const last = requests.at(-1);
  const base = urls.at(-1);
  const locations = last === undefined || base === undefined ? [] : locationsOf(last.response, base);
  const location = locations.find((url) => isSameTarget(targetOfUrl(url), next.target));
  if (last === undefined || location === undefined || requests.length === MAX_REQUESTS) {
    return null;
  }
  const page = pageOf(chain, next);
  const goesOn =
    page !== null &&
    (next.kind === "preflight" || isMethodAfter(last.request, next.request)) &&
    !isHeadingBetween(document, last.request, next.request);
  return goesOn ? { requests: [...requests, next], urls: [...urls, location], page: page.origin } : null;
}

/**
 * The page of the chain extended by a request; null if the request's `Origin` shows that it isn't part of the chain: it is neither the page's
 * nor `null`, or the earlier requests lack an `Origin` that they would have.
 */
function pageOf(chain: RedirectChain, next: PairedRequest): { readonly origin: PageOrigin | null } | null {
  const said = next.origin?.source === "field" ? next.origin.value : null;
  if (chain.page === null) {
    const isOwn = said !== null && chain.urls.every((url) => haveSameOrigin(url, said));
    return said === null || isOwn ? { origin: next.origin } : null;
  }
  return said === null || said === "null" || isSameValue(said, chain.page.value) ? { origin: chain.page } : null;
}

function isMethodAfter(before: Request, after: Request): boolean {
  const method = isUnknown(after.methodValue) ? after.methodValue : normalizeMethod(after.methodValue);
  return method === "GET" || isSameValue(before.methodValue, after.methodValue);
}

function isHeadingBetween(document: HttpDocument, before: Request, after: Request): boolean {
  return document.blocks
    .slice(document.indexOf(blockOf(before)) + 1, document.indexOf(blockOf(after)) + 1)
    .some((block) => document.isAfterHeading(block));
}

function urlOf({ target }: PairedRequest): Value {
  return target.url ?? new Unknown(null);
}

/**
 * The URL of the first request of a fetch. `Host` and a path don't give a scheme. If the response redirects, the scheme matters: it is the one
 * that fits the redirect and the `Origin` of the next request.
 * @param next the next actual request, and the next one of any kind.
 */
function firstUrl(
  paired: PairedRequest,
  next: { readonly actual: PairedRequest | null; readonly any: PairedRequest | null },
): Value {
  const { target, origin, response } = paired;
  if (target.url !== null || response === null || !mayRedirect(response)) {
    return urlOf(paired);
  }
  const page = (origin ?? next.any?.origin)?.value ?? "";
  const location = fieldsNamed(response, "Location")[0]?.resolved ?? "";
  const likely = [page, location].map((like) => (isUnknown(like) ? "" : (/^https?(?=:)/.exec(like)?.[0] ?? "")));
  const urls = [...likely, "https", "http"].flatMap((scheme) =>
    target.origins.length > 0 && scheme !== "" ? [`${scheme}:${target.key}`] : [],
  );
  const sensible = urls.filter((url) => locationsOf(response, url)[0] !== url);
  const agreeing = sensible.filter((url) => isLikeOriginAfter(url, paired, next.actual));
  return agreeing[0] ?? sensible[0] ?? urls[0] ?? new Unknown(null);
}

/** Whether the `Origin` of the next request is the one that browsers send after a redirect from this URL. */
function isLikeOriginAfter(url: string, paired: PairedRequest, next: PairedRequest | null): boolean {
  const location = locationsOf(paired.response, url)[0] ?? null;
  const said = next?.origin?.source === "field" ? next.origin.value : null;
  const origin = paired.origin?.value ?? null;
  return (
    location === null ||
    said === null ||
    origin === null ||
    isRedirectTainted({ urlList: [url, location], origin }) === (said === "null")
  );
}
