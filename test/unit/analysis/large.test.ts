import assert from "node:assert/strict";
import { analyse, DEFAULT_SETTINGS, MAX_TEXT_LENGTH } from "../../../server/src/analysis";

const WRONG = "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: a b\n\n";

describe("a text that is too long", () => {
  it("isn't read, and says so", () => {
    const { refusal, findings, document } = analyse(
      WRONG + " ".repeat(MAX_TEXT_LENGTH - WRONG.length + 1),
      "http",
      DEFAULT_SETTINGS,
    );
    assert.equal(refusal, "This document is too large: CORS Lens checks documents of up to 20 MB.");
    assert.deepEqual(findings, []);
    assert.deepEqual(document.blocks, []);
    assert.equal(document.lines.length, 1, "not even its lines are read");
  });

  it("is one character longer than one that is read", () => {
    const { refusal, findings } = analyse(WRONG + " ".repeat(MAX_TEXT_LENGTH - WRONG.length), "http", DEFAULT_SETTINGS);
    assert.equal(refusal, null);
    assert.equal(findings.length, 1);
  });
});
