import assert from "node:assert/strict";
import { TARGETS } from "./all-targets";
import { counterexamplesOf } from "./counterexamples";
import { runBatch } from "./run";

/** Fixed, so that an unrelated change doesn't fail by chance. `npm run fuzz` takes another one each time. */
const SEED = 20_261_130;

for (const target of TARGETS) {
  const { name, unit, usualRuns, check, stop } = target;
  describe(`${name}, with random input`, () => {
    after(() => stop?.());

    for (const known of counterexamplesOf(name)) {
      it(`handles what once went wrong: ${known.name}`, async () => {
        await check(known.input);
      });
    }

    it(`keeps its promises for ${usualRuns} inputs with seed ${SEED}`, async () => {
      const { units, counterexample } = await runBatch(target, SEED, usualRuns);
      assert.equal(
        counterexample,
        null,
        `${counterexample?.error}\npath ${counterexample?.path}, input: ${JSON.stringify(counterexample?.input)}`,
      );
      assert.ok(units >= usualRuns, `it tried ${units} ${unit}`);
    });
  });
}
