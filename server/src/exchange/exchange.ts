import { normalizeMethod } from "../cors/method";
import type { CredentialsMode } from "../cors/types";
import { fieldsNamed, type HttpDocument, type Request, type Response } from "../http/tree";
import { isSameValue, isUnknown } from "../text/unknown";
import { type CorsDirective, corsDirective } from "./cors-directive";
import { type PageOrigin, pageOriginOf } from "./page-origin";
import { responsesOf } from "./responses";
import { isSameTarget, type Target, targetOf } from "./target";

/** A request with its response, read for what a browser would look at. */
export interface Exchange {
  /** Index among the exchanges of the document. */
  readonly index: number;
  readonly kind: "preflight" | "actual";
  readonly request: Request;
  readonly response: Response | null;
  readonly target: Target;
  readonly origin: PageOrigin | null;
  /** The credentials mode that a directive or a `Cookie` field gives; null where the text gives none. */
  readonly credentials: { readonly mode: CredentialsMode; readonly from: "directive" | "cookie" } | null;
  /** Earlier preflights for the same URL and origin, the nearest first. Which one serves is decided by what they answer. */
  readonly preflights: readonly Exchange[];
}

/** How many earlier preflights of one URL are considered: what bounds the work in a file that repeats one URL. */
const MAX_PREFLIGHTS = 32;

/** The exchanges of a document, in the order of their requests. */
export function exchangesOf(document: HttpDocument, originSetting: string | null): Exchange[] {
  const fileDirectives = document.topDirectives.flatMap((directive) => corsDirective(directive) ?? []);
  const exchanges: Exchange[] = [];
  const preflights = new Map<string, Exchange[]>();
  for (const { request, response } of responsesOf(document)) {
    const directives = request.directives.flatMap((directive) => corsDirective(directive) ?? []);
    const target = targetOf(request);
    const origin = pageOriginOf(request, directives, fileDirectives, document.variables, originSetting);
    const kind = origin !== null && isPreflight(request) ? "preflight" : "actual";
    const exchange: Exchange = {
      index: exchanges.length,
      kind,
      request,
      response,
      target,
      origin,
      credentials: credentialsOf(request, kind, directives),
      preflights:
        kind === "preflight"
          ? []
          : (preflights.get(target.key) ?? [])
              .slice(-MAX_PREFLIGHTS)
              .filter((other) => isSameTarget(other.target, target) && isSameOrigin(other.origin, origin))
              .reverse(),
    };
    exchanges.push(exchange);
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

/** A preflight is an `OPTIONS` request with an origin and `Access-Control-Request-Method`, which no script can set. */
function isPreflight(request: Request): boolean {
  return (
    !isUnknown(request.methodValue) &&
    normalizeMethod(request.methodValue) === "OPTIONS" &&
    fieldsNamed(request, "Access-Control-Request-Method").length > 0
  );
}

function isSameOrigin(a: PageOrigin | null, b: PageOrigin | null): boolean {
  return a !== null && b !== null && isSameValue(a.value, b.value);
}

function credentialsOf(
  request: Request,
  kind: Exchange["kind"],
  directives: readonly CorsDirective[],
): Exchange["credentials"] {
  const mode = directives.toReversed().find(({ credentials }) => credentials !== null)?.credentials ?? null;
  if (mode !== null) {
    return { mode, from: "directive" };
  }
  return kind === "actual" && fieldsNamed(request, "Cookie").length > 0 ? { mode: "include", from: "cookie" } : null;
}
