import assert from "node:assert/strict";
import fc from "fast-check";
import { analyse } from "../../../server/src/analysis";
import { total, type Work, workOf } from "../../support/work";
import { anyDocument, type DocumentInput, settingsOf } from "../inputs/documents";
import type { Target } from "../target";

interface Input {
  readonly document: DocumentInput;
  /** Between the copies of the text. */
  readonly between: string;
}

/** More than what a request is compared with, such as the requests around it that have its URL. */
const FEW_COPIES = 128;
const MAX_LENGTH = 300;
/** Of what twice the work would be. Work that grows with the square of the copies is 2. */
const TOLERANCE = 1.25;
/** So few steps say nothing about growth. */
const NOISE = 5_000;

/** Many copies of a text take work in proportion to their number. Work is counted, so that a busy machine changes nothing. */
export const growthTarget: Target<Input> = {
  name: "growth",
  unit: "documents",
  inputs: fc.record({ document: anyDocument, between: fc.constantFrom("", "\n", "\n\n", "\n###\n", "\n# Heading\n") }),
  usualRuns: 10,
  check({ document, between }) {
    const text = document.text.slice(0, MAX_LENGTH);
    const settings = settingsOf(document);
    const copied = (copies: number) => Array.from({ length: copies }, () => text).join(between);
    const work = (copies: number) => workOf(() => analyse(copied(copies), document.carrier, settings));
    // The first run also does the work that is done only once.
    analyse(copied(2), document.carrier, settings);
    const first = work(FEW_COPIES);
    const second = work(FEW_COPIES * 2);
    const third = work(FEW_COPIES * 4);
    const before = total(second) - total(first);
    const after = total(third) - total(second);
    assert.ok(
      after <= before * 2 * TOLERANCE + NOISE,
      `${FEW_COPIES}, ${FEW_COPIES * 2} and ${FEW_COPIES * 4} copies take ${total(first)}, ${total(second)} and ${total(third)} steps, most of all ${fastestGrowing(first, second, third)}`,
    );
    return 1;
  },
};

function fastestGrowing(first: Work, second: Work, third: Work): string {
  return [...third]
    .map(([place, count]) => {
      const [one, two] = [first.get(place) ?? 0, second.get(place) ?? 0];
      return { place, excess: count - two - (two - one) * 2, counts: [one, two, count] };
    })
    .sort((a, b) => b.excess - a.excess)
    .slice(0, 5)
    .map(({ place, counts }) => `${place} ${counts.join(", ")}`)
    .join("; ");
}
