/**
 * How two origins are related: https://html.spec.whatwg.org/#same-site
 *
 * - `same-site`: also for the same origin.
 * - `schemelessly-same-site`: only their schemes make them two sites.
 */
export type SiteRelation = "same-site" | "schemelessly-same-site" | "cross-site";

/** @param a, b absolute URLs that parse, or serialised tuple origins. */
export function siteRelation(a: string, b: string): SiteRelation {
  const one = new URL(a);
  const other = new URL(b);
  // Schemelessly same site, 3: the hosts are equal and have no registrable domain, or have the same one.
  const isSchemelesslySame =
    one.hostname === other.hostname || isSameDomain(registrableDomain(one.hostname), registrableDomain(other.hostname));
  if (!isSchemelesslySame) {
    return "cross-site";
  }
  // Same site, 2: the schemes are equal too.
  return one.protocol === other.protocol ? "same-site" : "schemelessly-same-site";
}

function isSameDomain(a: string | null, b: string | null): boolean {
  return a !== null && a === b;
}

declare const require: (id: "tldts") => typeof import("tldts");

/** A URL's host may have characters that no host name in DNS has, such as a backtick. */
const OPTIONS = { allowPrivateDomains: true, validateHostname: false };

/**
 * https://url.spec.whatwg.org/#host-registrable-domain, with the private section of the public suffix list: null for an IP address and a public
 * suffix. The list is loaded on first use. It is large, and few texts have cookies.
 */
export function registrableDomain(host: string): string | null {
  return require("tldts").getDomain(host, OPTIONS);
}

/** The public suffix below which anyone can get a name for pages of their own, such as `github.io`; null for a host below none of them. */
export function sharedHostingSuffix(host: string): string | null {
  const { publicSuffix, isPrivate } = require("tldts").parse(host, OPTIONS);
  return isPrivate === true && publicSuffix !== host ? publicSuffix : null;
}

/** Whether a host ends in a suffix that public DNS has, such as `com` or `co.uk`. */
export function hasPublicSuffix(host: string): boolean {
  return require("tldts").parse(host, { ...OPTIONS, allowPrivateDomains: false }).isIcann === true;
}
