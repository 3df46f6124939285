import assert from "node:assert/strict";
import { analyse, DEFAULT_SETTINGS } from "../../../server/src/analysis";
import type { Fix } from "../../../server/src/edits/edit";
import { readingAsMeant } from "../../../server/src/edits/reading-after";
import { withAffordableFixes } from "../../../server/src/rules/framework/affordable-fixes";

const LINES = 40;
const HEAD = "HTTP/1.1 200 OK\n";
const LINE = "X-A : b\n";
const { document, findings, judged } = analyse(`${HEAD}${LINE.repeat(LINES)}`, "http", DEFAULT_SETTINGS);
const [message] = document.blocks.flatMap(({ messages }) => messages);

/** Replaces the space before the colon of one of the fields. */
function replaced(line: number, newText: string): Fix {
  assert.ok(message !== undefined);
  const start = HEAD.length + line * LINE.length + "X-A".length;
  return {
    title: `${line} ${JSON.stringify(newText)}`,
    grade: "safe",
    edits: [{ anchor: message, range: { start, end: start + 1 }, newText }],
  };
}

describe("fixes that are read together", () => {
  for (const bad of [[], [0], [LINES - 1], [3, 4, 17], Array.from({ length: LINES }, (_, i) => i)]) {
    it(`all but ${bad.length} pass`, () => {
      // A blank line ends the head.
      const fixes = Array.from({ length: LINES }, (_, i) => replaced(i, bad.includes(i) ? "\n\n" : ""));
      assert.deepEqual(
        readingAsMeant(judged, fixes),
        fixes.filter((_, i) => !bad.includes(i)),
      );
    });
  }
});

describe("findings whose fixes can be worked out", () => {
  it("are as many as the text that is read for them allows, and one at least", () => {
    const count = (most: number) => withAffordableFixes(document, findings, most).length;
    assert.equal(findings.length, LINES);
    assert.equal(count(0), 1);
    assert.equal(count(3 * document.text.length), 3);
    assert.equal(count(LINES * document.text.length), LINES);
  });
});
