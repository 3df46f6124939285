import assert from "node:assert/strict";
import { expandBraces, matchesSegment } from "../../server/src/cli/glob";

describe("globs", () => {
  const MATCHES: readonly (readonly [pattern: string, name: string, matches: boolean])[] = [
    ["*.http", "a.http", true],
    ["*.http", "a.http.bak", false],
    ["*", ".hidden", false],
    [".*", ".hidden", true],
    ["a*b*c", "aXXbYYbZc", true],
    ["a*b*c", "aXXbYYb", false],
    ["?.md", "a.md", true],
    ["?.md", "ab.md", false],
    ["[a-c]x", "bx", true],
    ["[!a-c]x", "bx", false],
    ["[", "[", true],
    ["", "", true],
  ];
  for (const [pattern, name, matches] of MATCHES) {
    it(`${pattern} ${matches ? "matches" : "does not match"} ${name}`, () => {
      assert.equal(matchesSegment(pattern, name), matches);
    });
  }

  it("expands braces, nested ones too", () => {
    assert.deepEqual(expandBraces("a.{http,md{,x}}")?.sort(), ["a.http", "a.md", "a.mdx"]);
    assert.deepEqual(expandBraces("{a}"), ["{a}"]);
    assert.equal(expandBraces("{a,b}".repeat(64)), null);
  });

  it("comes to an end with many stars", () => {
    assert.equal(matchesSegment(`${"a*".repeat(2000)}b`, "a".repeat(20_000)), false);
  });
});
