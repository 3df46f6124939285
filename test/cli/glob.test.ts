import assert from "node:assert/strict";
import { expandBraces, matchesPath, matchesSegment, problemOf } from "../../server/src/text/glob";

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
    assert.deepEqual(expandBraces("{a,{b},c}"), ["a", "{b}", "c"]);
    assert.deepEqual(expandBraces("{a,{b,c}"), ["{a,b", "{a,c"]);
    assert.deepEqual(expandBraces("a,b}{"), ["a,b}{"]);
    assert.deepEqual(expandBraces("{,{a,a}}x"), ["x", "ax"]);
    assert.deepEqual(expandBraces(""), [""]);
  });

  for (const [name, pattern] of [
    ["too many pairs of braces", "{a,b}".repeat(64)],
    ["too many choices", `{${Array.from({ length: 1001 }, (_, i) => i).join(",")}}`],
    ["nested braces that are too many", "{a,b".repeat(20) + "}".repeat(20) + "{a,b}".repeat(20)],
    ["a glob longer than any path", "a".repeat(4097)],
    ["180,000 pairs of braces", "{a,b}".repeat(180_000)],
  ] as const) {
    it(`refuses ${name}`, () => {
      assert.equal(expandBraces(pattern), null);
      assert.match(problemOf([pattern]) ?? "", /longer than 4096 characters or has more than 1000 alternatives/);
      assert.equal(matchesPath([pattern], "a.http"), false);
    });
  }

  it("expands braces that are nested as deeply as a glob is long", () => {
    const depth = 800;
    assert.equal(expandBraces(`${"{a,".repeat(depth)}b${"}".repeat(depth)}`)?.join(" "), "a b");
    assert.equal(expandBraces("{".repeat(4_000))?.length, 1);
  });

  it("refuses more globs than a project can need", () => {
    const globs = Array.from({ length: 20_000 }, (_, i) => `drafts/${i}.http`);
    assert.match(problemOf(globs) ?? "", /more than 200000 characters.*Name whole folders/);
    assert.equal(problemOf(globs.slice(0, 10_000)), null);
    assert.equal(matchesPath(globs.slice(0, 10_000), "drafts/9999.http"), true);
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
