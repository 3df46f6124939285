import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Carrier } from "../../../server/src/http/parse";
import { accepted, proposalsAt } from "../../unit/complete/completing";

const RULES = "test/fixtures/rules";
const EXAMPLES = "examples";
const texts: readonly (readonly [string, Carrier])[] = [
  ...readdirSync(RULES).map((file) => [readFileSync(join(RULES, file), "utf8"), "http"] as const),
  ...readdirSync(EXAMPLES).map(
    (file) => [readFileSync(join(EXAMPLES, file), "utf8"), file.endsWith(".md") ? "markdown" : "http"] as const,
  ),
];

/** Checks what editors rely on, at one offset. */
function check(text: string, carrier: Carrier, offset: number): void {
  const labels = new Set<string>();
  for (const proposal of proposalsAt(text, offset, { carrier })) {
    const { insert, replace, label } = proposal;
    assert.ok(!labels.has(label), `${label} is offered twice`);
    labels.add(label);
    assert.ok(label !== "" && proposal.detail !== "" && !/[\r\n]/.test(label + proposal.detail));
    assert.equal(insert.start, replace.start);
    assert.ok(insert.start <= insert.end && insert.end === offset && offset <= replace.end);
    assert.doesNotMatch(text.slice(replace.start, replace.end), /[\r\n]/, "the range is on one line");
    const after = accepted(text, proposal);
    assert.equal(after.slice(0, replace.start), text.slice(0, replace.start));
    assert.ok(after.endsWith(text.slice(replace.end)));
  }
}

describe("completion", () => {
  it("changes only the range that it names, at any offset of any fixture", () => {
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.double({ min: 0, max: 1, noNaN: true }), ([text, carrier], at) =>
        check(text, carrier, Math.round(at * text.length)),
      ),
      { numRuns: 200 },
    );
  });
  it("never throws, whatever the text and the offset", () => {
    const piece = fc.constantFrom(
      "GET /a",
      "HTTP/1.1 200 OK",
      "Origin: ",
      "Access-Control-Allow-Headers: a,",
      "Vary:",
      "# @cors ",
      "# cors-lens-disable-exchange ",
      "# cors-",
      "vary-origin-missing, ",
      "```http",
      "> ",
      "  ",
      "###",
      "\n",
      "\r\n",
      "\r",
      "{{",
      "*",
      "\ufeff",
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 12 }),
        fc.nat(80),
        fc.constantFrom<Carrier>("http", "markdown"),
        (pieces, at, carrier) => {
          const text = pieces.join("");
          const offset = Math.min(at, text.length);
          // A cursor is never inside a line terminator.
          check(text, carrier, text.slice(offset - 1, offset + 1) === "\r\n" ? offset - 1 : offset);
        },
      ),
      { numRuns: 400 },
    );
  });
});
