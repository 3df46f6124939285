import assert from "node:assert/strict";
import fc from "fast-check";
import { Answers, assertRanges } from "../../support/answers";
import { assertSound } from "../../support/sound";
import { anyDocument, type DocumentInput, PRIVATE, settingsOf } from "../inputs/documents";
import type { Target } from "../target";

interface Input {
  readonly document: DocumentInput;
  /** In thousandths of the text. */
  readonly places: readonly number[];
}

/** Every document gets an answer on every surface, with ranges inside it and without private values. */
export const analyseTarget: Target<Input> = {
  name: "analyse",
  unit: "documents",
  inputs: fc.record({ document: anyDocument, places: fc.array(fc.nat(1000), { minLength: 1, maxLength: 3 }) }),
  usualRuns: 1500,
  check({ document: input, places }) {
    const { text, carrier } = input;
    const answers = new Answers(text, carrier, settingsOf(input));
    const { document } = answers.analysed;
    assertSound(answers.analysed.analysis.document);
    const said = [
      answers.whole(),
      ...places.map((place) => answers.at(outsideLineEnds(text, Math.floor((text.length * place) / 1000)))),
    ];
    assertRanges(said, document);
    const json = answers.json();
    JSON.parse(json);
    const pretty = answers.pretty(20 + ((places[0] ?? 0) % 100));
    assertHarmlessInTerminals(pretty);
    const copies = places.map((place) => answers.copies(Math.floor((text.length * place) / 1000)));
    for (const shown of [JSON.stringify(said), json, pretty, JSON.stringify(copies)]) {
      const at = shown.search(PRIVATE);
      assert.ok(at < 0, `a private value is shown: ${shown.slice(Math.max(0, at - 80), at + 40)}`);
    }
    return 1;
  },
};

/** A cursor is never between the characters of a line end. */
function outsideLineEnds(text: string, offset: number): number {
  return text.slice(offset - 1, offset + 1) === "\r\n" ? offset - 1 : offset;
}

/** Asserts that the only control characters are line ends and colours. */
function assertHarmlessInTerminals(text: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  const found = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/u.exec(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours.
    text.replace(/\u001b\[[0-9;]*m/g, ""),
  );
  assert.equal(found, null, `a control character in the report: ${JSON.stringify(found?.[0])}`);
}
