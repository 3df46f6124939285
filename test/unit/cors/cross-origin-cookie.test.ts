import assert from "node:assert/strict";
import {
  attributesIn,
  blocksThirdParty,
  type CookieContext,
  type CookieRefusal,
  cookieRefusal,
  countedAttributes,
} from "../../../server/src/cors/cross-origin-cookie";
import { BROWSERS } from "../../../server/src/cors/engines";

const ELSEWHERE: CookieContext = { relation: "cross-site", isHttps: true, isLoopback: false };
const ELSEWHERE_ON_HTTP: CookieContext = { ...ELSEWHERE, isHttps: false };
const ELSEWHERE_ON_LOOPBACK: CookieContext = { ...ELSEWHERE_ON_HTTP, isLoopback: true };
const OTHER_SCHEME: CookieContext = { ...ELSEWHERE, relation: "schemelessly-same-site" };
const SAME_SITE: CookieContext = { ...ELSEWHERE, relation: "same-site" };
const SAME_SITE_ON_HTTP: CookieContext = { ...SAME_SITE, isHttps: false };
const SAME_SITE_ON_LOOPBACK: CookieContext = { ...SAME_SITE_ON_HTTP, isLoopback: true };

/** What the real browsers did: Chromium 156 with third-party cookies allowed, Firefox 153, WebKitGTK 2.50. */
const MEASURED: readonly (readonly [
  cookie: string,
  context: CookieContext,
  chromium: CookieRefusal | null,
  firefox: CookieRefusal | null,
  webkit: CookieRefusal | null,
])[] = [
  ["a=1", ELSEWHERE, "not-none", null, null],
  ["a=1; SameSite=Lax", ELSEWHERE, "not-none", "not-none", null],
  ["a=1; SameSite=Strict", ELSEWHERE, "not-none", "not-none", null],
  ["a=1; SameSite=None", ELSEWHERE, "not-secure", "not-secure", null],
  ["a=1; SameSite=None; Secure", ELSEWHERE, null, null, null],
  ["a=1; SameSite=None; Secure; Partitioned", ELSEWHERE, null, null, null],
  ["a=1; SameSite=None; Partitioned", ELSEWHERE, "not-secure", "not-secure", null],
  ["a=1; Secure", ELSEWHERE, "not-none", null, null],
  ["a=1; SameSite=Lax; Secure", ELSEWHERE, "not-none", "not-none", null],
  ["a=1; SameSite=Foo", ELSEWHERE, "not-none", null, null],
  ["a=1; SameSite=Foo; Secure", ELSEWHERE, "not-none", null, null],
  ["a=1; SameSite=Lax; SameSite=None; Secure", ELSEWHERE, null, null, null],
  ["a=1", ELSEWHERE_ON_HTTP, "not-none", null, null],
  ["a=1; Secure", ELSEWHERE_ON_HTTP, "not-https", "not-https", null],
  ["a=1; SameSite=None; Secure", ELSEWHERE_ON_HTTP, "not-https", "not-https", null],
  ["a=1; SameSite=None", ELSEWHERE_ON_HTTP, "not-secure", "not-secure", null],
  ["a=1; SameSite=None; Secure", ELSEWHERE_ON_LOOPBACK, null, null, null],
  ["a=1; SameSite=Lax", ELSEWHERE_ON_LOOPBACK, "not-none", "not-none", null],
  ["a=1", OTHER_SCHEME, "not-none", null, null],
  ["a=1; SameSite=Lax", OTHER_SCHEME, "not-none", null, null],
  ["a=1; SameSite=None", OTHER_SCHEME, "not-secure", "not-secure", null],
  ["a=1; SameSite=None; Secure", OTHER_SCHEME, null, null, null],
  ["a=1", SAME_SITE, null, null, null],
  ["a=1; SameSite=Strict", SAME_SITE, null, null, null],
  ["a=1; SameSite=None", SAME_SITE, "not-secure", "not-secure", null],
  ["a=1; Secure", SAME_SITE, null, null, null],
  ["a=1; Secure", SAME_SITE_ON_HTTP, "not-https", "not-https", "not-https"],
  ["a=1; Secure", SAME_SITE_ON_LOOPBACK, null, null, "not-https"],
  ["a=1; SameSite=None", SAME_SITE_ON_LOOPBACK, "not-secure", "not-secure", null],
];

describe("a cookie in a response of another origin", () => {
  for (const [cookie, context, ...expected] of MEASURED) {
    it(`${cookie}: ${context.relation}, ${context.isHttps ? "https" : context.isLoopback ? "loopback" : "http"}`, () => {
      const counted = countedAttributes(attributesIn(cookie));
      assert.deepEqual(
        BROWSERS.map((engine) => cookieRefusal(counted, context, engine)),
        expected,
      );
    });
  }
});

describe("a response of another site", () => {
  for (const context of [ELSEWHERE_ON_HTTP, ELSEWHERE_ON_LOOPBACK]) {
    it(`sets no cookie in Safari: ${context.isLoopback ? "loopback" : "http"}`, () =>
      assert.deepEqual(
        BROWSERS.filter((engine) => blocksThirdParty(context, engine)),
        ["webkit"],
      ));
  }
  for (const context of [OTHER_SCHEME, SAME_SITE]) {
    it(`isn't one that is ${context.relation}`, () =>
      assert.ok(!BROWSERS.some((engine) => blocksThirdParty(context, engine))));
  }
});

describe("the attributes of a cookie", () => {
  it("are after the first semicolon, with their places", () => {
    assert.deepEqual(attributesIn("a=b;Path = / ; HttpOnly;"), [
      { name: "path", value: "/", start: 4, end: 12 },
      { name: "httponly", value: "", start: 15, end: 23 },
      { name: "", value: "", start: 24, end: 24 },
    ]);
    assert.deepEqual(attributesIn("a=SameSite=None"), []);
  });
  const counted: readonly (readonly [string, string, boolean])[] = [
    ["a=1; SAMESITE = NONE ; SECURE", "none", true],
    ["a=1; samesite=lax; secure=no", "lax", true],
    ["a=1; SameSite=Strict; SameSite=Lax", "lax", false],
    ["a=1; SameSite=Strict; SameSite", "default", false],
    ["a=1; SameSite=Nothing", "default", false],
    ["SameSite=None; Path=/", "default", false],
  ];
  for (const [cookie, sameSite, secure] of counted) {
    it(cookie, () => assert.deepEqual(countedAttributes(attributesIn(cookie)), { sameSite, secure }));
  }
});
