import assert from "node:assert/strict";
import type { Range } from "../../server/src/text/range";

/** A text without its marks: `‸` is the cursor, `⟦…⟧` are ranges, which may be nested. */
export interface MarkedText {
  readonly text: string;
  /** 0 if no cursor is marked. */
  readonly cursor: number;
  /** Ordered by start. */
  readonly ranges: readonly Range[];
}

export function markedText(marked: string): MarkedText {
  let text = "";
  let cursor = 0;
  const ranges: { start: number; end: number }[] = [];
  const open: { start: number; end: number }[] = [];
  for (const character of marked) {
    if (character === "‸") {
      cursor = text.length;
    } else if (character === "⟦") {
      const range = { start: text.length, end: -1 };
      ranges.push(range);
      open.push(range);
    } else if (character === "⟧") {
      const range = open.pop();
      assert.ok(range !== undefined, "a range is closed but was never opened");
      range.end = text.length;
    } else {
      text += character;
    }
  }
  assert.deepEqual(open, [], "a range is never closed");
  return { text, cursor, ranges };
}

/** Marks ranges in a text, so that a comparison with another marked text shows differences in place. */
export function mark(text: string, ranges: readonly Range[]): string {
  const marks = ranges.flatMap(({ start, end }) => [
    { at: start, order: end - start, mark: "⟦" },
    { at: end, order: start - end - text.length, mark: "⟧" },
  ]);
  marks.sort((a, b) => a.at - b.at || (a.mark === b.mark ? b.order - a.order : a.mark === "⟧" ? -1 : 1));
  let result = "";
  let from = 0;
  for (const { at, mark: character } of marks) {
    result += text.slice(from, at) + character;
    from = at;
  }
  return result + text.slice(from);
}

export function withoutCursor(marked: string): string {
  return marked.replace("‸", "");
}
