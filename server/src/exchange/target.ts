import { serializedOriginOf } from "../cors/origin";
import { fieldsNamed, type Request } from "../http/tree";
import { isUnknown, type Value } from "../text/unknown";

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

export function targetOf(request: Request): Target {
  const target = request.targetValue;
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
