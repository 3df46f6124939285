import type { HeaderName } from "../../headers/table";
import type { Reference } from "../framework/rule";

/** A section of the Fetch standard. */
export function fetchSection(title: string, fragment: string): Reference {
  return { title: `Fetch: ${title}`, url: `https://fetch.spec.whatwg.org/#${fragment}` };
}

/** MDN's page about a header. */
export function mdnHeader(name: HeaderName): Reference {
  return { title: `MDN: ${name}`, url: `https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/${name}` };
}

/** Pages that several rules refer to. */
export const FETCH_CORS_CHECK = fetchSection("CORS check", "concept-cors-check");
export const FETCH_PREFLIGHT = fetchSection("CORS-preflight fetch", "cors-preflight-fetch-0");
export const FETCH_REDIRECT = fetchSection("HTTP-redirect fetch", "concept-http-redirect-fetch");
export const FETCH_HTTP_RESPONSES = fetchSection("HTTP responses of the CORS protocol", "http-responses");
export const FETCH_HTTP_REQUESTS = fetchSection("HTTP requests of the CORS protocol", "http-requests");
export const FETCH_CREDENTIALS = fetchSection("CORS protocol and credentials", "cors-protocol-and-credentials");
export const FETCH_CACHES = fetchSection("CORS protocol and HTTP caches", "cors-protocol-and-http-caches");
export const MDN_ALLOW_ORIGIN = mdnHeader("Access-Control-Allow-Origin");
export const MDN_ALLOW_CREDENTIALS = mdnHeader("Access-Control-Allow-Credentials");
export const MDN_ALLOW_METHODS = mdnHeader("Access-Control-Allow-Methods");
export const MDN_ALLOW_HEADERS = mdnHeader("Access-Control-Allow-Headers");
export const MDN_MAX_AGE = mdnHeader("Access-Control-Max-Age");
export const MDN_EXPOSE_HEADERS = mdnHeader("Access-Control-Expose-Headers");
