import assert from "node:assert/strict";
import fc from "fast-check";
import { type Analysis, analyse } from "../../../server/src/analysis";
import { hoverAt } from "../../../server/src/explain/hover";
import { definitionsAt } from "../../../server/src/navigate/definition";
import { fileReferencesOf } from "../../../server/src/navigate/document-links";
import { foldsOf } from "../../../server/src/navigate/folding-ranges";
import { renamableAt } from "../../../server/src/navigate/rename";
import { selectionRangesAt } from "../../../server/src/navigate/selection-ranges";
import { tokensOf } from "../../../server/src/tokens/tokens";
import { hostileTexts } from "../../support/hostile-texts";

const holds = ({ start, end }: { readonly start: number; readonly end: number }, offset: number) =>
  start <= offset && offset <= end;

const BRACES = "{{".length;

function checkWhole(analysis: Analysis): void {
  const { document, lines, findings } = analysis;
  let end = 0;
  for (const token of tokensOf(analysis)) {
    assert.ok(end <= token.start && token.start < token.end, "tokens are in order, apart and not empty");
    assert.equal(lines.positionAt(token.start).line, lines.positionAt(token.end).line, "a token is on one line");
    end = token.end;
  }
  const folds = foldsOf(analysis);
  assert.deepEqual(
    folds.map(({ startLine }) => startLine),
    folds.map(({ startLine }) => startLine).toSorted((a, b) => a - b),
    "folds are in order",
  );
  for (const { range } of fileReferencesOf(document)) {
    assert.ok(range.start < range.end, "a link isn't empty");
  }
  for (const { place, related } of findings) {
    for (const one of [place, ...related.map((other) => other.place)]) {
      const range = document.rangeOf(one);
      assert.ok(0 <= range.start && range.start <= range.end && range.end <= document.text.length, "a place is inside");
    }
  }
}

function checkAt(analysis: Analysis, offset: number): void {
  const hover = hoverAt(analysis, offset);
  assert.ok(hover === null || holds(hover.range, offset), "a hover holds its position");
  const rename = renamableAt(analysis, offset);
  if (rename !== null && "range" in rename) {
    // Next to the word are the `@` or the braces of a variable, from which it can be renamed too.
    assert.ok(rename.range.start < rename.range.end, "a renamed word isn't empty");
    const near = { start: rename.range.start - BRACES, end: rename.range.end + BRACES };
    assert.ok(holds(near, offset), "a renamed word is at its position");
  }
  const definitions = definitionsAt(analysis, offset);
  assert.ok(definitions === null || holds(definitions.from, offset), "a link to a definition holds its position");
  let inner = { start: offset, end: offset };
  for (const range of selectionRangesAt(analysis, offset)) {
    assert.ok(range.start <= inner.start && inner.end <= range.end, "selections nest");
    inner = range;
  }
}

describe("ranges", () => {
  it("hold their positions, nest and are in order, at every offset", () => {
    fc.assert(
      fc.property(hostileTexts(), ({ text, carrier }) => {
        const analysis = analyse(text, carrier, { origin: "https://app.example.com" });
        checkWhole(analysis);
        const step = Math.max(1, Math.floor(text.length / 300));
        for (let offset = 0; offset <= text.length; offset += step) {
          checkAt(analysis, offset);
        }
      }),
      { numRuns: 200, seed: 20_261_130 },
    );
  });
});
