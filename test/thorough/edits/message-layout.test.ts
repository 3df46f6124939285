import assert from "node:assert/strict";
import { type Analysis, analyse } from "../../../server/src/analysis";
import { exchangeActions } from "../../../server/src/edits/exchange-actions";
import type { Carrier } from "../../../server/src/http/parse";
import { contentOf, decidedIn } from "../../support/exchange-content";
import { applyFix } from "../../support/fixes";
import { filesIn, subjects } from "../../support/subjects";

const LAYOUTS: ReadonlySet<string> = new Set(["joinMessages", "separateMessages"]);
const SUBJECTS = [...subjects(), ...filesIn("test/fixtures/dialects"), ...filesIn("examples")];

/** An analysis with a known page, so that there are verdicts. */
const judgedRead = (text: string, carrier: Carrier): Analysis =>
  analyse(text, carrier, { origin: "https://app.example.com" });

describe("another layout of an exchange's messages", () => {
  for (const { name, text, carrier } of SUBJECTS) {
    it(`changes nothing else, and can be reversed: ${name}`, () => {
      const before = judgedRead(text, carrier);
      for (const [index, exchange] of before.exchanges.entries()) {
        for (const { id, fix } of exchangeActions(before.judged, exchange)) {
          if (!LAYOUTS.has(id)) {
            continue;
          }
          const other = applyFix(before, fix);
          const after = judgedRead(other, carrier);
          assert.deepEqual(decidedIn(after), decidedIn(before), fix.title);
          const changed = after.exchanges[index];
          assert.ok(changed);
          assert.deepEqual(contentOf(after, changed), contentOf(before, exchange), fix.title);
          const back = exchangeActions(after.judged, changed).find((one) => LAYOUTS.has(one.id) && one.id !== id);
          assert.ok(back, `${fix.title} cannot be taken back`);
          const again = judgedRead(applyFix(after, back.fix), carrier);
          assert.deepEqual(decidedIn(again), decidedIn(before), back.fix.title);
          const same = again.exchanges[index];
          assert.ok(same);
          assert.deepEqual(contentOf(again, same), contentOf(before, exchange), back.fix.title);
        }
      }
    });
  }

  it("is offered for hundreds of exchanges", () => {
    const offered = SUBJECTS.flatMap(({ text, carrier }) => {
      const { exchanges, judged } = judgedRead(text, carrier);
      return exchanges.flatMap((exchange) => exchangeActions(judged, exchange).filter(({ id }) => LAYOUTS.has(id)));
    });
    assert.ok(offered.length > 500, `${offered.length} are offered`);
  });
});
