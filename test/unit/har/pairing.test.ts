import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";
import { exchangesOfHar } from "../../../server/src/har/exchanges";
import { at, fields, har, readHar } from "./hars";

const APP = "https://app.example.com";
const API = "https://api.example.com/a";
const MOZILLA = "Mozilla/5.0 (X11; Linux x86_64)";

interface Entry {
  readonly time?: number;
  readonly type?: string;
  readonly method?: string;
  readonly url?: string;
  readonly request?: Readonly<Record<string, string>>;
  readonly status?: number;
  readonly response?: Readonly<Record<string, string>>;
  /** Of Chromium: null if the request didn't fail. */
  readonly error?: string | null;
  readonly more?: Readonly<Record<string, unknown>>;
}

function entry({
  time,
  type,
  method = "GET",
  url = API,
  request = {},
  status = 200,
  response = {},
  error,
  more,
}: Entry) {
  return {
    ...(time === undefined ? {} : { startedDateTime: at(time) }),
    ...(type === undefined ? {} : { _resourceType: type }),
    ...more,
    request: { method, url, headers: fields(request) },
    response: { status, headers: fields(response), ...(error === undefined ? {} : { _error: error }) },
  };
}

const ALLOW = {
  "Access-Control-Allow-Origin": APP,
  "Access-Control-Allow-Methods": "PUT",
  "Access-Control-Allow-Headers": "x-a",
};

function preflight(more: Entry = {}) {
  return entry({
    method: "OPTIONS",
    status: 204,
    response: ALLOW,
    ...more,
    request: { Origin: APP, "Access-Control-Request-Method": "PUT", ...more.request },
  });
}

function put(more: Entry = {}) {
  return entry({ method: "PUT", response: ALLOW, ...more, request: { Origin: APP, ...more.request } });
}

/** Each exchange as `entry ← its preflight: verdict in Chromium`, and what was left out. */
function seen(creator: string, entries: readonly Entry[] | readonly unknown[]) {
  const { document, leftOut } = exchangesOfHar(readHar(har(creator, entries)));
  const analysis = analyse(document.text, "http", { origin: null });
  const entryOf = (one: (typeof analysis.exchanges)[number]) =>
    document.entryAt(analysis.document.startOf(one.request));
  return {
    exchanges: analysis.exchanges.map((one) => {
      const served = one.servedBy === null ? "" : ` ← ${entryOf(one.servedBy)}`;
      const before = one.redirectFrom === null || one.kind === "preflight" ? "" : ` after ${entryOf(one.redirectFrom)}`;
      return `${entryOf(one)}${served}${before}: ${one.verdict.chromium}`;
    }),
    leftOut: Object.fromEntries(leftOut),
    text: document.text,
    findings: analysis.findings.map(({ rule }) => rule),
  };
}

describe("the entries of a HAR that CORS decides about", () => {
  for (const [what, one, reason] of [
    ["a data URL", entry({ url: "data:text/plain,x" }), "not-http"],
    ["a blob", entry({ url: "blob:https://app.example.com/1" }), "not-http"],
    ["a file of an extension", entry({ url: "chrome-extension://abc/x.js" }), "not-http"],
    ["something that isn't a URL", entry({ url: "https://" }), "not-http"],
    ["no URL", { request: {}, response: {} }, "not-http"],
    ["a method that isn't one", entry({ method: "GET x" }), "not-http"],
    ["a WebSocket", entry({ url: "wss://api.example.com/", status: 101 }), "websocket"],
    ["a WebSocket of Firefox", entry({ request: { Upgrade: "websocket", Origin: APP }, status: 101 }), "websocket"],
    ["a tunnel of a proxy", entry({ method: "CONNECT", url: "https://api.example.com:443/" }), "tunnel"],
    ["a navigation", entry({ request: { "Sec-Fetch-Mode": "navigate", Origin: APP }, method: "POST" }), "navigation"],
    ["a document of Chromium", entry({ type: "document" }), "navigation"],
    [
      "a form in a proxy",
      entry({ request: { "Upgrade-Insecure-Requests": "1", Origin: APP }, method: "POST" }),
      "navigation",
    ],
    ["an image", entry({ type: "image", request: { Referer: `${APP}/` } }), "no-cors"],
    ["a request in the mode no-cors", entry({ request: { "Sec-Fetch-Mode": "no-cors" } }), "no-cors"],
    [
      "a request to the page's origin",
      entry({ url: `${APP}/a`, request: { Origin: APP }, method: "POST" }),
      "same-origin",
    ],
    ["the same without Origin", entry({ url: `${APP}/a`, request: { Referer: `${APP}/` } }), "same-origin"],
    [
      "the same of Chromium",
      entry({ request: { "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors" } }),
      "same-origin",
    ],
    ["a request that nothing shows to be one", entry({ request: { "User-Agent": MOZILLA } }), "without-origin"],
    [
      "an answer of a service worker",
      entry({ request: { Origin: APP }, more: { _fetchType: "Service Worker" } }),
      "service-worker",
    ],
  ] as const) {
    it(`don't include ${what}`, () => {
      const { exchanges, leftOut } = seen("any", [one]);
      assert.deepEqual({ exchanges, leftOut }, { exchanges: [], leftOut: { [reason]: 1 } });
    });
  }

  for (const [what, one] of [
    ["a font with Origin", entry({ type: "font", request: { Origin: APP, "Sec-Fetch-Mode": "cors" } })],
    ["an image with Origin", entry({ type: "image", request: { origin: APP } })],
    ["a request of an opaque origin", entry({ request: { Origin: "null" } })],
    [
      "HTTP/2 fields in lower case",
      entry({ request: { ":method": "GET", ":authority": "api.example.com", origin: APP } }),
    ],
    [
      "a request without a date, a version or anything else",
      { request: { url: API, headers: fields({ Origin: APP }) } },
    ],
  ] as const) {
    it(`include ${what}`, () => {
      assert.equal(seen("any", [one]).exchanges.length, 1);
    });
  }
});

describe("preflights in a HAR", () => {
  it("serve the request that began before them in Chromium, wherever they are", () => {
    const a = put({ time: 10, type: "fetch", error: null });
    const preflightOfA = preflight({ time: 12, type: "preflight", error: null });
    for (const entries of [
      [a, preflightOfA],
      [preflightOfA, a],
    ]) {
      const { exchanges } = seen("WebInspector", entries);
      const index = entries.indexOf(a);
      assert.deepEqual(exchanges, [`${1 - index}: allowed`, `${index} ← ${1 - index}: allowed`]);
    }
  });

  it("serve the request that began before them in Firefox", () => {
    const { exchanges } = seen("Firefox", [put({ time: 8 }), preflight({ time: 9 }), put({ time: 10 })]);
    assert.deepEqual(exchanges.slice(0, 2), ["1: allowed", "0 ← 1: allowed"]);
  });

  it("serve the request after them elsewhere", () => {
    const { exchanges } = seen("mitmproxy", [
      put({ time: 0 }),
      preflight({ time: 9, request: { Origin: APP } }),
      put({ time: 10 }),
    ]);
    assert.deepEqual(exchanges.slice(1), ["1: allowed", "2 ← 1: allowed"]);
  });

  it("serve the request with the names that they ask for", () => {
    const asks = { "Access-Control-Request-Headers": "x-a" };
    const { exchanges } = seen("Firefox", [
      preflight({ time: 0 }),
      preflight({ time: 1, request: asks }),
      put({ time: 2, request: { "X-A": "1" } }),
      put({ time: 3 }),
    ]);
    assert.deepEqual(exchanges, ["1: allowed", "2 ← 1: allowed", "0: allowed", "3 ← 0: allowed"]);
  });

  it("give a stopped request its origin and the names of its headers", () => {
    const { text, exchanges } = seen("WebInspector", [
      entry({ time: 0, type: "fetch", status: 0, error: "net::ERR_FAILED", request: { "User-Agent": MOZILLA } }),
      preflight({
        time: 1,
        type: "preflight",
        response: { "Access-Control-Allow-Origin": "https://other.example" },
        request: { "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization,x-b" },
      }),
    ]);
    assert.deepEqual(exchanges, ["1: blocked", "0 ← 1: blocked"]);
    assert.match(text, /^authorization: …\nx-b: …$/m);
  });

  it("show which header fields the browser added", () => {
    const { text, findings } = seen("Firefox", [
      preflight({ time: 0, request: { "Access-Control-Request-Headers": "x-a" } }),
      put({ time: 1, request: { "X-A": "1", "Alt-Used": "api.example.com", "User-Agent": MOZILLA, Accept: "*/*" } }),
    ]);
    assert.match(text, /^# added by the browser: Alt-Used, User-Agent$/m);
    assert.ok(!findings.includes("allow-headers-missing-header"));
  });

  it("are judged alone if the file has no request for them", () => {
    assert.deepEqual(seen("Firefox", [preflight({ response: {} })]).exchanges, ["0: blocked"]);
  });
});

describe("redirects in a HAR", () => {
  const hop = (more: Entry) => entry({ request: { Origin: APP }, response: ALLOW, ...more });

  it("lead to the next request to their Location", () => {
    const { exchanges } = seen("Firefox", [
      hop({ time: 9, url: "https://api.example.com/c" }),
      hop({ time: 0, status: 302, response: { ...ALLOW, Location: "/c" } }),
      hop({ time: 3, url: "https://api.example.com/other" }),
    ]);
    assert.deepEqual(exchanges, ["1: allowed", "0 after 1: allowed", "2: allowed"]);
  });

  it("lead from the page's own origin to another one", () => {
    const { exchanges } = seen("WebInspector", [
      entry({
        time: 0,
        type: "fetch",
        url: `${APP}/r`,
        status: 307,
        request: { Referer: `${APP}/` },
        response: { Location: API },
        error: null,
      }),
      entry({ time: 1, type: "fetch", request: { Origin: APP }, error: "net::ERR_FAILED" }),
    ]);
    assert.deepEqual(exchanges, ["0: not-cors", "1 after 0: blocked"]);
  });
});

describe("the page of a request in a HAR", () => {
  for (const [what, creator, one, origin] of [
    [
      "Referer, if it is a script's and from a cache",
      "WebInspector",
      entry({ type: "xhr", request: { Referer: `${APP}/x` }, more: { _fromCache: "disk" } }),
      APP,
    ],
    [
      "Referer, if the request failed",
      "WebInspector",
      entry({ type: "fetch", status: 0, error: "net::ERR_CONNECTION_REFUSED", request: { Referer: `${APP}/x` } }),
      APP,
    ],
    [
      "Referer, if the mode is cors",
      "WebKit Web Inspector",
      entry({ request: { Referer: `${APP}/`, "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty" } }),
      APP,
    ],
  ] as const) {
    it(`is that of ${what}`, () => {
      assert.match(seen(creator, [one]).text, new RegExp(`^# @cors origin=${origin}\\b`, "m"));
    });
  }

  it("isn't that of a style sheet", () => {
    const font = entry({
      type: "font",
      status: 0,
      error: "net::ERR_FAILED",
      request: { Referer: "https://cdn.example/a.css" },
    });
    assert.doesNotMatch(seen("WebInspector", [font]).text, /origin=/);
  });
});

describe("the credentials of a request in a HAR", () => {
  const PUBLIC = { "Access-Control-Allow-Origin": "*" };
  const get = (more: Entry) => entry({ type: "fetch", request: { Origin: APP }, response: PUBLIC, ...more });
  const withCookies = entry({ url: `${APP}/`, type: "document", request: { Cookie: "a=b" } });

  for (const [what, creator, entries, verdict, words] of [
    [
      "aren't known in a sanitized export that doesn't tell the error",
      "WebInspector",
      [get({})],
      "undetermined",
      /credentials=unknown/,
    ],
    ["were none if `*` was enough", "WebInspector", [get({ error: null })], "allowed", /credentials=same-origin/],
    [
      "were some if `*` wasn't enough",
      "WebInspector",
      [get({ error: "net::ERR_FAILED" })],
      "blocked",
      /credentials=include/,
    ],
    [
      "don't matter if the origin is wrong",
      "WebInspector",
      [get({ error: "net::ERR_FAILED", response: {} })],
      "blocked",
      /credentials=unknown/,
    ],
    [
      "aren't known from another error",
      "WebInspector",
      [get({ error: "net::ERR_ABORTED" })],
      "undetermined",
      /credentials=unknown/,
    ],
    [
      "are as in any text if the file has cookies",
      "Firefox",
      [withCookies, get({})],
      "allowed",
      /^(?![\s\S]*credentials)/,
    ],
    [
      "are some with a cookie",
      "WebInspector",
      [get({ request: { Origin: APP, Cookie: "a=b" } })],
      "blocked",
      /^(?![\s\S]*credentials)/,
    ],
  ] as const) {
    it(what, () => {
      const { exchanges, text } = seen(creator, entries);
      assert.deepEqual(
        exchanges.map((one) => one.replace(/.*: /, "")),
        [verdict],
      );
      assert.match(text, words);
    });
  }
});

describe("a request in a HAR without an answer", () => {
  for (const error of [
    "net::ERR_BLOCKED_BY_CLIENT",
    "net::ERR_CONNECTION_REFUSED",
    "net::ERR_ABORTED",
    "net::ERR_FAILED",
  ]) {
    it(`isn't blocked by CORS: ${error}`, () => {
      const { exchanges, text } = seen("WebInspector", [
        entry({ type: "fetch", status: 0, error, request: { Referer: `${APP}/` } }),
      ]);
      assert.deepEqual(exchanges, ["0: undetermined"]);
      assert.ok(text.includes(`no response: ${error}`));
    });
  }
});
