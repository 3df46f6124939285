import assert from "node:assert/strict";
import { countLeading } from "../../../server/src/text/count-leading";

describe("countLeading", () => {
  it("counts the items before the first one that doesn't satisfy the condition", () => {
    for (let length = 0; length <= 9; length++) {
      const items = Array.from({ length }, (_, i) => i);
      for (let count = 0; count <= length; count++) {
        assert.equal(
          countLeading(items, (item) => item < count),
          count,
        );
      }
    }
  });

  it("checks few of many items", () => {
    let checked = 0;
    const items = Array.from({ length: 1 << 16 }, (_, i) => i);
    countLeading(items, (item) => {
      checked++;
      return item < 12345;
    });
    assert.ok(checked <= 17, `${checked}`);
  });
});
