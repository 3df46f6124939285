import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fixedExample } from "../../../server/src/explain/rule-fix";
import { ruleIndex, rulePage } from "../../../server/src/explain/rule-page";
import { RULES } from "../../../server/src/rules/registry";
import { read } from "../../support/fixes";

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

describe("the fixes on the rule pages", () => {
  for (const rule of RULES) {
    const fixed = fixedExample(rule);
    if (fixed !== null) {
      it(`cure what the rule reports: ${rule.id}`, () =>
        assert.ok(!read(fixed.text, "http").findings.some(({ rule: id }) => id === rule.id)));
    }
  }
  it("are those of the first incorrect example that has one", () => {
    for (const rule of RULES) {
      const { findings, judged } = read(
        rule.examples.invalid[0]?.text ?? "",
        rule.examples.invalid[0]?.carrier ?? "http",
      );
      const titles = findings.filter(({ rule: id }) => id === rule.id).flatMap(({ fixes }) => fixes(judged));
      if (titles[0] !== undefined) {
        assert.equal(fixedExample(rule)?.fix.title, titles[0].title, rule.id);
      }
    }
  });
});
