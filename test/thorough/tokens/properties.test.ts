import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { analyse } from "../../../server/src/analysis";
import type { Carrier } from "../../../server/src/http/parse";
import { verdictsOf } from "../../../server/src/navigate/verdicts";
import { tokensIn, tokensOf } from "../../../server/src/tokens/tokens";

/** Checks that tokens and verdicts are in places where editors can show them. */
function check(text: string, carrier: Carrier): void {
  const analysis = analyse(text, carrier, { origin: "https://app.example.com" });
  let at = 0;
  for (const { start, end } of tokensOf(analysis)) {
    assert.ok(at <= start && start < end && end <= text.length, `${start}-${end} after ${at}`);
    assert.doesNotMatch(text.slice(start, end), /[\r\n]/);
    at = end;
  }
  assert.deepEqual(tokensIn(analysis, { start: 0, end: text.length }), tokensOf(analysis));
  at = 0;
  for (const { label, reason, line } of verdictsOf(analysis, true)) {
    assert.match(label, /^[^\r\n]+$/);
    assert.doesNotMatch(reason, /[\r\n]/);
    assert.ok(at <= line.start && line.start <= line.end && line.end <= text.length);
    assert.doesNotMatch(text.slice(line.start, line.end), /[\r\n]/);
    at = line.start;
  }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(http|rest|md)$/.test(name))
    .map((name) => join(folder, name));
}

describe("tokens and verdicts in the text", () => {
  for (const file of [...filesIn("test/fixtures"), ...filesIn("examples")]) {
    it(`are in order and don't overlap in ${file}`, () => {
      check(readFileSync(file, "utf8"), file.endsWith(".md") ? "markdown" : "http");
    });
  }

  it("are in order and don't overlap in any document", () => {
    const piece = fc.constantFrom(
      "GET https://api.example.com/a\n",
      "OPTIONS /a\n",
      "curl -H 'Origin: https://a.example' --json '{}' https://api.example.com/ \\\n",
      "HTTP/1.1 200 OK\r\n",
      "Origin: ",
      "Access-Control-Allow-Methods: ",
      "Access-Control-Allow-Orgin: ",
      "Vary: ",
      "https://a.example",
      "{{a",
      "}}",
      "<b>",
      "...",
      "${",
      "*",
      ", ",
      "\n",
      "\r",
      "\n\n",
      "  ",
      "# @cors origin=https://a.example\n",
      "###\n",
      "```http\n",
      "> ",
      "\u2028",
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }),
        fc.constantFrom<Carrier>("http", "markdown"),
        (pieces, carrier) => {
          check(pieces.join(""), carrier);
        },
      ),
    );
  });
});
