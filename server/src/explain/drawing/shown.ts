import type { Privacy } from "../../http/privacy";
import { withoutRanges } from "../../http/secret-texts";
import { printable } from "../../text/printable";
import type { Drawing, Step } from "./drawing";

/** In characters; longer texts are cut off. */
const MAX_LENGTH = 400;

/**
 * A drawing that is safe to show anywhere: every string on one line, without control characters, secrets and private values.
 */
export function shownDrawing(drawing: Drawing, privacy: Privacy): Drawing {
  const markdown = (text: string) => printable(privacy.shown(text).replace(/[\t\r\n]+/g, " "));
  const plain = (text: string) => {
    // A quoted line may have secrets that no other text has: a header in a list of names.
    const quoted = markdown(text);
    const line = withoutRanges(quoted, privacy.secretsInLine(quoted));
    return line.length > MAX_LENGTH ? `${printable(line.slice(0, MAX_LENGTH - 1))}…` : line;
  };
  const step = (one: Step): Step =>
    one.kind === "arrow"
      ? {
          ...one,
          label: plain(one.label),
          fields: one.fields.map((field) => ({ ...field, text: plain(field.text) })),
          notes: one.notes.map(markdown),
        }
      : {
          ...one,
          words: one.words.map(markdown),
          expected: one.expected.map(plain),
          console: one.console.map(markdown),
        };
  return {
    ...drawing,
    title: plain(drawing.title),
    name: plain(drawing.name),
    reason: markdown(drawing.reason),
    participants: drawing.participants.map((one) => ({ ...one, name: plain(one.name) })),
    steps: drawing.steps.map(step),
    remarks: drawing.remarks.map(markdown),
  };
}
