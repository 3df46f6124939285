import fc from "fast-check";
import { anyPiece } from "./texts";

/** A token that is in cookies and other secrets of the HARs, and so in nothing that is made of them. */
export const SECRET = "Zx81Ab39QpLm";

const APP = "https://app.example.com";
const URLS = [
  ...[
    "https://api.example.com/a",
    "https://api.example.com/a?q={{x}}&n=<n>",
    "http://api.example.com:8080/...",
    `${APP}/own`,
  ],
  ...[
    `https://user:${SECRET}@api.example.com/`,
    `https://api.example.com/?access_token=${SECRET}`,
    `https://api.example.com/${SECRET}/b`,
  ],
  ...["data:text/plain,x", "wss://api.example.com/", "https://bücher.example/ä b", "", "https://"],
];
const ORIGINS = [APP, "null", "http://localhost:3000", "https://other.example"];
const METHODS = ["GET", "PUT", "POST", "DELETE", "HEAD", "patch", "OPTIONS", "CONNECT", "curl", "", "GET x", "#x"];

const anyText = fc.oneof(
  { weight: 4, arbitrary: anyPiece },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "{{x}}",
      "${x}",
      "<x>",
      "$http_origin",
      "...",
      "…",
      "a\r\n### b\nGET https://x/ HTTP/1.1",
      "* # note",
      "\u2028",
      "@a = b",
    ),
  },
);

const anyName = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      ...[
        "Content-Type",
        "Accept",
        "X-A",
        "x-b",
        "Range",
        "User-Agent",
        "Vary",
        "Referer",
        "Location",
        "Host",
        "Upgrade",
        ":authority",
      ],
      ...[
        "Access-Control-Allow-Origin",
        "Access-Control-Allow-Credentials",
        "access-control-allow-headers",
        "Access-Control-Allow-Methods",
      ],
      ...[
        "Access-Control-Expose-Headers",
        "Access-Control-Max-Age",
        "Sec-Fetch-Mode",
        "Sec-Fetch-Site",
        "Transfer-Encoding",
        "Content-Length",
      ],
    ),
  },
  { weight: 1, arbitrary: anyText },
);

const anyValue = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ...ORIGINS,
      "*",
      "true",
      "PUT",
      "X-A, x-b",
      "cors",
      "no-cors",
      "application/json",
      "message/http",
      "multipart/form-data; boundary=#",
    ),
  },
  { weight: 3, arbitrary: anyText },
);

const anyFields = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.record({ name: anyName, value: anyValue }) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(...["Cookie", "Set-Cookie"].map((name) => ({ name, value: `sid=${SECRET}; a=b` }))),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        { name: "Authorization", value: `Bearer ${SECRET}` },
        { name: "X-Note", value: `is ${SECRET}` },
      ),
    },
  ),
  { maxLength: 6 },
);

const anyTime = fc.option(
  fc.nat(200).map((ms) => new Date(Date.UTC(2026, 10, 30) + ms).toISOString()),
  { nil: "x" },
);

/** An entry of a HAR as an exporter writes it, with any values. */
const anyEntry = fc
  .record({
    time: anyTime,
    type: fc.constantFrom("fetch", "xhr", "preflight", "image", "font", "document", undefined),
    method: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...METHODS) }, { weight: 1, arbitrary: anyText }),
    url: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...URLS) },
      { weight: 1, arbitrary: anyText.map((text) => `https://a.example/${text}`) },
    ),
    origin: fc.option(fc.constantFrom(...ORIGINS), { nil: null, freq: 4 }),
    asks: fc.option(fc.constantFrom("PUT", "GET", "patch"), { nil: null, freq: 3 }),
    names: fc.constantFrom(null, "x-a", "x-a,x-b", "content-type"),
    request: anyFields,
    response: anyFields,
    status: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(200, 204, 0, 302, 307, 304, 403) },
      { weight: 1, arbitrary: fc.integer() },
    ),
    statusText: fc.oneof(fc.constantFrom("OK", ""), anyText),
    error: fc.constantFrom(undefined, null, "net::ERR_FAILED", "net::ERR_ABORTED", "x omitted\n"),
  })
  .map(({ time, type, method, url, origin, asks, names, request, response, status, statusText, error }) => ({
    startedDateTime: time,
    _resourceType: type,
    request: {
      method: asks === null ? method : "OPTIONS",
      url,
      headers: [
        ...(origin === null ? [] : [{ name: "Origin", value: origin }]),
        ...(asks === null ? [] : [{ name: "Access-Control-Request-Method", value: asks }]),
        ...(asks === null || names === null ? [] : [{ name: "Access-Control-Request-Headers", value: names }]),
        ...request,
      ],
      postData: { text: SECRET },
    },
    response: {
      status,
      statusText,
      headers: response,
      content: { text: `{"a":"${SECRET}"}` },
      redirectURL: "",
      _error: error,
    },
  }));

/** The text of a HAR without mistakes. */
export const anyHar = fc
  .record({
    creator: fc.constantFrom("WebInspector", "Firefox", "WebKit Web Inspector", "mitmproxy"),
    entries: fc.array(anyEntry, { maxLength: 6 }),
    indent: fc.constantFrom(0, 2),
    hasCookie: fc.boolean(),
  })
  .map(({ creator, entries, indent, hasCookie }) => {
    const log = { creator: { name: creator }, entries: hasCookie ? [...entries, WITH_COOKIE] : entries };
    const text = JSON.stringify({ log }, null, indent);
    // Without the cookie, nothing says that these are secret.
    return hasCookie ? text : text.replaceAll(`is ${SECRET}`, "is x").replaceAll(`/${SECRET}/`, "/x/");
  });

const WITH_COOKIE = {
  request: { method: "GET", url: `${APP}/own`, headers: [{ name: "Cookie", value: `sid=${SECRET}` }] },
  response: {},
};

/** A change to a text. The place is in thousandths of the text. */
export interface Change {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

export const anyChange: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(1000),
  remove: fc.oneof(fc.nat(10), fc.constant(0), fc.constant(Number.MAX_SAFE_INTEGER)),
  insert: fc.oneof(
    fc.constantFrom(
      "",
      "[",
      "{",
      "]",
      "}",
      ",",
      '"',
      "\\",
      "\\u12",
      "\u0000",
      "\ufeff",
      "null",
      "1e999",
      '"log":',
      "[".repeat(3000),
      "x".repeat(70_000),
    ),
    fc.string({ unit: "binary", maxLength: 5 }),
  ),
});

export function changed(text: string, changes: readonly Change[]): string {
  return changes.reduce((before, { at, remove, insert }) => {
    const start = Math.floor((before.length * at) / 1000);
    return before.slice(0, start) + insert + before.slice(start + remove);
  }, text);
}
