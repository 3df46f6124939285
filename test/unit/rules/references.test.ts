import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";
import type { Fix } from "../../../server/src/edits/edit";
import { exchangeActions } from "../../../server/src/edits/exchange-actions";
import type { Finding } from "../../../server/src/rules/framework/rule";

const read = (text: string) => analyse(text, "http", { origin: null });

function fixesIn(text: string, isOf: (finding: Finding) => boolean = () => true): Fix[] {
  const { findings, judged } = read(text);
  return findings.filter(isOf).flatMap(({ fixes }) => fixes(judged));
}

const exchange = (origin: string, allowed: string) =>
  `GET https://api.example.com/\nOrigin: ${origin}\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: ${allowed}\n`;

describe("a finding on a variable", () => {
  it("says what the variable stands for", () => {
    const [finding] = read(
      `@allowed = http://localhost:8080\n${exchange("http://localhost:3000", "{{allowed}}")}`,
    ).findings;
    assert.match(finding?.message ?? "", /Here `\{\{allowed\}\}` is `http:\/\/localhost:8080`\.$/);
  });
  it("is about the value, not about the reference", () => {
    const messageFor = (value: string) =>
      read(`@allowed = ${value}\n${exchange("http://localhost:3000", "{{allowed}}")}`).findings[0]?.message ?? "";
    assert.match(
      messageFor("http://localhost:8080"),
      /^The page's origin is `http:\/\/localhost:3000`: the port differs/,
    );
    assert.match(messageFor("http://localhost:3000/"), /^An origin has no trailing slash, so `\{\{allowed\}\}` never/);
    assert.match(messageFor("localhost"), /^An origin starts with its scheme, so `\{\{allowed\}\}` never/);
  });
  it("does not say it in a field that holds a secret", () => {
    const text =
      "@o = abcdef\nOPTIONS https://api.example.com/\nOrigin: https://app.example.com\nAccess-Control-Request-Method: PUT\nAuthorization: Bearer {{o}}\nCookie: {{o}}\n";
    const { findings } = read(text);
    assert.ok(findings.length > 0);
    for (const { message } of findings) {
      assert.doesNotMatch(message, /abcdef/);
    }
  });
  it("does not repeat a value that it names already", () => {
    for (const { message } of read(`@o = https://app.example.com/\n${exchange("{{o}}", "{{o}}")}`).findings) {
      assert.doesNotMatch(message, /Here .* is .*Here/);
    }
  });
});

describe("a fix", () => {
  it("says which reference it leaves out", () => {
    const text = `@allowed = http://localhost:8080\n${exchange("http://localhost:3000", "{{allowed}}")}`;
    const [fix] = fixesIn(text);
    assert.equal(fix?.title, "Allow http://localhost:3000 (drops {{allowed}})");
    assert.equal(fix?.grade, "suggestion");
  });
  it("is not applied unasked where it leaves one out", () => {
    const grade = (origin: string) =>
      fixesIn(
        `@o = https://App.example.com/\n${exchange(origin, "https://app.example.com")}`,
        ({ rule }) => rule === "origin-not-serialized",
      ).map((fix) => fix.grade);
    assert.deepEqual(grade("https://App.example.com/"), ["safe"]);
    assert.ok(!grade("{{o}}").includes("safe"));
  });
  it("writes the page's origin as the reference that stands for it", () => {
    const text = `@o = https://app.example.com\n${exchange("{{o}}", "https://other.example.com")}`;
    const [fix] = fixesIn(text);
    assert.equal(fix?.title, "Allow https://app.example.com");
    assert.equal(fix?.edits[0]?.newText, "{{o}}");
  });
  it("writes the origin itself where the reference is not as a browser sends it", () => {
    const text = `@o = https://App.example.com\n${exchange("{{o}}", "https://other.example.com")}`;
    const fixes = fixesIn(text, ({ rule }) => rule === "allow-origin-mismatch");
    assert.equal(fixes[0]?.edits[0]?.newText, "https://app.example.com");
  });
  it("inserts a preflight with the reference", () => {
    const { judged, exchanges } = read(
      "@o = https://app.example.com\nPUT https://api.example.com/\nOrigin: {{o}}\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: {{o}}\nVary: Origin\n",
    );
    const [first] = exchanges;
    const actions = first === undefined ? [] : exchangeActions(judged, first);
    assert.match(
      actions.find(({ id }) => id === "insertPreflight")?.fix.edits[0]?.newText ?? "",
      /Origin: \{\{o\}\}\n[\s\S]*Access-Control-Allow-Origin: \{\{o\}\}\n/,
    );
  });
});
