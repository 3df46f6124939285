import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ruleIndex, rulePage } from "../../../server/src/explain/rule-page";
import { RULES } from "../../../server/src/rules/registry";

const FOLDER = "docs/rules";
const CURE = "run: npm run generate";

describe("the rule pages", () => {
  it("are there for each rule, and for nothing else", () =>
    assert.deepEqual(readdirSync(FOLDER).sort(), ["README.md", ...RULES.map(({ id }) => `${id}.md`)].sort(), CURE));
  it("have an index", () => assert.equal(readFileSync(join(FOLDER, "README.md"), "utf8"), ruleIndex(RULES), CURE));
  for (const rule of RULES) {
    it(`say what the rule says: ${rule.id}`, () =>
      assert.equal(readFileSync(join(FOLDER, `${rule.id}.md`), "utf8"), rulePage(rule), CURE));
  }
});
