import assert from "node:assert/strict";
import { type Analysis, analyse } from "../../../server/src/analysis";
import type { Example } from "../../../server/src/rules/framework/rule";
import { RULES } from "../../../server/src/rules/registry";
import { faultsOfMessage } from "../../support/messages";

function analyseExample({ text, carrier = "http" }: Example): Analysis {
  return analyse(text, carrier, { origin: null }, (_, error) => {
    throw error;
  });
}

describe("the rules", () => {
  for (const rule of RULES) {
    describe(rule.id, () => {
      it("is documented in whole sentences", () => {
        assert.match(rule.summary, /^[A-Z`].*\.$/, "`summary` is a sentence that names the mistake");
        assert.match(rule.rationale, /[.:)]$/, "`rationale` says in sentences why it matters and what to do");
        assert.ok(rule.references.length > 0, "`references` has a link to the standard or to MDN");
        assert.ok(rule.references.every(({ url }) => url.startsWith("https://")));
        assert.ok(rule.examples.invalid.length > 0, "`examples` has an invalid one");
        assert.ok(rule.examples.valid.length > 0, "`examples` has a valid one");
      });

      for (const example of rule.examples.invalid) {
        it(`finds: ${example.title}`, () => {
          const { findings } = analyseExample(example);
          assert.deepEqual(
            findings
              .filter(({ severity, rule: id }) => id === rule.id || severity === "error" || severity === "warning")
              .map(({ rule: id }) => id)
              .toSorted(),
            [rule.id, ...(example.also ?? [])].toSorted(),
          );
          for (const { message } of findings) {
            assert.deepEqual(faultsOfMessage(message), [], message);
          }
        });
      }
      for (const example of rule.examples.valid) {
        it(`is silent: ${example.title}`, () => {
          const { findings } = analyseExample(example);
          assert.deepEqual(
            findings
              .filter(({ severity, rule: id }) => id === rule.id || severity === "error" || severity === "warning")
              .map(({ rule: id, message }) => `${id}: ${message}`),
            [],
          );
        });
      }
    });
  }
});
