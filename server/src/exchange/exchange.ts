import { haveSameOrigin, isRedirectTainted } from "../cors/fetch-request";
import { normalizeMethod } from "../cors/method";
import { OPAQUE_ORIGIN } from "../cors/origin";
import type { RequestCredentialsMode } from "../cors/types";
import { fieldsNamed, type HttpDocument, type Request } from "../http/tree";
import { isSameValue, isUnknown, Unknown, type Value } from "../text/unknown";
import { type CorsDirective, corsDirective } from "./cors-directive";
import { type PageOrigin, pageOriginOf } from "./page-origin";
import { type Candidate, type Chain, chainsOf } from "./redirects";
import { responsesOf } from "./responses";
import { isSameTarget, targetOf } from "./target";

/** A request with its response, read for what a browser would look at. */
export interface Exchange extends Candidate {
  /** Index among the exchanges of the document. */
  readonly index: number;
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

interface Draft extends Candidate {
  readonly directives: readonly CorsDirective[];
}

/** The exchanges of a document, in the order of their requests. */
export function exchangesOf(document: HttpDocument, originSetting: string | null): Exchange[] {
  const fileDirectives = document.topDirectives.flatMap((directive) => corsDirective(directive) ?? []);
  const drafts = responsesOf(document).map(({ request, response }): Draft => {
    const directives = request.directives.flatMap((directive) => corsDirective(directive) ?? []);
    const origin = pageOriginOf(request, directives, fileDirectives, document.variables, originSetting);
    const kind = origin !== null && isPreflight(request) ? "preflight" : "actual";
    return { kind, request, response, target: targetOf(request), origin, directives };
  });
  const chains = chainsOf(document, drafts);
  const exchanges: Exchange[] = [];
  const byDraft = new Map<Draft, Exchange>();
  const preflights = new Map<string, Exchange[]>();
  for (const draft of drafts) {
    const { kind, target } = draft;
    const chain = chains.get(draft);
    if (chain === undefined) {
      continue;
    }
    const exchange: Exchange = {
      ...hopOf(draft, chain, byDraft),
      index: exchanges.length,
      credentials: credentialsOf(chain),
      preflights: kind === "preflight" ? [] : preflightsFor(draft, chain, preflights.get(target.key) ?? []),
    };
    exchanges.push(exchange);
    byDraft.set(draft, exchange);
    if (kind === "preflight") {
      const same = preflights.get(target.key);
      if (same === undefined) {
        preflights.set(target.key, [exchange]);
      } else {
        same.push(exchange);
      }
    }
  }
  return exchanges;
}

/** What the place in its chain makes of a request. */
function hopOf(
  { directives: _, ...draft }: Draft,
  { candidates, urls: [first = new Unknown(null), ...others], page }: Chain<Draft>,
  byDraft: ReadonlyMap<Draft, Exchange>,
) {
  const at = candidates.findIndex(({ request }) => request === draft.request);
  const before = candidates[at - 1];
  const urlList: [Value, ...Value[]] = [first, ...others.slice(0, at)];
  const isTainted = page !== null && isRedirectTainted({ urlList, origin: page.value });
  return {
    ...draft,
    urlList,
    page,
    origin: isTainted ? taintedOrigin(draft.origin) : at === 0 ? (draft.origin ?? page) : page,
    redirectFrom: before === undefined ? null : (byDraft.get(before) ?? null),
    isFollowed: at < candidates.length - 1,
  };
}

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
  { target, origin }: Draft,
  { candidates, page }: Chain<Draft>,
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

/** A preflight is an `OPTIONS` request with an origin and `Access-Control-Request-Method`, which no script can set. */
function isPreflight(request: Request): boolean {
  return (
    !isUnknown(request.methodValue) &&
    normalizeMethod(request.methodValue) === "OPTIONS" &&
    fieldsNamed(request, "Access-Control-Request-Method").length > 0
  );
}

/** The mode of a fetch. A cookie shows it where the request goes to another origin; the page's own gets cookies in other modes, too. */
function credentialsOf({ candidates, urls, page }: Chain<Draft>): ShownCredentials | null {
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
