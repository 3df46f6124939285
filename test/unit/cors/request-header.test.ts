import { strict as assert } from "node:assert";
import fc from "fast-check";
import { ENGINES, type Engine } from "../../../server/src/cors/engines";
import {
  corsUnsafeRequestHeaderNames,
  isCorsSafelistedRequestHeader,
  isForbiddenRequestHeader,
} from "../../../server/src/cors/request-header";
import { isUnknown, Unknown } from "../../../server/src/text/unknown";
import { headers, value } from "./messages";
import { describeTable } from "./reference-data";

/** The initials of the engines in which the header is safelisted. */
function safelistedIn(name: string, text: string): string {
  return ENGINES.filter((engine) => isCorsSafelistedRequestHeader({ name, value: text }, engine) === true)
    .map((engine) => engine.charAt(0))
    .join("");
}

/** Initials of `ENGINES`: fetch, chromium, firefox, webkit. */
const ALL = "fcfw";
const NONE = "";

describe("CORS-safelisted request-header", () => {
  const long = (length: number): string => "a".repeat(length);
  const rows: readonly (readonly [string, string, string])[] = [
    // Step 1.
    ["accept", long(127), ALL],
    ["accept", long(128), ALL],
    ["accept", long(129), NONE],
    ["accept-language", long(128), ALL],
    ["accept-language", long(129), NONE],
    ["content-language", long(129), NONE],
    ["content-type", `text/plain;${long(117)}`, ALL],
    ["content-type", `text/plain;${long(118)}`, NONE],
    // Step 2, accept.
    ["Accept", "application/json, text/*;q=0.8", ALL],
    ["accept", "", ALL],
    ["accept", 'application/json; profile="https://a"', NONE],
    ["accept", '"', NONE],
    ["accept", "a\tb", ALL],
    // Step 2, the languages.
    ["Accept-Language", "de-DE,de;q=0.9, *", ALL],
    ["accept-language", "", ALL],
    ["accept-language", "en_US", NONE],
    ["Content-Language", "en.US", ALL],
    ["content-language", "en\t", NONE],
    ["content-language", "é", NONE],
    // Step 2, content-type.
    ["Content-Type", "text/plain", ALL],
    ["content-type", "Text/PLAIN;charset=utf-8", ALL],
    ["content-type", "text/plain;", ALL],
    ["content-type", "text/plain;garbage", ALL],
    ["content-type", "text/plain;a,b", "fcw"],
    ["content-type", "text/plain;a;", "fcw"],
    ["content-type", "text/plain;;", "fcw"],
    ["content-type", "text/plain;a;b", ALL],
    ["content-type", " text/plain \t;a", ALL],
    ["content-type", "application/x-www-form-urlencoded", ALL],
    ["content-type", "multipart/form-data; boundary=a", ALL],
    ["content-type", 'multipart/form-data; boundary="a"', NONE],
    ["content-type", "application/json", NONE],
    ["content-type", "", NONE],
    ["content-type", "text", NONE],
    ["content-type", "/plain", NONE],
    ["content-type", "text/", NONE],
    ["content-type", "text/;charset=utf-8", NONE],
    ["content-type", "text /plain", NONE],
    ["content-type", "text/plain, text/plain", NONE],
    ["content-type", "text/plain,", NONE],
    ["content-type", "text/plain\u000b", NONE],
    ["content-type", "message/ad-auction-trusted-signals-request", NONE],
    // Step 2, range.
    ["Range", "bytes=0-", ALL],
    ["range", "bytes=100-200", ALL],
    ["range", "bytes=200-200", ALL],
    ["range", "bytes=201-200", NONE],
    ["range", "bytes=-500", NONE],
    ["range", "bytes=-", NONE],
    ["range", "bytes=", NONE],
    ["range", "bytes", NONE],
    ["range", "items=0-1", NONE],
    ["range", "bytes=0-1,3-4", NONE],
    ["range", "bytes= 0-1", NONE],
    ["range", "bytes =0-1", NONE],
    ["range", "bytes=0-1 ", NONE],
    ["range", "BYTES=0-1", "w"],
    ["range", "bytes=9223372036854775806-", ALL],
    ["range", "bytes=9223372036854775807-", "ffw"],
    ["range", "bytes=0-18446744073709551615", "ffw"],
    ["range", "bytes=0-18446744073709551616", "f"],
    // Step 2, otherwise.
    ["authorization", "x", NONE],
    ["x-requested-with", "", NONE],
    ["dnt", "1", NONE],
    // Client hints.
    ["DPR", "1.25", "c"],
    ["dpr", "1.", NONE],
    ["dpr", "a1", NONE],
    ["dpr", "", NONE],
    ["device-memory", "8", "c"],
    ["downlink", "1.0", "c"],
    ["width", "125", "c"],
    ["width", "125.2", NONE],
    ["viewport-width", "2147483648", "c"],
    ["rtt", "125", "c"],
    ["rtt", "1.0", NONE],
    ["rtt", "", NONE],
    ["ect", "slow-2g", "c"],
    ["ect", "2g", "c"],
    ["ect", "3g", "c"],
    ["ect", "4g", "c"],
    ["ect", "6g", NONE],
    ["save-data", "On", "c"],
    ["Intervention", "any: (value)", "c"],
    ["intervention", "", "c"],
    ["intervention", long(128), "c"],
    ["intervention", long(129), NONE],
    ["save-data", "off", NONE],
    ["sec-ch-ua-mobile", "?0", NONE],
  ];
  for (const [name, text, expected] of rows) {
    it(`${name}: ${text.length > 60 ? `${text.length} bytes` : JSON.stringify(text)}`, () => {
      assert.equal(safelistedIn(name, text), expected);
    });
  }

  it("doesn't know an unknown value of a name that may be safelisted", () => {
    for (const name of ["Accept", "Accept-Language", "Content-Language", "Content-Type", "Range"]) {
      assert.deepEqual(
        isCorsSafelistedRequestHeader({ name, value: new Unknown("{{x}}") }, "fetch"),
        new Unknown("{{x}}"),
        name,
      );
    }
    assert.ok(isUnknown(isCorsSafelistedRequestHeader({ name: "DPR", value: new Unknown("{{x}}") }, "chromium")));
    assert.equal(isCorsSafelistedRequestHeader({ name: "DPR", value: new Unknown("{{x}}") }, "webkit"), false);
    assert.equal(isCorsSafelistedRequestHeader({ name: "X-A", value: new Unknown("{{x}}") }, "fetch"), false);
  });

  it("classifies every byte of Accept and the languages", () => {
    const accepted = (name: string, engine: Engine): string =>
      Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte))
        .filter((byte) => isCorsSafelistedRequestHeader({ name, value: `a${byte}` }, engine) === true)
        .join("");
    const printable = "\t !#$%&'*+,-./0123456789;=ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~";
    const high = Array.from({ length: 128 }, (_, offset) => String.fromCharCode(128 + offset)).join("");
    const language = " *,-.0123456789;=ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    for (const engine of ENGINES) {
      assert.equal(accepted("accept", engine), engine === "firefox" ? printable : printable + high, engine);
      assert.equal(accepted("accept-language", engine), language, engine);
      assert.equal(accepted("content-language", engine), language, engine);
    }
  });
});

describe("CORS-unsafe request-header names", () => {
  /** 1020 bytes of safelisted values, 1025 with `Accept-Language: abcde`. */
  const safelisted = [
    ...Array.from({ length: 7 }, () => `Accept: ${"a".repeat(128)}`),
    `Content-Language: ${"a".repeat(124)}`,
  ];

  it("is empty for a simple request", () => {
    for (const engine of ENGINES) {
      assert.deepEqual(corsUnsafeRequestHeaderNames(headers("Accept: */*", "Content-Type: text/plain"), engine), {
        names: [],
        uncertain: [],
        certain: true,
        listed: [],
      });
    }
  });
  it("is sorted, lower-case and unique", () => {
    const { names } = corsUnsafeRequestHeaderNames(
      headers("X-B: 1", "content-type: application/json", "Authorization: {{t}}", "x-b: 2"),
      "fetch",
    );
    assert.deepEqual(names, ["authorization", "content-type", "x-b"]);
  });
  it("keeps up to 1024 bytes in total safe", () => {
    assert.deepEqual(corsUnsafeRequestHeaderNames(headers(...safelisted, "Accept-Language: abcd"), "fetch").names, []);
  });
  it("makes every header unsafe above that", () => {
    const list = headers(...safelisted, "Accept-Language: abcde", "Content-Type: {{type}}");
    assert.deepEqual(corsUnsafeRequestHeaderNames(list, "fetch"), {
      names: ["accept", "accept-language", "content-language", "content-type"],
      uncertain: [],
      certain: true,
      listed: ["accept", "accept-language", "content-language", "content-type"],
    });
    assert.deepEqual(corsUnsafeRequestHeaderNames(list, "firefox").names, []);
  });
  it("has the same limit if the engine combines headers of the same name", () => {
    const digits = "1".repeat(128);
    const names = ["Accept", "Accept-Language", "Content-Language", "Device-Memory", "Downlink", "DPR", "RTT", "Width"];
    const lines = names.map((name) => `${name}: ${digits}`);
    assert.deepEqual(corsUnsafeRequestHeaderNames(headers(...lines), "chromium").names, []);
    const { length } = corsUnsafeRequestHeaderNames(headers(...lines, "Viewport-Width: 1"), "chromium").names;
    assert.equal(length, names.length + 1);
  });
  const COMBINING: readonly Engine[] = ["chromium", "webkit"];
  it("judges headers of the same name together if the engine combines them", () => {
    const unsafeIn = (...lines: readonly string[]): readonly Engine[] =>
      ENGINES.filter((engine) => corsUnsafeRequestHeaderNames(headers(...lines), engine).names.length > 0);
    assert.deepEqual(unsafeIn("Content-Type: text/plain", "content-type: text/plain"), COMBINING);
    // The comma and the space count, a space at the end in WebKit alone.
    assert.deepEqual(unsafeIn(`Accept: ${"a".repeat(126)}`, "Accept:"), []);
    assert.deepEqual(unsafeIn(`Accept: ${"a".repeat(127)}`, "Accept:"), ["webkit"]);
    assert.deepEqual(unsafeIn(`Accept: ${"a".repeat(128)}`, "Accept:"), COMBINING);
    assert.deepEqual(unsafeIn("Accept:", `Accept: ${"a".repeat(127)}`), COMBINING);
    assert.deepEqual(unsafeIn(`Accept: ${"a".repeat(63)}`, `Accept: ${"a".repeat(63)}`), []);
    assert.deepEqual(unsafeIn(`Accept: ${"a".repeat(63)}`, `Accept: ${"a".repeat(64)}`), COMBINING);
  });
  it("counts the space that an empty last value leaves in WebKit alone", () => {
    const list = { ...headers(`Accept: ${"a".repeat(127)}`, "Accept:"), mayBeCombined: true };
    for (const engine of ENGINES) {
      const { names, certain } = corsUnsafeRequestHeaderNames(list, engine);
      assert.deepEqual({ names, certain }, { names: engine === "webkit" ? ["accept"] : [], certain: true }, engine);
    }
  });

  it("leaves open in the others whether a script has combined them", () => {
    const list = { ...headers("Content-Type: text/plain", "Content-Type: text/plain", "X-A: 1"), mayBeCombined: true };
    for (const engine of ENGINES) {
      const { names, uncertain, certain, listed } = corsUnsafeRequestHeaderNames(list, engine);
      const isCombining = COMBINING.includes(engine);
      assert.deepEqual(names, isCombining ? ["content-type", "x-a"] : ["x-a"], engine);
      assert.deepEqual(uncertain, isCombining ? [] : ["content-type"], engine);
      assert.equal(certain, isCombining, engine);
      assert.deepEqual(listed, isCombining ? names : null, engine);
    }
  });
  it("is certain if it doesn't matter whether a script has combined them", () => {
    const list = { ...headers("Accept: a", "Accept: b", "X-A: 1"), mayBeCombined: true };
    for (const engine of ENGINES) {
      assert.deepEqual(
        corsUnsafeRequestHeaderNames(list, engine),
        { names: ["x-a"], uncertain: [], certain: true, listed: ["x-a"] },
        engine,
      );
    }
  });
  it("lists a name for each unsafe header in Firefox, if they aren't combined", () => {
    const lines = headers("X-B: 1", "X-A: 1", "x-a: 2", "Accept: a", 'accept: "');
    for (const engine of ENGINES) {
      const { names, listed } = corsUnsafeRequestHeaderNames(lines, engine);
      assert.deepEqual(names, ["accept", "x-a", "x-b"], engine);
      assert.deepEqual(listed, engine === "firefox" ? ["accept", "x-a", "x-a", "x-b"] : names, engine);
      const open = corsUnsafeRequestHeaderNames({ ...lines, mayBeCombined: true }, engine);
      assert.deepEqual(open.listed, engine === "firefox" ? null : names, engine);
    }
  });
  it("leaves open a header that an EventSource sets, and in WebKit one that a media element sets", () => {
    const list = (orBy: "EventSource" | "media element") => ({
      headers: [{ name: "X-A", value: "1", orBy }],
      complete: true,
    });
    for (const engine of ENGINES) {
      const open = { names: [], uncertain: ["x-a"], certain: false, listed: [] };
      const known = { names: ["x-a"], uncertain: [], certain: true, listed: ["x-a"] };
      assert.deepEqual(corsUnsafeRequestHeaderNames(list("EventSource"), engine), open, engine);
      assert.deepEqual(
        corsUnsafeRequestHeaderNames(list("media element"), engine),
        engine === "webkit" ? open : known,
        engine,
      );
    }
  });
  it("ends a type with parameters at the first space in Firefox, as measured", () => {
    const safeIn = (value: string): readonly Engine[] =>
      ENGINES.filter(
        (engine) => corsUnsafeRequestHeaderNames(headers(`Content-Type: ${value}`), engine).names.length === 0,
      );
    for (const value of [
      "text/plain x;a=b",
      "text/plain\tx;a",
      "text/plain x y;a",
      "text/plain \tx;",
      "text/plain x;;a",
    ]) {
      assert.deepEqual(safeIn(value), ["firefox"], value);
    }
    for (const value of ["text/plain x", "text\t/plain;a", "text/\tplain;a", "x text/plain;a", "text/plain x;a,b"]) {
      assert.deepEqual(safeIn(value), [], value);
    }
    for (const value of ["text/plain ;a", "text/plain;a b", "text/plain; a\tb;c"]) {
      assert.deepEqual(safeIn(value), ENGINES, value);
    }
  });
  it("doesn't know the combined value if a header of the name is unknown", () => {
    for (const lines of [
      ["Accept: {{x}}", "Accept: a"],
      ["Accept: a", "Accept: {{x}}"],
    ]) {
      const { names, uncertain } = corsUnsafeRequestHeaderNames(headers(...lines), "chromium");
      assert.deepEqual([names, uncertain], [[], ["accept"]]);
    }
  });
  it("lists names that an unknown value may add", () => {
    assert.deepEqual(corsUnsafeRequestHeaderNames(headers("Content-Type: {{type}}", "X-A: {{a}}"), "fetch"), {
      names: ["x-a"],
      uncertain: ["content-type"],
      certain: false,
      listed: ["x-a"],
    });
  });
  it("is certain if the name is already unsafe", () => {
    const list = headers("Content-Type: application/json", "Content-Type: {{type}}");
    assert.deepEqual(corsUnsafeRequestHeaderNames(list, "fetch"), {
      names: ["content-type"],
      uncertain: [],
      certain: true,
      listed: ["content-type"],
    });
  });
  it("is certain about the shown lines if others are elided", () => {
    assert.equal(corsUnsafeRequestHeaderNames(headers("X-A: 1", "..."), "fetch").certain, true);
  });
  it("is sorted, lower-case and unique for any list, and never throws", () => {
    const header = fc.record({
      name: fc.oneof(fc.string(), fc.constantFrom("Accept", "accept", "Range", "DPR", "Content-Type")),
      value: fc.oneof(
        fc.string({ unit: "binary" }),
        fc.string().map((text) => new Unknown(text)),
      ),
    });
    fc.assert(
      fc.property(fc.array(header), fc.boolean(), fc.constantFrom(...ENGINES), (list, complete, engine) => {
        const { names, uncertain, certain } = corsUnsafeRequestHeaderNames({ headers: list, complete }, engine);
        assert.deepEqual(names, [...new Set(names)].sort());
        assert.ok(names.every((name) => !/[A-Z]/.test(name)));
        assert.ok(uncertain.every((name) => !names.includes(name)));
        assert.equal(certain, uncertain.length === 0);
      }),
    );
  });
});

/** The names that step 1 forbids. */
const FORBIDDEN_NAMES = [
  "Accept-Charset",
  "Accept-Encoding",
  "Access-Control-Request-Headers",
  "Access-Control-Request-Method",
  "Connection",
  "Content-Length",
  "Cookie",
  "Cookie2",
  "Date",
  "DNT",
  "Expect",
  "Host",
  "Keep-Alive",
  "Origin",
  "Referer",
  "Set-Cookie",
  "TE",
  "Trailer",
  "Transfer-Encoding",
  "Upgrade",
  "Via",
];

describe("forbidden request-header", () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ...FORBIDDEN_NAMES.map((name) => [name, "x", ALL] as const),
    ["ORIGIN", "x", ALL],
    ["cookie", "{{x}}", ALL],
    ["Proxy-Anything", "", ALL],
    ["sec-", "", ALL],
    ["Sec-Fetch-Mode", "cors", ALL],
    ["Secret", "", NONE],
    ["Proxy", "", NONE],
    ["User-Agent", "x", "c"],
    ["Access-Control-Request-Private-Network", "true", NONE],
    ["Access-Control-Allow-Origin", "*", NONE],
    ["Authorization", "x", NONE],
    ["X-HTTP-Method-Override", "TRACE", ALL],
    ["x-http-method", "GET, track ", ALL],
    ["X-Method-Override", "CONNECT", ALL],
    ["X-Method-Override", '"CONNECT"', NONE],
    ["X-Method-Override", '"a,CONNECT,b"', NONE],
    ["X-HTTP-Method-Override", "DELETE", NONE],
    ["X-HTTP-Method-Override", "{{method}}", NONE],
    ["X-HTTP-Method-Override", "\v\fTRACE\f\v", "w"],
    ["X-HTTP-Method-Override", "TRACE\v", "w"],
    ["X-HTTP-Method-Override", "\fTRACE, a", "w"],
    ["X-HTTP-Method-Override", "a,\vTRACE\f,b", "w"],
    ["X-HTTP-Method-Override", "T\vRACE", NONE],
  ];
  for (const [name, text, expected] of rows) {
    it(`${name}: ${text}`, () => {
      const engines = ENGINES.filter((engine) => isForbiddenRequestHeader(name, value(text), engine));
      assert.equal(engines.map((engine) => engine.charAt(0)).join(""), expected);
    });
  }
});

interface SafelistRow {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly value: string;
  readonly byte: number;
  readonly safelisted: boolean;
  readonly specVerdict: boolean;
}

describeTable<SafelistRow>(
  "chromium-unittest-facts.json",
  "safelisted headers",
  // Two are safe in Chromium's unit test and force a preflight in Chromium itself: the unit in upper case, and a type that depends on a
  // feature.
  ({ kind, value }) => kind === "safelisted-header" && !value.startsWith("BYTES=") && !value.startsWith("message/"),
  ({ name, value, safelisted, specVerdict }) => {
    assert.equal(isCorsSafelistedRequestHeader({ name, value }, "chromium"), safelisted, "chromium");
    assert.equal(isCorsSafelistedRequestHeader({ name, value }, "fetch"), specVerdict, "fetch");
  },
);

describeTable<SafelistRow>(
  "chromium-unittest-facts.json",
  "safelisted bytes",
  ({ kind }) => kind === "safelisted-byte",
  ({ name, byte, safelisted, specVerdict }) => {
    const header = { name, value: byteValue(name, byte) };
    assert.equal(isCorsSafelistedRequestHeader(header, "chromium"), safelisted, "chromium");
    assert.equal(isCorsSafelistedRequestHeader(header, "fetch"), specVerdict, "fetch");
  },
);

/** A value that would be safelisted without the byte. */
function byteValue(name: string, byte: number): string {
  return (name === "content-type" ? "text/plain; charset=" : "") + String.fromCharCode(byte);
}

interface UnsafeRow {
  readonly id: string;
  readonly kind: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly unsafe: readonly string[];
  readonly specVerdict: readonly string[];
}

describeTable<UnsafeRow>(
  "chromium-unittest-facts.json",
  "unsafe names",
  ({ kind }) => kind === "unsafe-names",
  (row) => {
    const list = { headers: row.headers.map(([name, value]) => ({ name, value })), complete: true };
    assert.deepEqual(corsUnsafeRequestHeaderNames(list, "chromium").names, [...row.unsafe].sort());
    assert.deepEqual(corsUnsafeRequestHeaderNames(list, "fetch").names, row.specVerdict);
  },
);

interface ForbiddenRow {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly value: string;
  readonly forbidden: boolean;
}

describeTable<ForbiddenRow>(
  "wpt-facts.json",
  "forbidden request-headers",
  ({ kind }) => kind === "forbidden-request-header",
  ({ name, value, forbidden }) => {
    assert.equal(isForbiddenRequestHeader(name, value, "fetch"), forbidden);
  },
);
