import assert from "node:assert/strict";
import { join } from "node:path";
import { differences, PASTED, pastedCases } from "../../support/pasted";

/** Each text has its expectation beside it, in `NAME.expected.json`. */
describe("pasted texts, by fixture", () => {
  for (const pasted of pastedCases()) {
    it(pasted.name, () => {
      const found = differences(pasted);
      if (found.length > 0) {
        assert.fail([join(PASTED, pasted.name), pasted.expected.why ?? [], ...found].flat().join("\n  "));
      }
    });
  }
});
