import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import fc from "fast-check";
import { checkActions } from "../../support/check-actions";
import { hostileTexts } from "../../support/hostile-texts";
import { filesIn, type Subject, subjects } from "../../support/subjects";
import { dataPath } from "../../unit/cors/reference-data";

/** `ACTIONS_TEXTS=20000 ACTIONS_SEED=7 npm run test:thorough -- --grep "does what it says"` checks more texts, or others. */
const TEXTS = Number(process.env["ACTIONS_TEXTS"] ?? 400);
const SEED = Number(process.env["ACTIONS_SEED"] ?? 20_261_130);

const PAGES = [null, "https://app.example.com"];
const CORPUS: readonly Subject[] = ["corpus", "corpus-md"].flatMap((folder) =>
  existsSync(dataPath(folder)) ? [...filesIn(dataPath(folder))] : [],
);

describe("every fix and action does what it says, and nothing else", () => {
  for (const { name, text, carrier } of [
    ...subjects(),
    ...filesIn("test/fixtures/dialects"),
    ...filesIn("examples"),
    ...CORPUS,
  ]) {
    it(name, () => {
      for (const origin of PAGES) {
        checkActions(text, carrier, { origin });
      }
    });
  }

  it(`in ${TEXTS} texts with lines that change what others mean, seed ${SEED}`, () => {
    let count = 0;
    fc.assert(
      fc.property(
        hostileTexts(),
        fc.constantFrom(...PAGES),
        fc.boolean(),
        (hostile, origin, readCommentedResponses) => {
          count += checkActions(hostile.text, hostile.carrier, { origin, readCommentedResponses });
        },
      ),
      { numRuns: TEXTS, seed: SEED },
    );
    console.log(`      ${count} fixes and actions`);
    assert.ok(count > TEXTS, `only ${count} fixes and actions`);
  });
});
