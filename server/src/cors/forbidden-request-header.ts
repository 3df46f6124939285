import { isUnknown, type Value } from "../text/unknown";
import { byteLowercase } from "./byte-case";
import type { Engine, PerEngine } from "./engines";
import { isForbiddenMethod } from "./method";
import { getDecodeAndSplit } from "./quoted-list";

/**
 * Names that an engine forbids in addition to the standard's. Chromium: kForbiddenHeaderFields in services/network/public/cpp/cors/cors.cc; of
 * the further names there, Chromium 156 was measured to forbid only this one.
 */
const FURTHER_FORBIDDEN: PerEngine<readonly string[]> = {
  fetch: [],
  chromium: ["user-agent"],
  firefox: [],
  webkit: [],
};

/** Whether VT and FF around a method in a method override don't count. Measured in WebKitGTK 2.50. */
const TRIMS_ALL_WHITESPACE: PerEngine<boolean> = { fetch: false, chromium: false, firefox: false, webkit: true };

/**
 * https://fetch.spec.whatwg.org/#forbidden-request-header
 *
 * An unknown value of a method override is assumed to name an ordinary method.
 */
export function isForbiddenRequestHeader(name: string, value: Value, engine: Engine): boolean {
  const lowercased = byteLowercase(name);

  // 1. The names that are reserved for the browser.
  switch (lowercased) {
    case "accept-charset":
    case "accept-encoding":
    case "access-control-request-headers":
    case "access-control-request-method":
    case "connection":
    case "content-length":
    case "cookie":
    case "cookie2":
    case "date":
    case "dnt":
    case "expect":
    case "host":
    case "keep-alive":
    case "origin":
    case "referer":
    case "set-cookie":
    case "te":
    case "trailer":
    case "transfer-encoding":
    case "upgrade":
    case "via":
      return true;
  }
  if (FURTHER_FORBIDDEN[engine].includes(lowercased)) {
    return true;
  }

  // 2. The prefixes that are reserved for the browser.
  if (lowercased.startsWith("proxy-") || lowercased.startsWith("sec-")) {
    return true;
  }

  // 3. A method override that names a forbidden method.
  switch (lowercased) {
    case "x-http-method":
    case "x-http-method-override":
    case "x-method-override":
      return !isUnknown(value) && getDecodeAndSplit(value).some((method) => isForbiddenMethod(trimmed(method, engine)));
  }

  // 4. A page may set every other header.
  return false;
}

function trimmed(method: string, engine: Engine): string {
  return TRIMS_ALL_WHITESPACE[engine] ? method.replace(/^[\v\f]*|[\v\f]*$/g, "") : method;
}
