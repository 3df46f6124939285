/** What each header of the CORS protocol is for, in one sentence, by lower-case name. */
const PURPOSES: Readonly<Record<string, string>> = {
  origin: "The origin of the page that makes the request; browsers add it, scripts cannot set it.",
  "access-control-request-method": "Asks, in a preflight, whether the actual request may use this method.",
  "access-control-request-headers":
    "Asks, in a preflight, whether the actual request may have these headers: lower-case, sorted, joined by commas.",
  "access-control-allow-origin":
    "Names the one origin whose pages may read this response, or `*` for every origin without credentials.",
  "access-control-allow-credentials":
    "Lets a page read the response to a request that was sent with cookies or other credentials; `true` is the only value.",
  "access-control-allow-methods": "Lists, in the response to a preflight, the methods that the actual request may use.",
  "access-control-allow-headers":
    "Lists, in the response to a preflight, the headers that the actual request may have.",
  "access-control-max-age": "Says for how many seconds the answer to a preflight may be kept.",
  "access-control-expose-headers":
    "Lists the response headers that the page's script may read, beside the seven that it always can.",
  vary: "Tells caches on which request headers the response depends; `Origin`, where the server answers each origin differently.",
};

/** Null for a header that CORS does not look at. */
export function purposeOf(name: string): string | null {
  const key = name.toLowerCase();
  return Object.hasOwn(PURPOSES, key) ? (PURPOSES[key] ?? null) : null;
}
