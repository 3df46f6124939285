import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { analyse } from "../../../server/src/analysis";

const FILE = join(process.env["CORS_LENS_DATA"] ?? "../shared", "seed/cors-and-acao.md");

describe("the document that the project starts from", () => {
  it("has three exchanges that every engine allows, and one malformed line", function () {
    if (!existsSync(FILE)) {
      console.warn(`    SKIPPED: ${FILE} is missing; set CORS_LENS_DATA to the folder that holds it.`);
      this.skip();
    }
    const { exchanges, findings } = analyse(readFileSync(FILE, "utf8"), "markdown", { origin: null });
    assert.deepEqual(
      exchanges.map(({ kind, verdict }) => [kind, ...Object.values(verdict)].join(" ")),
      [
        "actual allowed allowed allowed allowed",
        "actual allowed allowed allowed allowed",
        "preflight allowed allowed allowed allowed",
      ],
    );
    assert.deepEqual(
      findings.filter(({ severity }) => severity === "error" || severity === "warning").map(({ rule }) => rule),
      ["whitespace-before-colon"],
    );
  });
});
