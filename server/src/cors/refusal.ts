import { memo } from "../text/memo";
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
  const { constructed, port, sent } = refusalsOf(request);
  if (constructed !== null) {
    return constructed;
  }
  // https://fetch.spec.whatwg.org/#concept-main-fetch, 7. A bad port is blocked. What else step 7 asks for is not in a text.
  return port !== undefined && isBadPort(Number(port), engine)
    ? { algorithm: "main-fetch", number: "7", header: null, subject: port }
    : sent;
}

/** What all engines see alike. */
interface Refusals {
  /** In the request's constructor. */
  readonly constructed: Failure | null;
  /** The port of an HTTP(S) URL; undefined where it has none but the scheme's. */
  readonly port: string | undefined;
  /** In the main fetch, behind the step that looks at the port. */
  readonly sent: Failure | null;
}

const refusalsOf = memo((request: FetchRequest): Refusals => {
  const constructed = constructorRefusal(request);
  const url = currentUrl(request);
  const [, scheme, port] = isUnknown(url) ? [] : (SCHEME_AND_PORT.exec(url) ?? []);
  if (scheme === undefined) {
    return { constructed, port, sent: null };
  }
  const isHttp = scheme === "http" || scheme === "https";
  return { constructed, port: isHttp ? port : undefined, sent: fetchRefusal(request, isHttp ? null : scheme) };
});

function constructorRefusal({ method, headers }: FetchRequest): Failure | null {
  // https://fetch.spec.whatwg.org/#headers-validate, 1. A name that is no token throws, and so does a value that would end the line.
  const invalid = headers.headers.find(({ name, value }) => !isToken(name) || !isHeaderValue(value));
  if (invalid !== undefined) {
    return { algorithm: "headers-validate", number: "1", header: invalid.name, subject: invalid.name };
  }

  // https://fetch.spec.whatwg.org/#dom-request, 25.2. What is no token throws, and so does a forbidden method.
  if (!isUnknown(method) && (!isToken(method) || isForbiddenMethod(method))) {
    return { algorithm: "request-constructor", number: "25.2", header: null, subject: method };
  }
  return null;
}

/** @param otherScheme the URL's scheme, where it is not one of HTTP. */
function fetchRefusal({ mode, origin, responseTainting }: FetchRequest, otherScheme: string | null): Failure | null {
  // 12, same origin: everything else may be sent.
  if (responseTainting === "basic") {
    return null;
  }
  // 12, mode `same-origin`: no other origin is asked.
  if (mode === "same-origin" && !isUnknown(origin)) {
    return { algorithm: "main-fetch", number: "12", header: null, subject: mode };
  }
  // 12, no HTTP(S) scheme: there is no CORS protocol.
  return otherScheme === null ? null : { algorithm: "main-fetch", number: "12", header: null, subject: otherScheme };
}

/** https://fetch.spec.whatwg.org/#header-value, of a value without white space around it. */
function isHeaderValue(value: Value): boolean {
  return isUnknown(value) || !/[\0\n\r]/.test(value);
}
