import { isUnknown, type Value } from "../text/unknown";
import { isBadPort } from "./bad-port";
import type { Engine } from "./engines";
import { currentUrl, type FetchRequest } from "./fetch-request";
import { isToken } from "./list-values";
import { isForbiddenMethod } from "./method";
import type { Failure } from "./types";

/** The scheme and the port of an absolute URL in the URL standard's serialisation, which omits a default port. */
const SCHEME_AND_PORT = /^([a-z][a-z0-9+.-]*):(?:\/\/(?:[^/?#@]*@)?(?:\[[^\]/?#]*\]|[^/?#:]*)(?::([0-9]+))?)?/;

/**
 * The first step that keeps a script's request from being sent, whatever the server would answer; `null` if the text shows none. The subject of
 * the failure is the method, the name of a header, the port, the mode, or the scheme.
 */
export function refusalOf(request: FetchRequest, engine: Engine): Failure | null {
  return constructorRefusal(request) ?? fetchRefusal(request, engine);
}

function constructorRefusal({ method, headers }: FetchRequest): Failure | null {
  // https://fetch.spec.whatwg.org/#headers-validate, 1. An invalid name throws, and so does a value that would end the line.
  const invalid = headers.headers.find(({ name, value }) => !isToken(name) || !isHeaderValue(value));
  if (invalid !== undefined) {
    return { algorithm: "headers-validate", number: "1", header: null, subject: invalid.name };
  }

  // https://fetch.spec.whatwg.org/#dom-request, 25.2. An invalid method throws, and so does a forbidden one.
  return !isUnknown(method) && (!isToken(method) || isForbiddenMethod(method))
    ? { algorithm: "request-constructor", number: "25.2", header: null, subject: method }
    : null;
}

/** In https://fetch.spec.whatwg.org/#concept-main-fetch. */
function fetchRefusal(request: FetchRequest, engine: Engine): Failure | null {
  const { mode, origin, responseTainting } = request;
  const { scheme, isHttp } = schemeAndPort(request);
  if (scheme === undefined) {
    return null;
  }
  // 7. A bad port is blocked. A text doesn't show the other conditions of step 7.
  const port = badPortOf(request, engine);
  if (port !== null) {
    return { algorithm: "main-fetch", number: "7", header: null, subject: port };
  }
  // 12, same origin: every other request may be sent.
  if (responseTainting === "basic") {
    return null;
  }
  // 12, mode `same-origin`: no request goes to another origin.
  if (mode === "same-origin" && !isUnknown(origin)) {
    return { algorithm: "main-fetch", number: "12", header: null, subject: mode };
  }
  // 12, no HTTP(S) scheme: the CORS protocol doesn't apply.
  return isHttp ? null : { algorithm: "main-fetch", number: "12", header: null, subject: scheme };
}

/** The port of the current URL if it belongs to another protocol, else null. */
export function badPortOf(request: FetchRequest, engine: Engine): string | null {
  const { isHttp, port } = schemeAndPort(request);
  return isHttp && port !== undefined && isBadPort(Number(port), engine) ? port : null;
}

function schemeAndPort(request: FetchRequest) {
  const url = currentUrl(request);
  const [, scheme, port] = isUnknown(url) ? [] : (SCHEME_AND_PORT.exec(url) ?? []);
  return { scheme, port, isHttp: scheme === "http" || scheme === "https" };
}

/** https://fetch.spec.whatwg.org/#header-value, of a value without whitespace around it. */
function isHeaderValue(value: Value): boolean {
  return isUnknown(value) || !/[\0\n\r]/.test(value);
}
