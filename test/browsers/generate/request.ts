import type { FetchCall, HeaderLine } from "../harness/story";
import { contentType } from "./content-type";
import type { Random } from "./random";
import { range } from "./range";
import { anyCase, filledUp, mixedCase, withAnyByteOfScript } from "./spelling";

/** A page's request, except for the URL. */
export type RequestShape = Pick<FetchCall, "method" | "headers" | "headersAs" | "credentials" | "body">;

export function requestShape(random: Random): RequestShape {
  const method = anyMethod(random);
  return {
    method,
    headers: headersOf(random),
    headersAs: random.chance(0.4) ? "pairs" : "object",
    credentials: random.weighted([
      [5, "omit"],
      [2, "same-origin"],
      [5, "include"],
    ]),
    body: !/^(?:get|head)$/i.test(method) && random.chance(0.3) ? random.pick(["", "x=1"]) : null,
  };
}

function anyMethod(random: Random): string {
  return random.weighted<() => string>([
    [30, () => random.pick(["GET", "POST", "HEAD"])],
    [8, () => mixedCase(random.pick(["GET", "POST", "HEAD"]), random)],
    [25, () => random.pick(["PUT", "DELETE", "PATCH", "OPTIONS"])],
    [10, () => mixedCase(random.pick(["PUT", "DELETE", "PATCH", "OPTIONS"]), random)],
    [6, () => random.pick(["QUERY", "PROPFIND", "query", "Purge", "GETS", "PUTT", "ALL", "NULL"])],
    [2, () => random.pick(["M-SEARCH", "A.B", "x!#$%&'*+-.^_`|~9", "*", "-", "_"])],
    [1, () => mixedCase(random.pick(["CONNECT", "TRACE", "TRACK"]), random)],
    [1, () => random.pick(["", " ", "GET ", "P UT", "G(T", "PUT,", "a:b", "P\u00dcT", "\x7f"])],
  ])();
}

function headersOf(random: Random): HeaderLine[] {
  return random
    .weighted<() => HeaderLine[]>([
      [30, () => []],
      [40, () => [safelistable(random)]],
      [8, () => [safelistable(random), safelistable(random)]],
      [10, () => [custom(random)]],
      [8, () => Array.from({ length: random.between(2, 5) }, () => custom(random))],
      [8, () => [custom(random), safelistable(random)]],
      [8, () => [clientHint(random)]],
      [6, () => [special(random)]],
      [3, () => [forbidden(random), custom(random)]],
      [5, () => repeated(random)],
      [3, () => sourceLike(random)],
      [3, () => muchInTotal(random)],
      [1, () => [{ name: random.pick(["", "X A", "X(A)", "a:b", "X\u00e4", "X-A ", "\x7f"]), value: "1" }]],
    ])()
    .map(({ name, value }) => ({ name: anyCase(name, random), value: padded(value, random) }));
}

/** `Headers.append()` removes whitespace and line ends at both ends of a value. */
function padded(value: string, random: Random): string {
  return random.chance(0.06)
    ? random.pick([` ${value}`, `${value}\t`, `\t ${value} \t`, `\r\n${value}`, `${value}\n`])
    : value;
}

function safelistable(random: Random): HeaderLine {
  switch (random.below(6)) {
    case 0:
      return { name: "Accept", value: accept(random) };
    case 1:
      return { name: "Accept-Language", value: language(random) };
    case 2:
      return { name: "Content-Language", value: language(random) };
    case 3:
      return { name: "Range", value: range(random) };
    default:
      return { name: "Content-Type", value: contentType(random) };
  }
}

function accept(random: Random): string {
  const value = random.pick(["*/*", "application/json", "text/html, */*;q=0.8", "image/*", ""]);
  return random.weighted<() => string>([
    [2, () => value],
    [5, () => withAnyByteOfScript(value, random)],
    [2, () => filledUp(value, 128, random)],
    [1, () => 'application/ld+json; profile="https://example.com/a"'],
  ])();
}

function language(random: Random): string {
  const value = random.pick(["en", "en-US,en;q=0.9", "de-AT, fr;q=0.5, *;q=0.1", "", "zh-Hant.x=1"]);
  return random.weighted<() => string>([
    [2, () => value],
    [5, () => withAnyByteOfScript(value, random)],
    [2, () => filledUp(value, 128, random)],
    [1, () => "en_US"],
  ])();
}

function custom(random: Random): HeaderLine {
  const name = random.pick([
    "X-A",
    "X-B",
    "X-Requested-With",
    "x_under.score",
    "Z",
    "A",
    "0",
    "!",
    "~",
    "*",
    "Authorization",
    "Content-Encoding",
    "Accept-Patch",
    "Cache-Control",
    "Pragma",
    "If-None-Match",
    "If-Modified-Since",
    "If-Range",
    "Last-Event-ID",
    "X-Content-Type",
    "Accept-Languages",
    "Ranges",
    "DNT-X",
    "Sec",
    "Proxy",
    "X-Sec-Fetch-Mode",
  ]);
  return { name, value: random.pick(["1", "", "a b", "no-cache", '"tag"', "\u00e9", "x".repeat(200)]) };
}

function clientHint(random: Random): HeaderLine {
  const [name, values] = random.pick<readonly [string, readonly string[]]>([
    ["DPR", ["1", "1.5", "0", "-1", "1.", ".5", "1e3", "", "x", "1 ", "+1", "1,2", "01.50", "Infinity", "0x1"]],
    ["Device-Memory", ["8", "0.25", "8GB", "", "1.1.1", "-0.5", "4.0"]],
    ["Downlink", ["10", "1.7", "0", "-1", "fast", "1.7.", "10."]],
    ["ECT", ["4g", "3g", "2g", "slow-2g", "5g", "4G", "", "4g, 3g", '"4g"', "Slow-2g"]],
    ["RTT", ["100", "0", "1.5", "-1", "", "100ms", "99999999999999999999", "007"]],
    ["Save-Data", ["on", "On", "ON", "off", "", "true", "on;", "on, on"]],
    ["Viewport-Width", ["1024", "10.5", "0", "-5", "1024px", "", "9".repeat(128), "9".repeat(129)]],
    ["Width", ["600", "600.5", "-1", "wide", "", "0"]],
  ]);
  const value = random.pick(values);
  return { name, value: random.chance(0.15) ? withAnyByteOfScript(value, random) : value };
}

/** Headers that an engine treats specially. The values can't be mistaken for the browser's own. */
function special(random: Random): HeaderLine {
  return random.pick([
    { name: "User-Agent", value: "script/1" },
    { name: "Authorization", value: "Bearer abc" },
    {
      name: "X-HTTP-Method-Override",
      value: random.pick(["PUT", "TRACE", "GET, trace", '"TRACE"', "TRACES", "track", "\u000bTRACE", "TRACE\u000c"]),
    },
    {
      name: "X-Method-Override",
      value: random.pick(["CONNECT", "PATCH", "a,CONNECT ,b", "a,\u000bCONNECT", "\u000cTRACE,b"]),
    },
    { name: "X-HTTP-Method", value: random.pick(["Track", "DELETE", "", "\u000b\u000cTRACK\u000b"]) },
    { name: "Intervention", value: random.pick(["1", "", "a b", '"(:', "\u00e9", filledUp("a", 128, random)]) },
    { name: "Intervention", value: withAnyByteOfScript("level", random) },
    { name: "Access-Control-Request-Private-Network", value: "true" },
    { name: "Access-Control-Allow-Origin", value: "*" },
    { name: "Content-Disposition", value: "attachment" },
    { name: "Save-Data", value: "on" },
    { name: "Purpose", value: "prefetch" },
    { name: "If-None-Match", value: '"tag"' },
    { name: "If-Modified-Since", value: "Thu, 01 Jan 2026 00:00:00 GMT" },
    { name: "Service-Worker-Navigation-Preload", value: "true" },
    { name: "X-Forwarded-For", value: "10.0.0.1" },
  ]);
}

/** Headers that a browser sets for an EventSource or a media element, set by a script. */
function sourceLike(random: Random): HeaderLine[] {
  return random.pick([
    [
      { name: "Last-Event-ID", value: "7" },
      { name: "Accept", value: "text/event-stream" },
    ],
    [
      { name: "Last-Event-ID", value: "7" },
      { name: "Accept", value: "*/*" },
    ],
    [
      { name: "Icy-Metadata", value: "1" },
      { name: "Range", value: "bytes=0-" },
    ],
    [{ name: "Icy-Metadata", value: "2" }],
  ]);
}

/** Forbidden headers: the browser ignores a script's values. */
function forbidden(random: Random): HeaderLine {
  return {
    name: random.pick([
      "Accept-Charset",
      "Accept-Encoding",
      "Connection",
      "Content-Length",
      "Cookie2",
      "Date",
      "DNT",
      "Expect",
      "Keep-Alive",
      "Referer",
      "Set-Cookie",
      "TE",
      "Trailer",
      "Transfer-Encoding",
      "Via",
      "Proxy-Authorization",
      "Proxy-",
      "Sec-",
      "Sec-Secret",
      "Access-Control-Request-Method",
      "Access-Control-Request-Headers",
      "Cookie",
      "Host",
      "Origin",
      "Upgrade",
    ]),
    value: "1",
  };
}

/** Several entries with the same name, as `Headers.append()` makes them. */
function repeated(random: Random): HeaderLine[] {
  const name = random.pick([
    "Accept",
    "Accept-Language",
    "Content-Language",
    "Content-Type",
    "Range",
    "DPR",
    "Save-Data",
    "X-A",
  ]);
  const value: Readonly<Record<string, readonly [string, ...string[]]>> = {
    Accept: ["text/html", "a".repeat(63), "b".repeat(64), "c".repeat(128), '"', ""],
    "Accept-Language": ["en", "de", "a".repeat(70), ""],
    "Content-Language": ["en", "a".repeat(64), "_"],
    "Content-Type": ["text/plain", "text/plain;a=1", "application/json", "multipart/form-data", ""],
    Range: ["bytes=0-", "bytes=1-2", ""],
    DPR: ["1", "2"],
    "Save-Data": ["on", "off"],
    "X-A": ["1", "2"],
  };
  return Array.from({ length: random.between(2, 3) }, () => ({
    name,
    value: random.pick(value[name] ?? [""]),
  }));
}

/** Safelisted values with a total of 1,024 bytes, or a few more or less. */
function muchInTotal(random: Random): HeaderLine[] {
  if (random.chance(0.5)) {
    // Each entry alone is short enough.
    const names = ["Accept", "Accept-Language", "Content-Language"] as const;
    const total = 1024 + random.between(-2, 2);
    return Array.from({ length: 8 }, (_, i) => ({
      name: random.chance(0.8) ? "Accept" : random.pick(names),
      value: "a".repeat(i === 7 ? total - 7 * 127 : 127).slice(0, 128),
    }));
  }
  // Client hints of 128 bytes, which only Chromium counts.
  const digits = (length: number) => "1".repeat(length);
  const hints = ["DPR", "Device-Memory", "Downlink", "RTT", "Viewport-Width", "Width"];
  return [
    ...hints.map((name) => ({ name, value: digits(128) })),
    { name: "Accept", value: "a".repeat(128) },
    { name: "Accept-Language", value: "a".repeat(128 + random.between(-2, 0)) },
    { name: "Content-Language", value: random.pick(["", "a", "aa", "aaa"]) },
  ];
}
