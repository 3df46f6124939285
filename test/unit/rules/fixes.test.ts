import assert from "node:assert/strict";
import type { Finding } from "../../../server/src/rules/framework/rule";
import { applyFix, checkHarmless, read } from "../../support/fixes";
import { subjects } from "../../support/subjects";

describe("every fix", () => {
  for (const { name, text, carrier } of subjects()) {
    it(`resolves its finding and breaks nothing: ${name}`, () => {
      const before = read(text, carrier);
      for (const finding of before.findings) {
        for (const fix of finding.fixes(before.judged)) {
          const result = applyFix(before, fix);
          const after = read(result, carrier);
          checkHarmless(before, after, fix);
          const same = (one: Finding) => one.rule === finding.rule && one.message === finding.message;
          assert.ok(
            after.findings.filter(same).length < before.findings.filter(same).length,
            `${fix.title} doesn't resolve ${finding.rule}: ${finding.message}`,
          );
        }
      }
    });
  }
});
