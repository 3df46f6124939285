/** A header that the code knows by name. */
export interface Header {
  /** The messages that may have it. */
  readonly side: "request" | "response" | "both";
  /** Whether the CORS protocol defines it (and `Origin`), or whether it matters with CORS; absent for other headers. */
  readonly cors?: "protocol" | "related";
  /** The character between the items of a value. Other headers have one item. */
  readonly separator?: "," | ";";
  /** Whether a message may have several lines of it that aren't one list. */
  readonly mayRepeat?: true;
  /** What it is for, in a sentence or two of Markdown. A header without a purpose isn't offered. */
  readonly purpose?: string;
  /** MDN has no page about it. */
  readonly isOnMdn?: false;
}

/** By canonical name, in the order in which they are offered. */
const TABLE = {
  Origin: {
    side: "request",
    cors: "protocol",
    purpose: "The origin of the page that makes the request. Browsers add it; scripts can't set it.",
  },
  "Access-Control-Request-Method": {
    side: "request",
    cors: "protocol",
    purpose: "In a preflight, asks whether the actual request may use this method.",
  },
  "Access-Control-Request-Headers": {
    side: "request",
    cors: "protocol",
    separator: ",",
    purpose:
      "In a preflight, asks whether the actual request may have these headers. Browsers write them in lower case, sorted and separated by commas.",
  },
  "Access-Control-Allow-Origin": {
    side: "response",
    cors: "protocol",
    purpose: "The origin whose pages may read this response, or `*` for every origin (without credentials).",
  },
  "Access-Control-Allow-Credentials": {
    side: "response",
    cors: "protocol",
    purpose: "Lets a page read the response to a request with cookies or other credentials. The only value is `true`.",
  },
  "Access-Control-Allow-Methods": {
    side: "response",
    cors: "protocol",
    separator: ",",
    purpose: "In the response to a preflight, lists the methods that the actual request may use.",
  },
  "Access-Control-Allow-Headers": {
    side: "response",
    cors: "protocol",
    separator: ",",
    purpose: "In the response to a preflight, lists the headers that the actual request may have.",
  },
  "Access-Control-Max-Age": {
    side: "response",
    cors: "protocol",
    purpose: "How many seconds browsers may cache the response to a preflight.",
  },
  "Access-Control-Expose-Headers": {
    side: "response",
    cors: "protocol",
    separator: ",",
    purpose: "Lists the response headers that the page may read, in addition to the seven it can always read.",
  },
  Vary: {
    side: "response",
    cors: "related",
    separator: ",",
    purpose:
      "Tells caches which request headers the response depends on. List `Origin` if the response depends on the page's origin.",
  },
  "Content-Type": { side: "both", separator: ";", purpose: "The media type of the body." },
  Authorization: { side: "request", purpose: "Credentials for the server." },
  Accept: { side: "request", purpose: "The media types that the client accepts." },
  Cookie: { side: "request", purpose: "The cookies for the target." },
  Host: { side: "request", purpose: "Host and port of the target." },
  "X-Requested-With": {
    isOnMdn: false,
    side: "request",
    purpose: "By convention, says that a script makes the request.",
  },
  "If-None-Match": { side: "request", purpose: "Asks for the resource only if its ETag is different." },
  "If-Match": { side: "request", purpose: "Asks for a change only if the ETag is the same." },
  "If-Modified-Since": { side: "request", purpose: "Asks for the resource only if it has changed since then." },
  "If-Unmodified-Since": {
    side: "request",
    purpose: "Asks for a change only if the resource hasn't changed since then.",
  },
  Range: { side: "request", purpose: "Asks for part of the resource." },
  "Cache-Control": { side: "both", purpose: "Tells caches what they may do." },
  ETag: { side: "response", purpose: "The version of the resource." },
  Location: { side: "response", purpose: "The target of a redirect, or the URL of a new resource." },
  "Set-Cookie": { side: "response", mayRepeat: true, purpose: "Stores a cookie." },
  "Accept-Language": { side: "request", purpose: "The user's preferred languages." },
  "Accept-Encoding": { side: "request", purpose: "The content encodings that the client accepts." },
  "Content-Length": { side: "both", purpose: "The length of the body in bytes." },
  "Content-Disposition": { side: "response", purpose: "Whether the response is a download, and its file name." },
  "Content-Encoding": { side: "response", purpose: "The body's encodings, such as `gzip`." },
  "Content-Language": { side: "both", purpose: "The language of the body." },
  "Last-Modified": { side: "response", purpose: "When the resource last changed." },
  Expires: { side: "response", purpose: "When the response becomes stale." },
  Date: { side: "response", purpose: "When the server sent the response." },
  Link: { side: "response", mayRepeat: true, purpose: "Related resources, such as the next page of a list." },
  "Content-Range": { side: "response", purpose: "The part of the resource that the response has." },
  "Retry-After": { side: "response", purpose: "When to try again." },
  "WWW-Authenticate": { side: "response", mayRepeat: true, purpose: "How to authenticate." },
  Allow: { side: "response", purpose: "The methods that the target supports. CORS doesn't use it." },
  "Timing-Allow-Origin": {
    side: "response",
    purpose: "The origins whose pages may see detailed timings of the request.",
  },
  "Cross-Origin-Resource-Policy": { side: "response", purpose: "Which sites may embed the resource without CORS." },
  Server: { side: "response", purpose: "The server's software." },
  "X-Forwarded-Host": { side: "request", purpose: "The `Host` of the request that a proxy passes on." },
  Referer: { side: "request", purpose: "The page that makes the request." },
  "User-Agent": { side: "request", purpose: "The client's name and version." },
  "Mcp-Session-Id": {
    isOnMdn: false,
    side: "both",
    purpose:
      "The session of a client of an MCP server, in revisions up to 2025-11-25. The response to `initialize` has it, and the client sends it with every later request.",
  },
  "Mcp-Protocol-Version": {
    isOnMdn: false,
    side: "request",
    purpose: "The revision of MCP that a client uses. It is in every request after `initialize`.",
  },
  "Last-Event-ID": {
    isOnMdn: false,
    side: "request",
    purpose: "The last event of a stream that the client has received.",
  },
  "Sec-Fetch-Mode": { side: "request", purpose: "The request's mode, set by the browser." },
  "Sec-Fetch-Site": { side: "request", purpose: "The relation between the page and the target, set by the browser." },
  "Sec-Fetch-Dest": { side: "request", purpose: "The use of the response, set by the browser." },
  "Access-Control-Request-Private-Network": { side: "request" },
  "Access-Control-Allow-Private-Network": { side: "response" },
  Upgrade: { side: "both" },
  "Transfer-Encoding": { side: "both" },
  "X-HTTP-Method": { side: "request" },
  "X-HTTP-Method-Override": { side: "request" },
  "X-Method-Override": { side: "request" },
  "Proxy-Authorization": { side: "request" },
  Age: { side: "response" },
  "CF-Mitigated": { side: "response" },
  "Ngrok-Error-Code": { side: "response" },
  "Non-Authoritative-Reason": { side: "response" },
  "X-Amzn-ErrorType": { side: "response" },
  "X-Goog-IAP-Generated-Response": { side: "response" },
  "X-MS-Error-Code": { side: "response" },
  "X-Rack-CORS": { side: "response" },
  Cookie2: { side: "request" },
  "Set-Cookie2": { side: "response" },
} as const satisfies Readonly<Record<string, Header>>;

/**
 * The canonical name of a header in the table. Code that asks for a header by name takes this type, so that a name with a mistake doesn't
 * compile.
 */
export type HeaderName = keyof typeof TABLE;

/** The names of the headers of one side that the CORS protocol defines. */
export type ProtocolHeaderName<S extends Header["side"]> = {
  [N in HeaderName]: (typeof TABLE)[N] extends { readonly side: S; readonly cors: "protocol" } ? N : never;
}[HeaderName];

export const HEADERS: Readonly<Record<HeaderName, Header>> = TABLE;
