import { analyse, DEFAULT_SETTINGS } from "../analysis";
import { type Fix, textEdits } from "../edits/edit";
import { plainText } from "../edits/snippet";
import type { Example, Rule } from "../rules/framework/rule";
import { applyEdits } from "../text/edit";

/** A fix at work on one of its rule's examples. */
export interface FixedExample {
  readonly example: Example;
  readonly fix: Fix;
  /** The example's text after the fix. */
  readonly text: string;
}

/** Applies the best fix to the first incorrect example that has one; null if none has. */
export function fixedExample({ id, examples }: Rule): FixedExample | null {
  for (const example of examples.invalid) {
    const { findings, judged } = analyse(example.text, "http", DEFAULT_SETTINGS);
    const [fix] = findings.find(({ rule }) => rule === id)?.fixes(judged) ?? [];
    if (fix !== undefined) {
      return { example, fix, text: textAfter(example.text, fix) };
    }
  }
  return null;
}

function textAfter(text: string, { edits, grade }: Fix): string {
  return applyEdits(
    text,
    textEdits(edits).map(({ range, newText }) => ({
      range,
      newText: grade === "placeholder" ? plainText(newText) : newText,
    })),
  );
}
