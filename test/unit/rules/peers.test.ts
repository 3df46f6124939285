import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { analyse } from "../../../server/src/analysis";
import { PEER_CHECKS, peersPage } from "../../peers/page";

function analysisOf(text: string) {
  return analyse(text, "http", { origin: null }, (_, error) => {
    throw error;
  });
}

describe("a check of another tool", () => {
  for (const { check, answer } of PEER_CHECKS) {
    if ("none" in answer) {
      it(`has a reason why nothing is said: ${check}`, () => assert.match(answer.none, /^[A-Z`].*\.$/));
    } else if ("rule" in answer) {
      it(`is a finding: ${check}`, () => {
        const rules = analysisOf(answer.text).findings.map(({ rule }) => rule);
        assert.ok(
          rules.some((rule) => rule === answer.rule),
          `${answer.rule} isn't among ${rules.join(", ") || "no findings"}:\n${answer.text}`,
        );
      });
    } else {
      it(`is the verdict: ${check}`, () => {
        assert.equal(analysisOf(answer.text).exchanges.at(-1)?.verdict.fetch, answer.verdict, answer.text);
      });
    }
  }

  it("is there once", () => {
    const checks = PEER_CHECKS.map(({ check }) => check);
    assert.equal(new Set(checks).size, checks.length);
  });

  it("is listed on the page", () => {
    assert.equal(readFileSync("docs/peers.md", "utf8"), peersPage(), "run: npm run generate");
  });
});
