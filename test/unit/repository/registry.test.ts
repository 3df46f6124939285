import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FAMILIES } from "../../../server/src/rules/framework/families";
import { familyTitleOf, RULE_IDS } from "../../../server/src/rules/framework/rule-ids";
import { RULES } from "../../../server/src/rules/registry";

const FOLDER = "server/src/rules";

describe("the lists of rules", () => {
  it("are those of the files", async () => {
    const { registryOf } = await import("../../../tools/rules/registry.mjs");
    for (const [name, text] of await registryOf(FOLDER)) {
      assert.equal(readFileSync(join(FOLDER, "generated", name), "utf8"), text, "run: npm run generate");
    }
  });
  it("name the rules by their ids", () =>
    assert.deepEqual(
      RULES.map(({ id }) => id),
      RULE_IDS,
    ));
  it("have a rule of each family", () =>
    assert.deepEqual([...new Set(RULE_IDS.map(familyTitleOf))], Object.values(FAMILIES)));
});
