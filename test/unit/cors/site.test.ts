import assert from "node:assert/strict";
import { hasPublicSuffix, type SiteRelation, sharedHostingSuffix, siteRelation } from "../../../server/src/cors/site";

describe("same site", () => {
  const rows: readonly (readonly [string, string, SiteRelation])[] = [
    ["https://example.com", "https://example.com", "same-site"],
    ["https://app.example.com", "https://api.example.com/x", "same-site"],
    ["https://example.com:8443", "https://api.example.com", "same-site"],
    ["https://app.example.com", "http://api.example.com", "schemelessly-same-site"],
    ["https://app.example.com", "http://app.example.com:8080", "schemelessly-same-site"],
    ["https://example.com", "https://example.org", "cross-site"],
    ["https://example.com", "http://example.org", "cross-site"],
    // Public suffixes, of both sections of the list.
    ["https://a.co.uk", "https://b.co.uk", "cross-site"],
    ["https://x.a.co.uk", "https://a.co.uk", "same-site"],
    ["https://ann.github.io", "https://bob.github.io", "cross-site"],
    ["https://ann.github.io", "https://www.ann.github.io", "same-site"],
    ["https://a.vercel.app", "https://b.vercel.app", "cross-site"],
    ["https://github.io", "https://github.io", "same-site"],
    ["https://github.io", "https://ann.github.io", "cross-site"],
    ["https://a.x.kobe.jp", "https://b.x.kobe.jp", "cross-site"],
    ["https://a.city.kobe.jp", "https://b.city.kobe.jp", "same-site"],
    // A name that the list doesn't have counts as a suffix.
    ["https://a.b.internal", "https://c.b.internal", "same-site"],
    ["https://b.internal", "https://c.internal", "cross-site"],
    // Hosts without a registrable domain.
    ["http://localhost:3000", "http://localhost:8080", "same-site"],
    ["http://localhost", "http://127.0.0.1", "cross-site"],
    ["http://127.0.0.1", "http://127.0.0.1:8080", "same-site"],
    ["http://127.0.0.1", "http://127.0.0.2", "cross-site"],
    ["http://10.0.0.1", "http://20.0.0.1", "cross-site"],
    ["http://[::1]:3000", "http://[::1]:8080", "same-site"],
    ["http://[::1]", "http://[::2]", "cross-site"],
    ["http://intranet", "http://wiki", "cross-site"],
    // Browsers send hosts that DNS can't have.
    ["https://a`.example.net", "https://b.example.net", "same-site"],
  ];
  for (const [a, b, expected] of rows) {
    it(`${a} and ${b}: ${expected}`, () => {
      assert.equal(siteRelation(a, b), expected);
      assert.equal(siteRelation(b, a), expected);
    });
  }
});

describe("shared hosting", () => {
  const rows: readonly (readonly [host: string, suffix: string | null])[] = [
    ["ann.github.io", "github.io"],
    ["www.ann.github.io", "github.io"],
    ["a.vercel.app", "vercel.app"],
    ["github.io", null],
    ["app.example.com", null],
    ["a.co.uk", null],
    ["intranet", null],
    ["127.0.0.1", null],
  ];
  for (const [host, suffix] of rows) {
    it(`${host}: ${suffix ?? "none"}`, () => assert.equal(sharedHostingSuffix(host), suffix));
  }
});

describe("a suffix in public DNS", () => {
  const rows: readonly (readonly [host: string, has: boolean])[] = [
    ["app.example.com", true],
    ["a.co.uk", true],
    ["ann.github.io", true],
    ["a`.example.com", true],
    ["b.internal", false],
    ["intranet", false],
    ["127.0.0.1", false],
  ];
  for (const [host, has] of rows) {
    it(`${host}: ${has}`, () => assert.equal(hasPublicSuffix(host), has));
  }
});
