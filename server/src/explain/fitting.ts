import { shownText } from "./plain";

/** A paragraph of a hover: Markdown on one line. */
export interface Paragraph {
  readonly text: string;
  /** Shown instead if the text doesn't fit. */
  readonly short?: string;
  /** Whether it is shown in any case. */
  readonly isKept?: true;
}

/** How many lines of text a hover may have: an editor's hover is 250 px high, with the messages above it and the actions below. */
const MAX_LINES = 8;
/** How many characters fit on a line for certain: an editor's hover is 500 px wide. */
const COLUMNS = 60;

/** The paragraphs that fit into a hover, in their order: those that are kept, and of the others the first ones. */
export function fitting(paragraphs: readonly Paragraph[]): string[] {
  let left = MAX_LINES;
  for (const { text, short, isKept } of paragraphs) {
    left -= isKept ? linesOf(short ?? text) : 0;
  }
  return paragraphs.flatMap(({ text, short, isKept }) => {
    const taken = isKept ? linesOf(short ?? text) : 0;
    if (linesOf(text) <= left + taken) {
      left += taken - linesOf(text);
      return [text];
    }
    return isKept ? [short ?? text] : [];
  });
}

/** How many lines a paragraph takes. A word that is longer than a line is broken. */
function linesOf(paragraph: string): number {
  let lines = 1;
  let used = 0;
  for (const { length } of shownText(paragraph).split(" ")) {
    if (used > 0 && used + 1 + length > COLUMNS) {
      lines++;
      used = 0;
    }
    used += (used > 0 ? 1 : 0) + length;
    while (used > COLUMNS) {
      lines++;
      used -= COLUMNS;
    }
  }
  return lines;
}
