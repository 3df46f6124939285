/** Common headers that CORS doesn't use, each with its purpose, in the order in which they are offered. */
export const REQUEST_HEADERS: ReadonlyMap<string, string> = new Map([
  ["Content-Type", "The media type of the body."],
  ["Authorization", "Credentials for the server."],
  ["Accept", "The media types that the client accepts."],
  ["Cookie", "The cookies for the target."],
  ["Host", "Host and port of the target."],
  ["X-Requested-With", "By convention, says that a script makes the request."],
  ["If-None-Match", "Asks for the resource only if its ETag is different."],
  ["If-Match", "Asks for a change only if the ETag is the same."],
  ["If-Modified-Since", "Asks for the resource only if it has changed since then."],
  ["If-Unmodified-Since", "Asks for a change only if the resource hasn't changed since then."],
  ["Range", "Asks for part of the resource."],
  ["Cache-Control", "Tells caches what they may do."],
  ["Accept-Language", "The user's preferred languages."],
  ["Accept-Encoding", "The content encodings that the client accepts."],
  ["Content-Language", "The language of the body."],
  ["Content-Length", "The length of the body in bytes."],
  ["Referer", "The page that makes the request."],
  ["User-Agent", "The client's name and version."],
  ["Sec-Fetch-Mode", "The request's mode, set by the browser."],
  ["Sec-Fetch-Site", "The relation between the page and the target, set by the browser."],
  ["Sec-Fetch-Dest", "The use of the response, set by the browser."],
]);

export const RESPONSE_HEADERS: ReadonlyMap<string, string> = new Map([
  ["Content-Type", "The media type of the body."],
  ["Cache-Control", "Tells caches what they may do."],
  ["ETag", "The version of the resource."],
  ["Location", "The target of a redirect, or the URL of a new resource."],
  ["Set-Cookie", "Stores a cookie."],
  ["Content-Length", "The length of the body in bytes."],
  ["Content-Disposition", "Whether the response is a download, and its file name."],
  ["Content-Encoding", "The body's encodings, such as `gzip`."],
  ["Content-Language", "The language of the body."],
  ["Last-Modified", "When the resource last changed."],
  ["Expires", "When the response becomes stale."],
  ["Date", "When the server sent the response."],
  ["Link", "Related resources, such as the next page of a list."],
  ["Retry-After", "When to try again."],
  ["WWW-Authenticate", "How to authenticate."],
  ["Allow", "The methods that the target supports. CORS doesn't use it."],
  ["Timing-Allow-Origin", "The origins whose pages may see detailed timings of the request."],
  ["Cross-Origin-Resource-Policy", "Which sites may embed the resource without CORS."],
  ["Server", "The server's software."],
]);

/** Headers that a message may have more than once. */
export const MAY_REPEAT: ReadonlySet<string> = new Set(["set-cookie", "link", "www-authenticate"]);
