import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkFixture } from "../../support/fixture";

const FOLDER = "test/fixtures/rules";

describe("rules, by fixture", () => {
  for (const file of readdirSync(FOLDER).sort()) {
    it(file, () => {
      checkFixture(readFileSync(join(FOLDER, file), "utf8"), file.endsWith(".md") ? "markdown" : "http");
    });
  }
});
