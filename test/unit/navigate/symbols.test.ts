import assert from "node:assert/strict";
import { analyse, type Settings } from "../../../server/src/analysis";
import type { Carrier } from "../../../server/src/http/parse";
import { type OutlineEntry, outlineOf } from "../../../server/src/navigate/symbols";

/** An outline as indented lines: the name and its detail. */
function outline(text: string, carrier: Carrier = "http", settings: Settings = { origin: null }): string {
  const lines = (entries: readonly OutlineEntry[], indent: string): string[] =>
    entries.flatMap(({ kind, name, detail, children }) => [
      `${indent}${kind} ${name}${detail === null ? "" : ` (${detail})`}`,
      ...lines(children, `${indent}  `),
    ]);
  return lines(outlineOf(analyse(text, carrier, settings)), "").join("\n");
}

const PREFLIGHT = `OPTIONS https://api.example.com/prices?x=1
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Methods: PUT
`;
const PUT = `PUT https://api.example.com/prices?x=1
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`;

describe("document symbols", () => {
  it("are exchanges, with the verdict, the preflight and the messages", () => {
    assert.equal(
      outline(`${PREFLIGHT}\n###\n${PUT}`),
      `exchange PUT /prices?x=1 (allowed)
  preflight OPTIONS /prices?x=1 (preflight passes, then allowed)
    request Request
    response Response 204 (No Content)
  request Request
  response Response 200 (OK)`,
    );
  });

  it("have the titles of their blocks, each for the first request", () => {
    assert.equal(
      outline(`### Prices\nGET /a\nHost: api.example.com\n\nGET https://api.example.com\n`),
      "exchange Prices\n  request Request (GET /a)\nexchange GET /\n  request Request",
    );
  });

  it("have an entry for a preflight that serves several requests or is elsewhere", () => {
    const second = PUT.replace("Origin", "X-A: 1\nOrigin");
    assert.equal(
      outline(`${PREFLIGHT}\n###\n${PUT}\n###\n${PUT}`).replace(/\n .*/g, ""),
      "preflight OPTIONS /prices?x=1 (preflight passes)\nexchange PUT /prices?x=1 (allowed)\nexchange PUT /prices?x=1 (allowed)",
    );
    assert.match(outline(`${PREFLIGHT}\n###\nGET /\n\n###\n${second}`), /^preflight .*\n(.*\n)*exchange GET \//);
  });

  it("say which browsers have the most severe verdict if they differ", () => {
    // Only Firefox sends a preflight before this request: its Content-Type ends in a semicolon.
    const differs = `${PREFLIGHT}\n${PUT.replace("\n\n", "\nContent-Type: text/plain; charset=utf-8;\n\n")}`.replaceAll(
      "PUT",
      "POST",
    );
    const [first] = outline(differs).split("\n");
    assert.equal(first, "exchange POST /prices?x=1 (blocked in Firefox, allowed in Chrome and Safari)");
    const [inChrome] = outline(differs, "http", { origin: null, engines: ["chromium"] }).split("\n");
    assert.equal(inChrome, "exchange POST /prices?x=1 (allowed)");
  });

  it("say that the verdict is undetermined, and nothing if CORS doesn't apply", () => {
    assert.match(outline(PUT), /^exchange PUT \/prices\?x=1 \(needs a preflight: PUT\)\n/);
    assert.match(outline(PUT.replace("app.", "api.")), /^exchange PUT \/prices\?x=1\n/);
  });

  it("show a response without a request, but not an interim one", () => {
    assert.equal(outline("HTTP/1.1 200 OK\nX-A: 1\n"), "response Response 200 (OK)");
    assert.equal(
      outline("GET /\n\nHTTP/1.1 103 Early Hints\n\nHTTP/1.1 200 OK\n"),
      "exchange GET /\n  request Request\n  response Response 200 (OK)",
    );
  });

  it("begin with the comments right above the request", () => {
    const text = "# about\n\n# @name prices\nGET https://api.example.com/\n\n\n# next\n";
    const [entry] = outlineOf(analyse(text, "http", { origin: null }));
    assert.equal(text.slice(entry?.range.start, entry?.range.end), "# @name prices\nGET https://api.example.com/");
    assert.equal(text.slice(entry?.selection.start, entry?.selection.end), "GET https://api.example.com/");
  });
});
