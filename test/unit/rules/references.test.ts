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
  it("names the value of the variable", () => {
    const [finding] = read(
      `@allowed = http://localhost:8080\n${exchange("http://localhost:3000", "{{allowed}}")}`,
    ).findings;
    assert.match(finding?.message ?? "", /Here `\{\{allowed\}\}` is `http:\/\/localhost:8080`\.$/);
  });
  it("describes the value, not the reference", () => {
    const messageFor = (value: string) =>
      read(`@allowed = ${value}\n${exchange("http://localhost:3000", "{{allowed}}")}`).findings[0]?.message ?? "";
    assert.match(
      messageFor("http://localhost:8080"),
      /^The page's origin is `http:\/\/localhost:3000`, not `\{\{allowed\}\}`: the port differs/,
    );
    assert.match(messageFor("http://localhost:3000/"), /^An origin has no trailing slash, so `\{\{allowed\}\}` never/);
    assert.match(messageFor("localhost"), /^An origin starts with a scheme, so `\{\{allowed\}\}` never/);
  });
  it("doesn't name the value in a field that holds a secret", () => {
    const text =
      "@o = abcdef\nOPTIONS https://api.example.com/\nOrigin: https://app.example.com\nAccess-Control-Request-Method: PUT\nAuthorization: Bearer {{o}}\nCookie: {{o}}\n";
    const { findings } = read(text);
    assert.ok(findings.length > 0);
    for (const { message } of findings) {
      assert.doesNotMatch(message, /abcdef/);
    }
  });
  it("doesn't repeat a value that it already names", () => {
    for (const { message } of read(`@o = https://app.example.com/\n${exchange("{{o}}", "{{o}}")}`).findings) {
      assert.doesNotMatch(message, /Here .* is .*Here/);
    }
  });
});

describe("a fix", () => {
  it("names the reference that it drops", () => {
    const text = `@allowed = http://localhost:8080\n${exchange("http://localhost:3000", "{{allowed}}")}`;
    const [fix] = fixesIn(text);
    assert.equal(fix?.title, "Allow http://localhost:3000 (drops {{allowed}})");
    assert.equal(fix?.grade, "suggestion");
  });
  it("isn't safe if it drops a reference", () => {
    const grade = (origin: string) =>
      fixesIn(
        `@o = https://App.example.com/\n${exchange(origin, "https://app.example.com")}`,
        ({ rule }) => rule === "origin-not-serialized",
      ).map((fix) => fix.grade);
    assert.deepEqual(grade("https://App.example.com/"), ["safe"]);
    assert.ok(!grade("{{o}}").includes("safe"));
  });
  it("writes the page's origin as the reference that has its value", () => {
    const text = `@o = https://app.example.com\n${exchange("{{o}}", "https://other.example.com")}`;
    const [fix] = fixesIn(text);
    assert.equal(fix?.title, "Allow https://app.example.com");
    assert.equal(fix?.edits[0]?.newText, "{{o}}");
  });
  it("writes the origin itself if the reference's value isn't what browsers send", () => {
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
