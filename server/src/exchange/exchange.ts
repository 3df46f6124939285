import { haveSameOrigin, isRedirectTainted } from "../cors/fetch-request";
import { OPAQUE_ORIGIN } from "../cors/origin";
import type { RequestCredentialsMode } from "../cors/types";
import { fieldsNamed } from "../http/tree";
import { memoLatest } from "../text/memo";
import { isSameValue, Unknown, type Value } from "../text/unknown";
import type { PageOrigin } from "./page-origin";
import type { Candidate, Chain } from "./redirects";
import type { Member } from "./segments";
import { isSameTarget } from "./target";

/** A request with its response, read for what a browser would look at. */
export interface Exchange extends Omit<Candidate, "directives"> {
  /** Whose the request is as its `Origin` header says it: the page's, or `null` after a redirect that a third origin made. */
  readonly origin: PageOrigin | null;
  /** The page that makes the request. */
  readonly page: PageOrigin | null;
  /** The URLs of the fetch up to this request, as far as the text tells. */
  readonly urlList: readonly [Value, ...Value[]];
  /** The exchange whose response redirects to this request, or to the request whose preflight it is. */
  readonly redirectFrom: Exchange | null;
  /** Whether the text shows the request that the response redirects to. */
  readonly isFollowed: boolean;
  /** The credentials mode that a directive or a `Cookie` field gives; null where the text gives none. */
  readonly credentials: ShownCredentials | null;
  /** Earlier preflights for the same URL and origin, the nearest first. Which one serves is decided by what they answer. */
  readonly preflights: readonly Exchange[];
}

export interface ShownCredentials {
  readonly mode: RequestCredentialsMode;
  readonly from: "directive" | "cookie";
}

/** How many earlier preflights of one URL are considered: what bounds the work in a file that repeats one URL. */
const MAX_PREFLIGHTS = 32;

/** The exchanges of a group, in the order of their requests. */
export function exchangesOf(members: readonly Member[]): Exchange[] {
  const exchanges: Exchange[] = [];
  const byCandidate = new Map<Candidate, Exchange>();
  const preflights = new Map<string, Exchange[]>();
  for (const { candidate, chain } of members) {
    const { kind, target } = candidate;
    const before = chain.candidates[chain.candidates.indexOf(candidate) - 1];
    const redirectFrom = before === undefined ? null : (byCandidate.get(before) ?? null);
    const earlier = preflights.get(target.key);
    const exchange = exchangeFrom(
      candidate,
      chain,
      redirectFrom,
      kind === "preflight" || earlier === undefined ? NONE : preflightsFor(candidate, chain, earlier),
    );
    exchanges.push(exchange);
    byCandidate.set(candidate, exchange);
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

/** What the place in its chain makes of a request. */
const exchangeFrom = memoLatest(
  (candidate: Candidate, chain: Chain, redirectFrom: Exchange | null, preflights: readonly Exchange[]): Exchange => {
    const { kind, request, response, target } = candidate;
    const { candidates, urls, page } = chain;
    const [first = new Unknown(null), ...others] = urls;
    const at = candidates.indexOf(candidate);
    const urlList: [Value, ...Value[]] = [first, ...others.slice(0, at)];
    const isTainted = page !== null && isRedirectTainted({ urlList, origin: page.value });
    return {
      kind,
      request,
      response,
      target,
      urlList,
      page,
      origin: isTainted ? taintedOrigin(candidate.origin) : at === 0 ? (candidate.origin ?? page) : page,
      redirectFrom,
      isFollowed: at < candidates.length - 1,
      credentials: credentialsOf(chain),
      preflights,
    };
  },
);

/** `null`, whatever the text has in its place. */
function taintedOrigin(shown: PageOrigin | null): PageOrigin {
  const isShown = shown?.source === "field";
  return {
    value: OPAQUE_ORIGIN,
    source: isShown ? "field" : "redirect",
    place: isShown ? shown.place : null,
    reference: null,
  };
}

/** The earlier preflights that may serve a request. After a redirect some browsers keep the page's origin in them. */
function preflightsFor(
  { target, origin }: Candidate,
  { candidates, page }: Chain,
  earlier: readonly Exchange[],
): Exchange[] {
  const origins = candidates.length === 1 ? [origin?.value] : [origin?.value, page?.value, OPAQUE_ORIGIN];
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

/** The mode of a fetch. A cookie shows it where the request goes to another origin; the page's own gets cookies in other modes, too. */
function credentialsOf({ candidates, urls, page }: Chain): ShownCredentials | null {
  for (const { directives } of candidates) {
    const mode = directives.toReversed().find(({ credentials }) => credentials !== null)?.credentials ?? null;
    if (mode !== null) {
      return { mode, from: "directive" };
    }
  }
  const isShown = candidates.some(
    ({ kind, request }, index) =>
      kind === "actual" &&
      fieldsNamed(request, "Cookie").length > 0 &&
      !haveSameOrigin(urls[index] ?? new Unknown(null), page?.value ?? OPAQUE_ORIGIN),
  );
  return isShown ? { mode: "include", from: "cookie" } : null;
}
