import fc from "fast-check";
import { checkActions } from "../../support/check-actions";
import { hostileTexts } from "../../support/hostile-texts";
import { anyDocument, anySettings, type DocumentInput, settingsOf } from "../inputs/documents";
import type { Target } from "../target";

/** Every fix and action does what it says, and nothing else. */
export const fixesTarget: Target<DocumentInput> = {
  name: "fixes",
  unit: "fixes",
  inputs: fc.oneof(
    anyDocument,
    fc
      .tuple(hostileTexts(), anySettings)
      .map(([{ text, carrier }, settings]): DocumentInput => ({ text, carrier, settings })),
  ),
  usualRuns: 300,
  check: (document) => checkActions(document.text, document.carrier, settingsOf(document)),
};
