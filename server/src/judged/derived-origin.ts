import { registrableDomain, sharedHostingSuffix } from "../cors/site";
import { memoText } from "../text/memo";

/**
 * How an origin is made from one that is trusted, so that a careless comparison takes it for that one:
 *
 * - `insecure`: the same host with `http` instead of `https`.
 * - `secure`: the same host with `https` instead of `http`.
 * - `other-port`: the same scheme and host.
 * - `unescaped-dot`: a dot of the host is another character, as in `appxexample.com`.
 * - `special-character`: after the host comes a character that most patterns forget, as in ``app.example.com`.evil.net``.
 * - `prefix`: the host begins with the trusted one, as in `app.example.com.evil.net`.
 * - `subdomain`: another host of the same registrable domain.
 * - `neighbour`: another site below the same suffix of shared hosting, such as `github.io`.
 * - `suffix`: the host ends with the registrable domain, with no dot before it, as in `notexample.com`.
 * - `infix`: the host has the registrable domain elsewhere.
 */
export type Derivation =
  | "same-origin"
  | "insecure"
  | "secure"
  | "other-port"
  | "unescaped-dot"
  | "special-character"
  | "prefix"
  | "subdomain"
  | "neighbour"
  | "suffix"
  | "infix"
  | "unrelated";

/** The parts of an origin that patterns are about. */
interface WebOrigin {
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
  /** The registrable domain; the host where it has none. */
  readonly site: string;
  readonly hosting: string | null;
}

/** @param origin, trusted serialised origins. */
export function derivationOf(origin: string, trusted: string): Derivation {
  if (origin === trusted) {
    return "same-origin";
  }
  const [one, base] = [webOriginOf(origin), webOriginOf(trusted)];
  if (one === null || base === null) {
    return "unrelated";
  }
  if (one.host === base.host) {
    return one.scheme === base.scheme ? "other-port" : one.scheme === "http:" ? "insecure" : "secure";
  }
  return derivationOfHost(one, base);
}

function derivationOfHost(one: WebOrigin, base: WebOrigin): Derivation {
  if (hasDotReplaced(one.host, base.host)) {
    return "unescaped-dot";
  }
  if (isDomain(base.host) && one.host.startsWith(base.host)) {
    return /[a-z0-9.-]/.test(one.host.charAt(base.host.length)) ? "prefix" : "special-character";
  }
  if (one.site === base.site || one.host.endsWith(`.${base.site}`)) {
    return isDomain(base.host) ? "subdomain" : "unrelated";
  }
  if (base.hosting !== null && base.hosting === one.hosting) {
    return "neighbour";
  }
  if (isDomain(base.host) && one.host.endsWith(base.site)) {
    return "suffix";
  }
  return isDomain(base.host) && one.host.includes(base.site) ? "infix" : "unrelated";
}

/** Whether a host is a name with dots: an address, or a name without a dot, is not part of another name. */
function isDomain(host: string): boolean {
  return /\.[^.\d]/.test(host) && !host.startsWith("[");
}

/** Whether two hosts differ exactly in that one has other characters where the other has dots. */
function hasDotReplaced(host: string, base: string): boolean {
  if (host.length !== base.length || host.startsWith("[") || /^[\d.]+$/.test(base)) {
    return false;
  }
  for (let i = 0; i < base.length; i++) {
    if (host[i] !== base[i] && base[i] !== ".") {
      return false;
    }
  }
  return host !== base;
}

/** The parts of an origin of a page on the web; null for `null` and the origins of other schemes. */
export const webOriginOf = memoText((origin: string): WebOrigin | null => {
  if (!/^https?:\/\//.test(origin)) {
    return null;
  }
  try {
    const { protocol, hostname, port } = new URL(origin);
    return {
      scheme: protocol,
      host: hostname,
      port,
      site: registrableDomain(hostname) ?? hostname,
      hosting: sharedHostingSuffix(hostname),
    };
  } catch {
    return null;
  }
});
