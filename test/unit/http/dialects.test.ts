import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dialectTree } from "../../support/dialect-tree";

const FOLDER = "test/fixtures/dialects";
/** Whether the trees are to be written anew, to be looked at in the difference. */
const { UPDATE_TREES } = process.env;

/** Beside each text stands the tree that is expected of it. `UPDATE_TREES=1 npm run test:unit -- --grep dialects` writes them. */
describe("dialects, by fixture", () => {
  for (const file of readdirSync(FOLDER).filter((name) => !name.endsWith(".tree"))) {
    it(file, () => {
      const text = readFileSync(join(FOLDER, file), "utf8");
      const tree = dialectTree(text, file.endsWith(".md") ? "markdown" : "http", file.startsWith("commented"));
      const expected = join(FOLDER, `${file}.tree`);
      if (UPDATE_TREES !== undefined) {
        writeFileSync(expected, tree);
      }
      assert.ok(existsSync(expected), `${expected} is missing`);
      assert.equal(tree, readFileSync(expected, "utf8"));
    });
  }
});
