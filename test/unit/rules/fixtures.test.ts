import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { RULES } from "../../../server/src/rules/registry";
import { checkFixture } from "../../support/fixture";

const FOLDER = "test/fixtures/rules";

describe("rules, by fixture", () => {
  for (const { id } of RULES) {
    it(`${id} has a finding in its fixture`, () => {
      const file = [`${id}.http`, `${id}.md`].map((name) => join(FOLDER, name)).find((name) => existsSync(name));
      assert.ok(file !== undefined, `write ${join(FOLDER, `${id}.http`)}`);
      assert.match(
        readFileSync(file, "utf8"),
        new RegExp(`#.*\\^ (error|warning|information|hint) ${id}(:|$)`, "m"),
        `${file} expects no finding. Below a wrong line, write:\n#   ^^^ severity ${id}: part of the sentence`,
      );
    });
  }
  for (const file of readdirSync(FOLDER).sort()) {
    it(file, () => {
      checkFixture(readFileSync(join(FOLDER, file), "utf8"), file.endsWith(".md") ? "markdown" : "http");
    });
  }
});
