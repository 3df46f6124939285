import assert from "node:assert/strict";
import fc from "fast-check";
import { type Analysis, analyse } from "../../../server/src/analysis";
import { seen } from "../../support/seen";
import { assertSound } from "../../support/sound";
import { anyDocument, type DocumentInput, settingsOf } from "../inputs/documents";
import { anyPiece } from "../inputs/texts";
import type { Target } from "../target";

interface Input {
  readonly document: DocumentInput;
  /** An edit after which the document is read again; null for most documents. The place is in thousandths of the text. */
  readonly edit: { readonly at: number; readonly text: string } | null;
}

/** Every document has a tree without loss, exchanges and verdicts. Cheaper than `analyse`, which asks every surface, so that it tries many more documents. */
export const readTarget: Target<Input> = {
  name: "read",
  unit: "documents",
  inputs: fc.record({
    document: anyDocument,
    edit: fc.oneof(
      { weight: 60, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.record({ at: fc.nat(1000), text: anyPiece }) },
    ),
  }),
  usualRuns: 3000,
  check({ document, edit }) {
    const { text, carrier } = document;
    const settings = settingsOf(document);
    const read = (current: string, previous: Analysis | null) =>
      analyse(
        current,
        carrier,
        settings,
        (_, error) => {
          throw error;
        },
        previous,
      );
    const analysis = read(text, null);
    assertSound(analysis.document);
    if (edit !== null) {
      const at = Math.floor((text.length * edit.at) / 1000);
      const edited = text.slice(0, at) + edit.text + text.slice(at);
      assert.deepEqual(seen(read(edited, analysis)), seen(read(edited, null)));
    }
    return 1;
  },
};
