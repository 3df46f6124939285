import { analyse, DEFAULT_SETTINGS } from "../analysis";
import { type Fix, type FixGrade, textEdits } from "../edits/edit";
import { plainText } from "../edits/snippet";
import type { HttpDocument } from "../http/tree";
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
    const { document, findings, judged } = analyse(example.text, example.carrier ?? "http", DEFAULT_SETTINGS);
    const [fix] = findings.find(({ rule }) => rule === id)?.fixes(judged) ?? [];
    if (fix !== undefined) {
      return { example, fix, text: textAfter(document, fix) };
    }
  }
  return null;
}

/** Says which of the rule's incorrect examples was fixed, with a space after it; empty if there is only one. */
export function ordinalOf({ example }: FixedExample, { examples: { invalid } }: Rule): string {
  return invalid.length === 1 ? "" : `${["first", "second", "third"][invalid.indexOf(example)] ?? "last"} `;
}

/** What a reader may expect of a fix. */
export const FIX_GRADES: Readonly<Record<FixGrade, string>> = {
  safe: "This fix is safe: it changes no permission. Fix All and `cors-lens check --fix` apply it.",
  suggestion:
    "This fix is a suggestion: it allows more than before or needs your decision, so Fix All and `cors-lens check --fix` leave it to you.",
  placeholder:
    "This fix leaves a placeholder for you to fill in, so Fix All and `cors-lens check --fix` leave it to you.",
};

function textAfter(document: HttpDocument, { edits, grade }: Fix): string {
  return applyEdits(
    document.text,
    textEdits(document, edits).map(({ range, newText }) => ({
      range,
      newText: grade === "placeholder" ? plainText(newText) : newText,
    })),
  );
}
