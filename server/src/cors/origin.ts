/** The parts of a tuple origin as written in its serialisation. */
export interface SerializedOrigin {
  readonly scheme: string;
  /** With brackets if it is an IPv6 address. */
  readonly host: string;
  /** `null` if none is written, which means the scheme's default port. */
  readonly port: string | null;
}

/** The serialisation of every opaque origin. */
export const OPAQUE_ORIGIN = "null";

/**
 * The ASCII serialisation of a URL's origin: https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin
 *
 * @returns the scheme, host and non-default port; `"null"` if the origin is opaque; `null` if `url` doesn't parse as an absolute URL.
 */
export function serializedOriginOf(url: string): string | null {
  try {
    return new URL(url).origin;
  } catch {
    return null;
  }
}

/**
 * https://html.spec.whatwg.org/#same-origin for two absolute URLs or serialised tuple origins. An opaque origin is never the same as one that a
 * text can name, not even as another `null`.
 */
export function isSameOrigin(a: string, b: string): boolean {
  const origin = serializedOriginOf(a);
  return origin !== null && origin !== OPAQUE_ORIGIN && origin === serializedOriginOf(b);
}

/**
 * The parts of a value that matches `serialized-origin`: https://fetch.spec.whatwg.org/#origin-header
 *
 * @returns `null` if it doesn't match: an upper-case letter, a path, a trailing slash, a list. `null` (the opaque origin) and `*` don't match
 * either.
 */
export function parseSerializedOrigin(value: string): SerializedOrigin | null {
  const schemeEnd = value.indexOf("://");
  if (schemeEnd < 0) {
    return null;
  }
  const scheme = value.slice(0, schemeEnd);
  const authority = value.slice(schemeEnd + "://".length);
  const hostEnd = authority.startsWith("[") ? authority.indexOf("]") + 1 : endOfDomain(authority);
  const host = authority.slice(0, hostEnd);
  const rest = authority.slice(hostEnd);
  if (!isSerializedScheme(scheme) || !isSerializedHost(host)) {
    return null;
  }
  if (rest === "") {
    return { scheme, host, port: null };
  }
  return /^:[0-9]{1,5}$/.test(rest) ? { scheme, host, port: rest.slice(1) } : null;
}

/**
 * Whether some request origin serialises to `value`. Wider than the ABNF of `serialized-origin`, because browsers also send hosts with an
 * underscore or a trailing dot and the schemes of extensions and app shells. If this is false, the value doesn't match any origin, known or
 * not.
 */
export function isPossibleSerializedOrigin(value: string): boolean {
  if (value === OPAQUE_ORIGIN) {
    return true;
  }
  const schemeEnd = value.indexOf("://");
  if (!isSerializedScheme(value.slice(0, Math.max(schemeEnd, 0))) || /[\s,*]/.test(value)) {
    return false;
  }
  const origin = serializedOriginOf(value);
  // Only the browser knows the origins of a scheme that has no tuple origins in the URL standard (`chrome-extension:`).
  return origin === OPAQUE_ORIGIN || origin === value;
}

function endOfDomain(authority: string): number {
  const colon = authority.indexOf(":");
  return colon < 0 ? authority.length : colon;
}

/** `serialized-scheme` */
function isSerializedScheme(scheme: string): boolean {
  return /^[a-z][a-z0-9+\-.]*$/.test(scheme);
}

/** `serialized-host`; a `serialized-ipv4` is also a `serialized-domain`. */
function isSerializedHost(host: string): boolean {
  return host.startsWith("[") ? isSerializedIpv6(host.slice(1, -1)) : host.split(".").every(isDomainLabel);
}

/** `domain-label` */
function isDomainLabel(label: string): boolean {
  return /^[a-z0-9-]+$/.test(label) && !label.startsWith("-") && !label.endsWith("-");
}

/** `serialized-ipv6`: eight pieces, or up to six around one `::`. */
function isSerializedIpv6(address: string): boolean {
  const halves = address.split("::");
  const pieces = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const count = halves.length === 1 ? pieces.length === 8 : halves.length === 2 && pieces.length <= 6;
  return count && pieces.every((piece) => /^(?:0|[1-9a-f][0-9a-f]{0,3})$/.test(piece));
}
