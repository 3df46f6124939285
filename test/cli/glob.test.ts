import assert from "node:assert/strict";
import { expandBraces, matchesPath, matchesSegment } from "../../server/src/text/glob";

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

  it("expands braces, also nested ones", () => {
    assert.deepEqual(expandBraces("a.{http,md{,x}}")?.sort(), ["a.http", "a.md", "a.mdx"]);
    assert.deepEqual(expandBraces("{a}"), ["{a}"]);
    assert.equal(expandBraces("{a,b}".repeat(64)), null);
  });

  it("is fast with many stars", () => {
    assert.equal(matchesSegment(`${"a*".repeat(2000)}b`, "a".repeat(20_000)), false);
  });

  const PATHS: readonly (readonly [glob: string, path: string, matches: boolean])[] = [
    ["drafts", "drafts/a.http", true],
    ["drafts", "drafts/deep/a.http", true],
    ["drafts/", "drafts/a.http", true],
    ["./drafts/**", "drafts/a.http", true],
    ["drafts", "a/drafts/a.http", false],
    ["**/drafts", "a/b/drafts/a.http", true],
    ["**/*.draft.http", "a.draft.http", true],
    ["**/*.draft.http", "a/b/c.draft.http", true],
    ["*.http", "a/b.http", false],
    ["a/**/b.http", "a/b.http", true],
    ["a/**/b.http", "a/x/y/b.http", true],
    ["a/**/b.http", "a/x/y/c.http", false],
    ["{old,new}/*.md", "new/a.md", true],
    ["", "a.http", false],
  ];
  for (const [glob, path, matches] of PATHS) {
    it(`${glob} ${matches ? "matches" : "does not match"} the path ${path}`, () =>
      assert.equal(matchesPath([glob], path), matches));
  }
});
