import type { Reference } from "../framework/rule";

/** Pages that several rules refer to. */
export const FETCH_CORS_CHECK: Reference = {
  title: "Fetch: CORS check",
  url: "https://fetch.spec.whatwg.org/#concept-cors-check",
};
export const FETCH_PREFLIGHT: Reference = {
  title: "Fetch: CORS-preflight fetch",
  url: "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0",
};
export const FETCH_REDIRECT: Reference = {
  title: "Fetch: HTTP-redirect fetch",
  url: "https://fetch.spec.whatwg.org/#concept-http-redirect-fetch",
};
export const FETCH_HTTP_RESPONSES: Reference = {
  title: "Fetch: HTTP responses of the CORS protocol",
  url: "https://fetch.spec.whatwg.org/#http-responses",
};
export const FETCH_HTTP_REQUESTS: Reference = {
  title: "Fetch: HTTP requests of the CORS protocol",
  url: "https://fetch.spec.whatwg.org/#http-requests",
};
export const FETCH_CREDENTIALS: Reference = {
  title: "Fetch: CORS protocol and credentials",
  url: "https://fetch.spec.whatwg.org/#cors-protocol-and-credentials",
};
export const FETCH_CACHES: Reference = {
  title: "Fetch: CORS protocol and HTTP caches",
  url: "https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches",
};
export const MDN_ALLOW_ORIGIN: Reference = {
  title: "MDN: Access-Control-Allow-Origin",
  url: "https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Allow-Origin",
};
export const MDN_ALLOW_CREDENTIALS: Reference = {
  title: "MDN: Access-Control-Allow-Credentials",
  url: "https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Allow-Credentials",
};
export const MDN_ALLOW_METHODS: Reference = {
  title: "MDN: Access-Control-Allow-Methods",
  url: "https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Allow-Methods",
};
export const MDN_ALLOW_HEADERS: Reference = {
  title: "MDN: Access-Control-Allow-Headers",
  url: "https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Allow-Headers",
};
export const MDN_MAX_AGE: Reference = {
  title: "MDN: Access-Control-Max-Age",
  url: "https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Max-Age",
};
export const MDN_EXPOSE_HEADERS: Reference = {
  title: "MDN: Access-Control-Expose-Headers",
  url: "https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Expose-Headers",
};
