/** The purpose of each header of the CORS protocol, in a sentence or two, by lower-case name. */
const PURPOSES: Readonly<Record<string, string>> = {
  origin: "The origin of the page that makes the request. Browsers add it; scripts can't set it.",
  "access-control-request-method": "In a preflight, asks whether the actual request may use this method.",
  "access-control-request-headers":
    "In a preflight, asks whether the actual request may have these headers. Browsers write them in lower case, sorted and separated by commas.",
  "access-control-allow-origin":
    "The origin whose pages may read this response, or `*` for every origin (without credentials).",
  "access-control-allow-credentials":
    "Lets a page read the response to a request with cookies or other credentials. The only value is `true`.",
  "access-control-allow-methods": "In the response to a preflight, lists the methods that the actual request may use.",
  "access-control-allow-headers": "In the response to a preflight, lists the headers that the actual request may have.",
  "access-control-max-age": "How many seconds browsers may cache the response to a preflight.",
  "access-control-expose-headers":
    "Lists the response headers that the page may read, in addition to the seven it can always read.",
  vary: "Tells caches which request headers the response depends on. List `Origin` if the response depends on the page's origin.",
};

/** Null for a header that CORS doesn't use. */
export function purposeOf(name: string): string | null {
  const key = name.toLowerCase();
  return Object.hasOwn(PURPOSES, key) ? (PURPOSES[key] ?? null) : null;
}
