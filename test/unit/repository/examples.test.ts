import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type Analysis, analyse } from "../../../server/src/analysis";
import type { Carrier } from "../../../server/src/http/parse";

function read(file: string, carrier: Carrier): Analysis {
  return analyse(readFileSync(`examples/${file}`, "utf8"), carrier, { origin: null });
}

const grave = ({ findings }: Analysis) =>
  findings.filter(({ severity }) => severity === "error" || severity === "warning").map(({ rule }) => rule);

describe("the examples", () => {
  it("start with one thing to do at a time", () => {
    const steps = read("0-first-steps.http", "http");
    assert.deepEqual(grave(steps), [
      "allow-origin-mismatch",
      "allow-origin-wildcard-with-credentials",
      "allow-credentials-missing",
    ]);
    assert.deepEqual(
      steps.exchanges.map(({ verdict }) => verdict.chromium),
      ["blocked", "undetermined", "blocked", "blocked"],
    );
  });
  it("show three exchanges that a browser allows", () => {
    const tour = read("1-tour.http", "http");
    assert.deepEqual(grave(tour), []);
    assert.deepEqual(
      tour.exchanges.map(({ verdict }) => verdict.chromium),
      ["allowed", "allowed", "allowed", "allowed", "undetermined"],
    );
  });
  it("show the ten most common mistakes, with one finding each", () => {
    const mistakes = read("2-common-mistakes.http", "http");
    assert.deepEqual(grave(mistakes), [
      "allow-origin-missing",
      "allow-origin-mismatch",
      "allow-origin-mismatch",
      "allow-origin-wildcard-with-credentials",
      "allow-origin-multiple",
      "allow-origin-partial-wildcard",
      "allow-credentials-not-true",
      "preflight-status-not-ok",
      "allow-headers-missing-header",
      "allow-methods-missing-method",
    ]);
    assert.ok(mistakes.exchanges.every(({ verdict }) => verdict.chromium === "blocked"));
  });
  it("show a browser client of an MCP server, and one session that it can't read", () => {
    const mcp = read("4-mcp.http", "http");
    assert.deepEqual(
      mcp.findings.map(({ rule }) => rule),
      ["response-header-not-exposed"],
    );
    assert.deepEqual(
      mcp.exchanges.map(({ verdict }) => verdict.chromium),
      ["allowed", "allowed", "allowed", "allowed", "undetermined"],
    );
  });
  it("show each hole of a server with its finding, and none for a server with a list", () => {
    const { exchanges, findings } = read("5-is-the-server-safe.http", "http");
    const rows = [
      ["/account", "origin-reflected"],
      ["/messages", "allow-origin-null"],
      ["/basket", "allow-origin-wildcard-with-credentials"],
      ["/articles", "allow-origin-partial-wildcard"],
      ["/salaries", "wildcard-on-internal-host"],
      ["/transfers", "json-without-preflight"],
    ] as const;
    const rulesOf = (path: string) => {
      const own = exchanges.filter(({ target }) => target.url?.endsWith(path));
      const anchors = new Set<object | null>(own.flatMap(({ request, response }) => [request, response]));
      return findings.filter(({ place }) => anchors.has(place.anchor)).map(({ rule }) => rule as string);
    };
    for (const [path, rule] of rows) {
      assert.ok(rulesOf(path).includes(rule), `${path}: ${rulesOf(path).join(", ")}`);
    }
    assert.deepEqual(rulesOf("/orders"), []);
  });
  it("show fences in Markdown", () => {
    const markdown = read("3-in-markdown.md", "markdown");
    assert.deepEqual(grave(markdown), ["allow-origin-mismatch"]);
    assert.deepEqual(
      markdown.exchanges.map(({ verdict }) => verdict.webkit),
      ["blocked", "undetermined"],
    );
  });
});
