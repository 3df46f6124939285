import { haveSameOrigin, isRedirectTainted } from "../cors/fetch-request";
import { OPAQUE_ORIGIN } from "../cors/origin";
import type { RequestCredentialsMode } from "../cors/types";
import { fieldsNamed } from "../http/tree";
import { memoLatest } from "../text/memo";
import { type Place, place } from "../text/range";
import { isSameValue, isUnknown, Unknown, type Value } from "../text/unknown";
import type { ChainedRequest } from "./block-runs";
import { type ExpectedOutcome, modeOfSetting } from "./cors-directive";
import type { PageOrigin } from "./page-origin";
import type { PairedRequest, RedirectChain } from "./redirects";
import { isSameTarget } from "./target";

/** A request with its response, and everything about them that browsers look at. */
export interface Exchange extends Omit<PairedRequest, "directives"> {
  /** The origin in the request's `Origin` header: the page's, or `null` after a redirect through a third origin. */
  readonly origin: PageOrigin | null;
  /** The page that makes the request. */
  readonly page: PageOrigin | null;
  /** The URLs of the fetch up to this request, as far as the text says. */
  readonly urlList: readonly [Value, ...Value[]];
  /** The exchange whose response redirects to this request, or to the request that this preflight is for. */
  readonly redirectFrom: Exchange | null;
  /** Whether the text shows the request that the response redirects to. */
  readonly isFollowed: boolean;
  /** The credentials mode from a directive, a call of `fetch()` or a `Cookie` field; null if the text doesn't show one. */
  readonly credentials: ShownCredentials | null;
  /** What the author expects browsers to do with the request; null if no directive says it. */
  readonly expectation: Expectation | null;
  /** Earlier preflights for the same URL and origin, nearest first. Their responses decide which one serves the request. */
  readonly preflights: readonly Exchange[];
}

export interface Expectation {
  readonly value: ExpectedOutcome;
  /** The value in the directive. */
  readonly place: Place;
}

export interface ShownCredentials {
  readonly mode: RequestCredentialsMode | Unknown;
  readonly from: "directive" | "call" | "cookie";
}

/** How many earlier preflights of one URL are considered. This bounds the work for a file that repeats one URL. */
const MAX_PREFLIGHTS = 32;

/** The exchanges of a group, in the order of their requests. */
export function exchangesOf(requests: readonly ChainedRequest[]): Exchange[] {
  const exchanges: Exchange[] = [];
  const byRequest = new Map<PairedRequest, Exchange>();
  const preflights = new Map<string, Exchange[]>();
  for (const { paired, chain } of requests) {
    const { kind, target } = paired;
    const before = chain.requests[chain.requests.indexOf(paired) - 1];
    const redirectFrom = before === undefined ? null : (byRequest.get(before) ?? null);
    const earlier = preflights.get(target.key);
    const exchange = exchangeFrom(
      paired,
      chain,
      redirectFrom,
      kind === "preflight" || earlier === undefined ? NONE : preflightsFor(paired, chain, earlier),
    );
    exchanges.push(exchange);
    byRequest.set(paired, exchange);
    if (kind === "preflight") {
      if (earlier === undefined) {
        preflights.set(target.key, [exchange]);
      } else {
        earlier.push(exchange);
      }
    }
  }
  return exchanges;
}

const NONE: readonly Exchange[] = [];

/** The exchange of a request, given its place in its redirect chain. */
const exchangeFrom = memoLatest(
  (
    paired: PairedRequest,
    chain: RedirectChain,
    redirectFrom: Exchange | null,
    preflights: readonly Exchange[],
  ): Exchange => {
    const { kind, request, response, isHop, isContested, target, isWithoutOrigin } = paired;
    const { requests, urls, page } = chain;
    const [first = new Unknown(null), ...others] = urls;
    const at = requests.indexOf(paired);
    const urlList: [Value, ...Value[]] = [first, ...others.slice(0, at)];
    const isOpen = urlList.slice(1).some(isUnknown);
    const isTainted = page !== null && isRedirectTainted({ urlList, origin: page.value });
    return {
      kind,
      request,
      response,
      isHop,
      isContested,
      target,
      isWithoutOrigin,
      urlList,
      page,
      origin: isOpen
        ? OPEN_ORIGIN
        : isTainted
          ? taintedOrigin(paired.origin)
          : at === 0
            ? (paired.origin ?? page)
            : page,
      redirectFrom,
      isFollowed: at < requests.length - 1,
      credentials: credentialsOf(chain),
      expectation: expectationOf(paired),
      preflights,
    };
  },
);

/** The origin after a redirect to a URL that the text leaves open: the page's, or `null`. */
const OPEN_ORIGIN: PageOrigin = { value: new Unknown(null), source: "redirect", place: null, reference: null };

/** The origin `null`, even if the text shows another one. */
function taintedOrigin(shown: PageOrigin | null): PageOrigin {
  const isShown = shown?.source === "field";
  return {
    value: OPAQUE_ORIGIN,
    source: isShown ? "field" : "redirect",
    place: isShown ? shown.place : null,
    reference: null,
  };
}

/** The earlier preflights that may serve a request. After a redirect some browsers send the page's origin in them. */
function preflightsFor(
  { target, origin }: PairedRequest,
  { requests, page }: RedirectChain,
  earlier: readonly Exchange[],
): Exchange[] {
  const origins = requests.length === 1 ? [origin?.value] : [origin?.value, page?.value, OPAQUE_ORIGIN];
  return earlier
    .slice(-MAX_PREFLIGHTS)
    .filter(
      (other) =>
        isSameTarget(other.target, target) &&
        other.origin !== null &&
        origins.some((value) => value !== undefined && isSameValue(value, other.origin?.value ?? null)),
    )
    .reverse();
}

/** The last directive of a request counts. */
function expectationOf({ directives }: PairedRequest): Expectation | null {
  for (const { directive, expect } of directives.toReversed()) {
    if (expect !== null) {
      return { value: expect.value, place: place(directive, expect.part) };
    }
  }
  return null;
}

/**
 * The credentials mode of a fetch. A cookie shows it only if the request goes to another origin; the page's own origin gets cookies in other
 * modes too.
 */
function credentialsOf({ requests, urls, page }: RedirectChain): ShownCredentials | null {
  for (const { directives } of requests) {
    const setting = directives.toReversed().find(({ credentials }) => credentials !== null)?.credentials ?? null;
    if (setting !== null) {
      return { mode: modeOfSetting(setting), from: "directive" };
    }
  }
  const stated = modeStated(requests[0]?.request.call?.credentials?.value ?? null);
  if (stated !== null) {
    return { mode: stated, from: "call" };
  }
  const isShown = requests.some(
    ({ kind, request }, index) =>
      kind === "actual" &&
      fieldsNamed(request, "Cookie").length > 0 &&
      !haveSameOrigin(urls[index] ?? new Unknown(null), page?.value ?? OPAQUE_ORIGIN),
  );
  return isShown ? { mode: "include", from: "cookie" } : null;
}

/** The credentials mode that a call states. Browsers refuse other values. */
function modeStated(value: Value | null): RequestCredentialsMode | Unknown | null {
  switch (value) {
    case "include":
    case "omit":
    case "same-origin":
      return value;
    default:
      return isUnknown(value) ? value : null;
  }
}
