import { isSameValue, isUnknown } from "../text/unknown";
import type { Engine, PerEngine } from "./engines";
import { type HeaderList, headerLines } from "./header-list";
import { OutcomeBuilder } from "./outcome";
import { asParsed } from "./received-headers";
import type { CorsResponse, Outcome } from "./types";

/** The status by which a proxy asks for a name and a password. */
const PROXY_AUTHENTICATION_REQUIRED = 407;

/**
 * Whether a server's own 407 is a network error. Measured in Chromium 156; Firefox 153 and WebKitGTK 2.50 show it to the script. The standard
 * prompts the user.
 */
const REFUSES_407: PerEngine<boolean> = { fetch: false, chromium: true, firefox: false, webkit: false };

/** Whether NUL in a name makes a network error of the response. Firefox ignores the line. Measured. NUL in a value does everywhere. */
const REFUSES_NUL_IN_NAME: PerEngine<boolean> = { fetch: true, chromium: true, firefox: false, webkit: true };

/**
 * Whether Location lines with different values make a network error of a response, whatever its status. Measured. Chromium:
 * net/http/http_stream_parser.cc. Firefox: IsSuspectDuplicateHeader in netwerk/protocol/http/nsHttpHeaderArray.h.
 */
const REFUSES_DIFFERENT_LOCATIONS: PerEngine<boolean> = { fetch: false, chromium: true, firefox: true, webkit: false };

/**
 * The steps of https://fetch.spec.whatwg.org/#concept-http-network-fetch and https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
 * that make a network error of an actual response, whatever CORS would say about it.
 */
export function httpNetworkOrCacheFetch({ status, headers }: CorsResponse, engine: Engine): Outcome {
  const outcome = new OutcomeBuilder("http-network-or-cache-fetch");

  // 8. HTTP-network fetch.
  outcome.include(httpNetworkFetch(headers, engine));

  // 15. A 401 is a response like any other if the request is cross-origin.
  // 16. A 407 that doesn't come from a proxy.
  if (!isUnknown(status) && status === PROXY_AUTHENTICATION_REQUIRED && REFUSES_407[engine]) {
    outcome.fail("16", null, String(status));
  }

  // 19.
  return outcome.build({ algorithm: "http-network-or-cache-fetch", number: "19" });
}

/** The requirements of HTTP in step 8.5 of https://fetch.spec.whatwg.org/#concept-http-network-fetch: a response with NUL in a header isn't one. */
export function httpNetworkFetch(list: HeaderList, engine: Engine): Outcome {
  const { headers } = list;
  const outcome = new OutcomeBuilder("http-network-fetch");
  const isRefused = headers.some(
    ({ name, value }) =>
      (name.includes("\0") && REFUSES_NUL_IN_NAME[engine]) || (!isUnknown(value) && value.includes("\0")),
  );
  if (isRefused) {
    outcome.fail("8.5", null);
  }
  if (REFUSES_DIFFERENT_LOCATIONS[engine]) {
    const [first, ...others] = headerLines(asParsed(list, engine), "Location");
    const differing = others.filter(({ value }) => first !== undefined && !isSameValue(value, first.value));
    if (differing.some(({ value }) => !isUnknown(value)) && !isUnknown(first?.value)) {
      outcome.fail("8.5", "Location");
    } else if (differing.length > 0) {
      outcome.leaveOpen("8.5", "Location");
    }
  }
  return outcome.build({ algorithm: "http-network-fetch", number: "9" });
}
