import assert from "node:assert/strict";
import { exchangeActions } from "../../../server/src/edits/exchange-actions";
import { applyFix, checkHarmless, read } from "../../support/fixes";
import { subjects } from "../../support/subjects";

const IDS: ReadonlySet<string> = new Set([
  "replaceWildcardOrigin",
  "replaceWildcardMethods",
  "replaceWildcardHeaders",
  "replaceWildcardExposed",
  "normalizeRequestHeaders",
]);

describe("a wildcard is replaced with", () => {
  for (const { name, text, carrier } of subjects()) {
    it(`nothing that a finding's fix replaces, and nothing that browsers then block: ${name}`, () => {
      const before = read(text, carrier);
      const fixed = new Set(
        before.findings.flatMap((one) => one.fixes(before.judged).map((fix) => applyFix(before, fix))),
      );
      for (const exchange of before.exchanges) {
        for (const { id, fix } of exchangeActions(before.judged, exchange).filter((one) => IDS.has(one.id))) {
          const after = applyFix(before, fix);
          assert.ok(!fixed.has(after), `${id}: ${fix.title}`);
          checkHarmless(before, read(after, carrier), fix);
          assert.notEqual(after, text);
        }
      }
    });
  }
});
