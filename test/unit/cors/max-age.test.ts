import { strict as assert } from "node:assert";
import { ENGINES } from "../../../server/src/cors/engines";
import { preflightMaxAge } from "../../../server/src/cors/max-age";
import { headers } from "./messages";

/** Seconds for fetch, chromium, firefox and webkit. */
type Seconds = readonly [number | null, number | null, number | null, number | null];

const same = (seconds: number | null): Seconds => [seconds, seconds, seconds, seconds];

describe("max-age of a preflight", () => {
  const rows: readonly (readonly [readonly string[], Seconds])[] = [
    [[], same(5)],
    [[""], same(5)],
    [["0"], same(0)],
    [["00"], same(0)],
    [["5"], same(5)],
    [[" 60 "], same(60)],
    [["599"], same(599)],
    [["600"], same(600)],
    [["601"], [601, 601, 601, 600]],
    [["7200"], [7200, 7200, 7200, 600]],
    [["7201"], [7201, 7200, 7201, 600]],
    [["86400"], [86400, 7200, 86400, 600]],
    [["86401"], [86401, 7200, 86400, 600]],
    [["-1"], [5, 0, 0, 0]],
    [["-0"], [5, 0, 0, 0]],
    [["+60"], [5, 60, 0, 60]],
    [["+-60"], [5, 5, 0, 5]],
    [["+"], [5, 5, 0, 5]],
    [["-"], [5, 5, 0, 5]],
    [["600s"], [5, 5, 0, 5]],
    [["\v\f60\f\v"], [5, 5, 0, 60]],
    [["60\v"], [5, 5, 0, 60]],
    [["6\v0"], [5, 5, 0, 5]],
    [["600.0"], [5, 5, 0, 5]],
    [["abc"], [5, 5, 0, 5]],
    [["60,60"], [5, 5, 0, 5]],
    [
      ["600", "600"],
      [5, 5, 0, 5],
    ],
    [["9223372036854775807"], [Number.MAX_SAFE_INTEGER, 7200, 86400, 600]],
    [["9223372036854775808"], [Number.MAX_SAFE_INTEGER, 5, 86400, 5]],
    [["-9223372036854775808"], [5, 0, 0, 0]],
    [["-9223372036854775809"], [5, 5, 0, 5]],
    // More digits than are converted.
    [["7".padStart(4096, "0")], same(7)],
    [["7".padStart(4097, "0")], [7, 5, 7, 5]],
    [["9".repeat(400)], [Number.MAX_SAFE_INTEGER, 5, 86400, 5]],
    [["9".repeat(100_000)], [Number.MAX_SAFE_INTEGER, 5, 86400, 5]],
    [["{{age}}"], same(null)],
  ];
  for (const [values, expected] of rows) {
    const lines = values.map((value) => `Access-Control-Max-Age: ${value}`);
    it(JSON.stringify(values).slice(0, 60), () => {
      assert.deepEqual(
        ENGINES.map((engine) => preflightMaxAge(headers(...lines), engine)),
        expected,
      );
    });
  }
  it("doesn't know an elided value", () => {
    assert.equal(preflightMaxAge(headers("..."), "chromium"), null);
    assert.equal(preflightMaxAge(headers("...", "Access-Control-Max-Age: 9"), "chromium"), 9);
  });
});
