import assert from "node:assert/strict";
import fc from "fast-check";
import { type Analysis, analyse } from "../../../server/src/analysis";
import { seen } from "../../support/seen";
import { assertSound } from "../../support/sound";
import { anyDocument, type DocumentInput, settingsOf } from "../inputs/documents";
import { anyPiece } from "../inputs/texts";
import type { Target } from "../target";

/** A replacement. Place and length are in thousandths of the text. */
interface Change {
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

interface Input {
  readonly document: DocumentInput;
  readonly changes: readonly Change[];
}

/** An analysis after edits equals one from scratch, and leaves the one before as it was. */
export const editsTarget: Target<Input> = {
  name: "edits",
  unit: "edits",
  inputs: fc.record({
    document: anyDocument,
    changes: fc.array(
      fc.record({
        at: fc.nat(1000),
        length: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(30), fc.nat(1000)),
        text: fc.oneof({ weight: 3, arbitrary: anyPiece }, fc.constant("")),
      }),
      { minLength: 1, maxLength: 8 },
    ),
  }),
  usualRuns: 300,
  check({ document, changes }) {
    const { carrier } = document;
    const settings = settingsOf(document);
    const read = (text: string, previous: Analysis | null) =>
      analyse(
        text,
        carrier,
        settings,
        (_, error) => {
          throw error;
        },
        previous,
      );
    let { text } = document;
    let analysis = read(text, null);
    let scratch = seen(read(text, null));
    for (const change of changes) {
      const before = { analysis, scratch };
      text = applied(text, change);
      analysis = read(text, analysis);
      scratch = seen(read(text, null));
      assertSound(analysis.document);
      // Half of the analyses are only read after the next edit.
      if (change.at % 2 === 0) {
        assert.deepEqual(seen(analysis), scratch);
      }
      assert.deepEqual(seen(before.analysis), before.scratch);
    }
    assert.deepEqual(seen(analysis), scratch);
    return changes.length;
  },
};

function applied(text: string, { at, length, text: added }: Change): string {
  const start = Math.floor((text.length * at) / 1000);
  return text.slice(0, start) + added + text.slice(start + Math.floor((text.length * length) / 1000));
}
