import { byteLowercase } from "./byte-case";
import type { Browser } from "./engines";
import type { SiteRelation } from "./site";

/** The attributes of a cookie that decide whether a response of another origin can set it: https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-storage-model */
export interface CookieAttributes {
  /** `default` without a valid `SameSite`. */
  readonly sameSite: "none" | "lax" | "strict" | "default";
  readonly secure: boolean;
}

/** The fetch whose response sets a cookie. */
export interface CookieContext {
  /** Of the page and the URL. */
  readonly relation: SiteRelation;
  /** Whether the URL is `https:`. */
  readonly isHttps: boolean;
  /** Whether the host is `localhost` or a loopback address. */
  readonly isLoopback: boolean;
}

/**
 * Why a cookie isn't stored.
 *
 * - `not-none`: only pages of the same site can get it.
 * - `not-secure`: `SameSite=None` without `Secure`.
 * - `not-https`: `Secure`, and the URL isn't `https:`.
 */
export type CookieRefusal = "not-none" | "not-secure" | "not-https";

/**
 * How engines treat cookies. Measured with pages and servers over HTTP and HTTPS, on loopback addresses and others, in Chromium 156 with
 * third-party cookies allowed, Firefox 153, and WebKitGTK 2.50 with its default settings.
 */

/** Engines in which a cookie without a valid `SameSite` counts as `Lax`. In others it counts as `None`, and needs no `Secure`. */
const DEFAULTS_TO_LAX: readonly Browser[] = ["chromium"];
/** Engines in which `http:` and `https:` of one host are two sites. */
const IS_SCHEMEFUL: readonly Browser[] = ["chromium"];
/** Engines in which `SameSite=None` needs `Secure`. */
const NEEDS_SECURE: readonly Browser[] = ["chromium", "firefox"];
/** Engines in which a loopback address can set `Secure` cookies without TLS. */
const TRUSTS_LOOPBACK: readonly Browser[] = ["chromium", "firefox"];
/** Engines that store no cookie for a page of another site, whatever its attributes. */
const BLOCKS_THIRD_PARTIES: readonly Browser[] = ["webkit"];

/** Whether an engine stores no cookie of the response, whatever its attributes. */
export function blocksThirdParty(context: CookieContext, engine: Browser): boolean {
  return isOtherSite(context, engine) && BLOCKS_THIRD_PARTIES.includes(engine);
}

function isOtherSite({ relation }: CookieContext, engine: Browser): boolean {
  return relation === "cross-site" || (relation === "schemelessly-same-site" && IS_SCHEMEFUL.includes(engine));
}

/** Why an engine doesn't store a cookie because of its attributes; null if it isn't because of them. */
export function cookieRefusal(
  { sameSite, secure }: CookieAttributes,
  context: CookieContext,
  engine: Browser,
): CookieRefusal | null {
  const { isHttps, isLoopback } = context;
  if (blocksThirdParty(context, engine)) {
    return null;
  }
  if (secure && !isHttps && !(isLoopback && TRUSTS_LOOPBACK.includes(engine))) {
    return "not-https";
  }
  if (sameSite === "none" && !secure && NEEDS_SECURE.includes(engine)) {
    return "not-secure";
  }
  const isLimited = sameSite === "default" ? DEFAULTS_TO_LAX.includes(engine) : sameSite !== "none";
  return isOtherSite(context, engine) && isLimited ? "not-none" : null;
}

/** One attribute of a `Set-Cookie` value, with its place in the value. */
export interface CookieAttribute {
  /** In lower case. */
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** The attributes of a `Set-Cookie` value: the parts after its first semicolon. */
export function attributesIn(value: string): readonly CookieAttribute[] {
  const attributes: CookieAttribute[] = [];
  for (const match of value.matchAll(/;[^;]*/g)) {
    const part = match[0].slice(1);
    const text = part.trim();
    const start = match.index + 1 + part.indexOf(text);
    const name = text.replace(/=.*/s, "");
    attributes.push({
      name: byteLowercase(name.trim()),
      value: text.slice(name.length + 1).trim(),
      start,
      end: start + text.length,
    });
  }
  return attributes;
}

/** The attributes that count. Of several `SameSite`, the last one does; measured in Chromium and Firefox. */
export function countedAttributes(attributes: readonly CookieAttribute[]): CookieAttributes {
  const last = attributes.findLast(({ name }) => name === "samesite");
  const sameSite = last === undefined ? null : byteLowercase(last.value);
  return {
    sameSite: sameSite === "none" || sameSite === "lax" || sameSite === "strict" ? sameSite : "default",
    secure: attributes.some(({ name }) => name === "secure"),
  };
}
