import { serializedOriginOf } from "../cors/origin";
import { type CallOptions, fieldsNamed, type Request } from "../http/tree";
import { isUnknown, Unknown, type Value } from "../text/unknown";

/** Where a request goes, as far as the text says. */
export interface Target {
  /** The absolute URL without its fragment; null if the text gives no scheme or leaves a part open. */
  readonly url: string | null;
  /** The possible origins of the target: one for an absolute URL, one per scheme for `Host` and a path, none if unknown. */
  readonly origins: readonly string[];
  /** Equal for two requests to the same URL, as far as the text says. A preflight and its actual request share it. */
  readonly key: string;
  /** The scheme, if the text gives one. */
  readonly scheme: string | null;
}

/** @param page the origin of the page, to which the URL of a call may be relative. */
export function targetOf(request: Request, page: Value | null = null): Target {
  const target = request.call === null ? request.targetValue : absoluteUrl(request.targetValue, request.call, page);
  if (isUnknown(target)) {
    const host = hostOf(request);
    return {
      url: null,
      origins: [],
      key: `?${host === null || isUnknown(host) ? "" : host} ${request.wholeTarget}`,
      scheme: null,
    };
  }
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(target.slice(0, 40))?.[1]?.toLowerCase() ?? null;
  if (scheme !== null) {
    return absoluteTarget(target, scheme);
  }
  const isPath = target.startsWith("/") || target === "*";
  const authority = isPath ? hostOf(request) : (target.split(/[/?#]/, 1)[0] ?? "");
  const path = isPath ? target : target.slice(typeof authority === "string" ? authority.length : 0);
  if (authority === null || isUnknown(authority)) {
    const host = authority === null ? "" : (authority.text ?? "");
    return { url: null, origins: [], key: `?${host} ${target}`, scheme: null };
  }
  return schemelessTarget(authority, path);
}

/** The URL of a call of `fetch()`; unknown if it is relative to a page that isn't known. */
function absoluteUrl(url: Value, { referrer }: CallOptions, page: Value | null): Value {
  const base = referrer?.value ?? page;
  if (isUnknown(url) || hasScheme(url)) {
    return url;
  }
  try {
    return base === null || isUnknown(base) ? new Unknown(url) : new URL(url, base).href;
  } catch {
    return new Unknown(url);
  }
}

function hasScheme(url: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]*:/.test(url.slice(0, 40));
}

/** @param url absolute. */
export function targetOfUrl(url: string): Target {
  return absoluteTarget(url, url.slice(0, url.indexOf(":")));
}

function absoluteTarget(target: string, scheme: string): Target {
  const url = parseUrl(target);
  if (url === null) {
    return { url: null, origins: [], key: `?${target}`, scheme };
  }
  return { url: url.href, origins: [url.origin], key: `//${url.host}${url.path}`, scheme };
}

function schemelessTarget(authority: string, path: string): Target {
  const origins = ["http", "https"].flatMap((scheme) => serializedOriginOf(`${scheme}://${authority}/`) ?? []);
  const url = parseUrl(`http://${authority}${path === "*" ? "/" : path}`);
  return { url: null, origins, key: url === null ? `?${authority} ${path}` : `//${url.host}${url.path}`, scheme: null };
}

/** The URL without its fragment, its origin, and the parts of the key; null if it isn't a URL. */
function parseUrl(text: string): { href: string; origin: string; host: string; path: string } | null {
  try {
    const url = new URL(text);
    if (text.includes("#")) {
      url.hash = "";
    }
    return { href: url.href, origin: url.origin, host: url.host, path: url.pathname + url.search };
  } catch {
    return null;
  }
}

function hostOf(request: Request): Value | null {
  return fieldsNamed(request, "Host")[0]?.resolved ?? null;
}

/** Whether two requests go to the same URL. If the text doesn't give one of the schemes, it is assumed to be the other's. */
export function isSameTarget(a: Target, b: Target): boolean {
  return a.key === b.key && (a.scheme === b.scheme || a.scheme === null || b.scheme === null);
}
