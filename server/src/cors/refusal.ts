import { isUnknown, type Value } from "../text/unknown";
import { isBadPort } from "./bad-port";
import type { Engine } from "./engines";
import { currentUrl, type FetchRequest } from "./fetch-request";
import { isToken } from "./list-values";
import { isForbiddenMethod } from "./method";
import type { Failure } from "./types";

/** The scheme and the port of an absolute URL as the URL standard serialises it, which leaves a default port out. */
const SCHEME_AND_PORT = /^([a-z][a-z0-9+.-]*):(?:\/\/(?:[^/?#@]*@)?(?:\[[^\]/?#]*\]|[^/?#:]*)(?::([0-9]+))?)?/;

/**
 * The first step that keeps a script's request from being sent, whatever a server would answer; `null` where the text shows none. The
 * subject of the failure is the method, the name of a header, the port, the mode, or the scheme.
 */
export function refusalOf(request: FetchRequest, engine: Engine): Failure | null {
  const { method, headers, mode, origin, responseTainting } = request;

  // https://fetch.spec.whatwg.org/#headers-validate, 1. A name that is no token throws, and so does a value that would end the line.
  const invalid = headers.headers.find(({ name, value }) => !isToken(name) || !isHeaderValue(value));
  if (invalid !== undefined) {
    return { algorithm: "headers-validate", number: "1", header: invalid.name, subject: invalid.name };
  }

  // https://fetch.spec.whatwg.org/#dom-request, 25.2. What is no token throws, and so does a forbidden method.
  if (!isUnknown(method) && (!isToken(method) || isForbiddenMethod(method))) {
    return { algorithm: "request-constructor", number: "25.2", header: null, subject: method };
  }

  const url = currentUrl(request);
  const [, scheme, port] = isUnknown(url) ? [] : (SCHEME_AND_PORT.exec(url) ?? []);
  if (scheme === undefined) {
    return null;
  }
  const isHttp = scheme === "http" || scheme === "https";

  // https://fetch.spec.whatwg.org/#concept-main-fetch, 7. A bad port is blocked. What else step 7 asks for is not in a text.
  if (isHttp && port !== undefined && isBadPort(Number(port), engine)) {
    return { algorithm: "main-fetch", number: "7", header: null, subject: port };
  }

  // 12, same origin: everything else may be sent.
  if (responseTainting === "basic") {
    return null;
  }
  // 12, mode `same-origin`: no other origin is asked.
  if (mode === "same-origin" && !isUnknown(origin)) {
    return { algorithm: "main-fetch", number: "12", header: null, subject: mode };
  }
  // 12, no HTTP(S) scheme: there is no CORS protocol.
  return isHttp ? null : { algorithm: "main-fetch", number: "12", header: null, subject: scheme };
}

/** https://fetch.spec.whatwg.org/#header-value, of a value without white space around it. */
function isHeaderValue(value: Value): boolean {
  return isUnknown(value) || !/[\0\n\r]/.test(value);
}
