import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { analyse } from "../../../server/src/analysis";
import { BROWSERS } from "../../../server/src/cors/engines";
import { faultsOfMessage } from "../../support/messages";
import { PASTED } from "../../support/pasted";
import { filesIn, type Subject, subjects } from "../../support/subjects";

/** With one browser alone, sentences name it. */
const ENGINES = [BROWSERS, ...BROWSERS.map((browser) => [browser])];

function* texts(): Generator<Subject> {
  yield* subjects();
  for (const folder of [PASTED, "test/fixtures/dialects", "test/fixtures/drawings", "examples", "docs", "docs/rules"]) {
    yield* filesIn(folder);
  }
  for (const folder of readdirSync("test/fixtures/counterexamples")) {
    yield* filesIn(join("test/fixtures/counterexamples", folder));
  }
}

describe("the message of a finding", () => {
  it("is short and plain for every text in the repository and every browser", () => {
    const faults = new Set<string>();
    let count = 0;
    for (const { name, text, carrier } of texts()) {
      for (const engines of ENGINES) {
        for (const { rule, message, related } of analyse(text, carrier, { origin: null, engines }).findings) {
          count += 1;
          for (const sentence of [message, ...related.map((one) => one.message)]) {
            for (const fault of faultsOfMessage(sentence)) {
              faults.add(`${rule} (${name}): ${sentence} ${fault}`);
            }
          }
        }
      }
    }
    assert.ok(count > 1000, `only ${count} findings`);
    assert.deepEqual([...faults], []);
  });

  it("would be found if it were too long, or not plain", () => {
    const long = `\`x\` ${"is quite long ".repeat(10)}here.`;
    assert.deepEqual(faultsOfMessage("`*` doesn't work for requests with credentials: name the origin."), []);
    assert.match(faultsOfMessage(long)[0] ?? "", /has 146 characters/);
    assert.match(faultsOfMessage("One. Two. Three.")[0] ?? "", /has 3 sentences/);
    assert.match(faultsOfMessage(["With credentials, `*` is", "no wildcard."].join(" "))[0] ?? "", /isn't/);
    assert.deepEqual(faultsOfMessage("An origin. It is long. Here `{{x}}` is `y`."), []);
  });
});
