/** Common headers beside those that CORS looks at, each with what it is for. The order is that in which they are offered. */
export const REQUEST_HEADERS: ReadonlyMap<string, string> = new Map([
  ["Content-Type", "The media type of the body."],
  ["Authorization", "Credentials for the server."],
  ["Accept", "The media types that the client takes."],
  ["Cookie", "The cookies of the target."],
  ["Host", "Host and port of the target."],
  ["X-Requested-With", "Tells, by custom, that a script makes the request."],
  ["If-None-Match", "Asks for the representation only if its entity tag is another one."],
  ["If-Match", "Asks for a change only if the entity tag is this one."],
  ["If-Modified-Since", "Asks for the representation only if it is newer."],
  ["If-Unmodified-Since", "Asks for a change only if the representation is not newer."],
  ["Range", "Asks for a part of the representation."],
  ["Cache-Control", "Tells caches what they may do."],
  ["Accept-Language", "The languages that the user reads."],
  ["Accept-Encoding", "The codings that the client can undo."],
  ["Content-Language", "The language of the body."],
  ["Content-Length", "The length of the body in bytes."],
  ["Referer", "The page from which the request comes."],
  ["User-Agent", "The client."],
  ["Sec-Fetch-Mode", "The mode of the request, as the browser says it."],
  ["Sec-Fetch-Site", "How far the page is from the target, as the browser says it."],
  ["Sec-Fetch-Dest", "What the response is for, as the browser says it."],
]);

export const RESPONSE_HEADERS: ReadonlyMap<string, string> = new Map([
  ["Content-Type", "The media type of the body."],
  ["Cache-Control", "Tells caches what they may do."],
  ["ETag", "The version of the representation."],
  ["Location", "Where a redirect leads, or where something new is."],
  ["Set-Cookie", "Stores a cookie."],
  ["Content-Length", "The length of the body in bytes."],
  ["Content-Disposition", "The name under which a download is stored."],
  ["Content-Encoding", "The codings of the body."],
  ["Content-Language", "The language of the body."],
  ["Last-Modified", "When the representation last changed."],
  ["Expires", "Until when the response is fresh."],
  ["Date", "When the response was made."],
  ["Link", "Related resources, such as the next page of a list."],
  ["Retry-After", "When to ask again."],
  ["WWW-Authenticate", "How to authenticate."],
  ["Allow", "The methods that the target supports; browsers do not look at it for CORS."],
  ["Timing-Allow-Origin", "The origins whose pages may see how long the parts of the request took."],
  ["Cross-Origin-Resource-Policy", "Which sites may embed the resource without CORS."],
  ["Server", "The server's software."],
]);

/** The names that a message may have several times with different values. */
export const MAY_REPEAT: ReadonlySet<string> = new Set(["set-cookie", "link", "www-authenticate"]);
