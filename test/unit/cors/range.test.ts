import { strict as assert } from "node:assert";
import { ENGINES } from "../../../server/src/cors/engines";
import { parseSingleRangeHeaderValue, type RangeValue } from "../../../server/src/cors/range";

describe("single range", () => {
  const rows: readonly (readonly [string, RangeValue | null])[] = [
    // 2. The unit.
    ["items=0-1", null],
    // 3. to 16. The rest.
    ["bytes=0-1", [0n, 1n]],
    ["bytes=0-", [0n, null]],
    ["bytes=-5", [null, 5n]],
    ["bytes0-1", null],
    ["bytes=a-1", null],
    ["bytes=0-1,2-3", null],
    // 17. At least one number.
    ["bytes=-", null],
    // 18. In order.
    ["bytes=2-2", [2n, 2n]],
    ["bytes=3-2", null],
  ];
  for (const [value, expected] of rows) {
    it(value, () => {
      assert.deepEqual(parseSingleRangeHeaderValue(value, "fetch"), expected);
    });
  }
  it("accepts a plus sign, a form feed or a vertical tab in numbers in WebKit", () => {
    const values = [
      "bytes=+0-1",
      "bytes=0-+1",
      "bytes=+0-+1",
      "bytes=\v0-1",
      "bytes=0\f\v-1",
      "bytes=0-\f\v+1",
      "bytes=0-1\f\v",
    ];
    for (const value of values) {
      const taking = ENGINES.filter((engine) => parseSingleRangeHeaderValue(value, engine) !== null);
      assert.deepEqual(taking, ["webkit"], value);
    }
    assert.deepEqual(parseSingleRangeHeaderValue("bytes=+10-+20", "webkit"), [10n, 20n]);
    for (const value of [
      "bytes=++1-",
      "bytes=+-1",
      "bytes=1-+",
      "bytes=-+",
      "bytes=1-\f",
      "bytes=\v-1\v1",
      "bytes\f=1-",
      "bytes=+\f1-",
      "xbytes=+1-2",
      "bytes=+1-2x",
    ]) {
      assert.equal(parseSingleRangeHeaderValue(value, "webkit"), null, value);
    }
  });
});
