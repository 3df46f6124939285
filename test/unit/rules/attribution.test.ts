import assert from "node:assert/strict";
import { RULES } from "../../../server/src/rules/registry";
import { explainedSteps } from "../../support/explained";
import { read } from "../../support/fixes";
import { subjects } from "../../support/subjects";

describe("every failing step", () => {
  const seen = new Set<string>();
  for (const { name, text, carrier } of subjects()) {
    it(`is explained by one rule: ${name}`, () => {
      for (const step of explainedSteps(read(text, carrier))) {
        seen.add(step);
      }
    });
  }
  it("that a rule explains fails in a fixture or example", () => {
    const declared = RULES.flatMap(({ id, explains }) => (explains?.steps ?? []).map((step) => `${step}: ${id}`));
    assert.deepEqual(declared.sort(), [...seen].sort());
  });
});
