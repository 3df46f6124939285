import assert from "node:assert/strict";
import fc from "fast-check";
import { analyse } from "../../../server/src/analysis";
import type { EnvironmentDefinition, EnvironmentVariables } from "../../../server/src/http/environment-variables";
import { parse } from "../../../server/src/http/parse";
import { messagesOf } from "../../../server/src/http/tree";

/** Lines as in real files, near misses of them, and noise. */
const line = fc.oneof(
  fc.constantFrom(
    "GET /data HTTP/1.1",
    "PUT https://api.example.com/x",
    "OPTIONS /data HTTP/1.1",
    "HTTP/1.1 200 OK",
    "HTTP/2 204",
    "HTTP/1.1 301 Moved",
    "Host: api.example.com",
    "Origin: https://app.example.com",
    "Origin : null",
    "Origin: {{origin}}",
    "Access-Control-Allow-Origin: {{origin}}/",
    "Access-Control-Allow-Origin: {{hidden}}",
    "Access-Control-Allow-Methods: {{list}}, {{list}}",
    "Access-Control-Allow-Headers: {{list}}",
    "Access-Control-Request-Headers: {{list}}",
    "Access-Control-Max-Age: {{number}}s",
    "Access-Control-Allow-Credentials: {{true}}",
    "{{method}} {{hidden}}/x?{{list}}",
    "HTTP/1.1 {{number}} x",
    "# @cors origin={{ hidden }}",
    "# @prompt list",
    "Cookie: a=b",
    "Access-Control-Allow-Origin: https://app.example.com",
    "Access-Control-Allow-Origin: *",
    "access-control-allow-origin:",
    "Access-Control-Allow-Credentials: True",
    "Access-Control-Request-Method: PUT",
    "Access-Control-Request-Headers: X-B, x-a",
    "Access-Control-Allow-Methods: GET PUT",
    "Access-Control-Allow-Headers: *",
    "Access-Control-Max-Age: 600s",
    "Acces-Control-Allow-Origin: *",
    "Access-Control-Expose-Headers: X-A,,",
    "Content-Type: application/json",
    "Vary: Origin",
    "X-Custom: 1",
    "Location: /y",
    "",
    "",
    "",
    "###",
    "### title",
    "...",
    "# comment",
    "# @cors credentials=include origin=https://app.example.com",
    "# @cors bad",
    "@a = {{b}}",
    "@b = {{a}}{{a}}",
    "> {%",
    "%}",
    "/*",
    "*/",
    "```http",
    "```",
    "~~~",
    "> ```rest",
    "> GET /x HTTP/1.1",
    "  folded",
    "\tX-Tab: 1",
    "{",
    "<",
    "\u0000",
    "\ud800",
  ),
  fc.string({ maxLength: 30 }),
  fc.string({ unit: "binary", maxLength: 12 }),
);
const text = fc
  .array(fc.tuple(line, fc.constantFrom("\n", "\n", "\n", "\r\n", "\r")), { maxLength: 40 })
  .map((lines) => lines.map(([content, eol]) => content + eol).join(""));

const ENVIRONMENT: EnvironmentVariables = new Map(
  Object.entries({
    origin: "https://app.example.com",
    hidden: "https://private.example.com",
    list: "GET PUT, x-a,",
    number: "200",
    true: "True",
    method: "put",
  }).map(([name, value]): [string, EnvironmentDefinition[]] => [
    name,
    [{ value, source: ".env", environment: null, isSecret: name === "hidden", mayOverrideText: false }],
  ]),
);

describe("any text", () => {
  it("equals the joined lines of its tree", () => {
    fc.assert(
      fc.property(text, fc.constantFrom("http" as const, "markdown" as const), (source, carrier) => {
        const { lines } = parse(source, carrier);
        let at = 0;
        for (const { start, content, end, next } of lines) {
          assert.equal(start, at);
          assert.ok(start <= content && content <= end && end <= next);
          at = next;
        }
        assert.equal(at, source.length);
      }),
      { numRuns: 400 },
    );
  });

  it("contains the parts of its messages in order, with the texts that they give", () => {
    fc.assert(
      fc.property(text, (source) => {
        const document = parse(source, "http");
        for (const message of messagesOf(document)) {
          const start = document.startOf(message);
          let at = 0;
          for (const { name, colon, value, line: whole } of message.fields) {
            assert.ok(
              at <= whole.start &&
                whole.start <= name.start &&
                name.end <= colon &&
                colon < value.start + 1 &&
                value.end <= whole.end,
            );
            for (const part of [name, value]) {
              assert.equal(source.slice(start + part.start, start + part.end), part.text);
            }
            at = whole.end;
          }
          assert.ok(at <= message.length && message.headEnd <= message.length);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("can be analysed without exceptions, with all findings inside the text", () => {
    fc.assert(
      fc.property(
        text,
        fc.constantFrom("http" as const, "markdown" as const),
        fc.constantFrom(null, "https://app.example.com", "nonsense"),
        (source, carrier, origin) => {
          const { document, findings, judged } = analyse(
            source,
            carrier,
            { origin, variables: ENVIRONMENT },
            (_, error) => {
              throw error;
            },
          );
          for (const finding of findings) {
            assert.doesNotMatch(finding.message, /private\.example\.com/);
            for (const { place } of [finding, ...finding.related]) {
              const { start, end } = document.rangeOf(place);
              assert.ok(0 <= start && start < end && end <= source.length, finding.rule);
            }
            for (const { title, edits } of finding.fixes(judged)) {
              assert.doesNotMatch(title, /private\.example\.com/);
              for (const edit of edits) {
                assert.doesNotMatch(edit.newText, /private\.example\.com/);
                const { start, end } = document.rangeOf(edit);
                assert.ok(0 <= start && start <= end && end <= source.length, finding.rule);
              }
            }
          }
        },
      ),
      { numRuns: 600 },
    );
  });
});
