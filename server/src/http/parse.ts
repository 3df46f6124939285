import { LineCursor } from "../text/lines";
import { DocumentBuilder } from "./document-builder";
import { foreignGrammarOf } from "./foreign";
import type { LineKind } from "./line";
import { FenceReader, mayHoldHttpFence } from "./markdown";
import { NOTHING_OUTSIDE, type OutsideVariables } from "./outside";
import { type ReadingOptions, Scanner } from "./scanner";
import type { HttpDocument } from "./tree";

/** How a document carries HTTP: as the whole text, or in the fences of a Markdown text. */
export type Carrier = "http" | "markdown";

export const DEFAULT_READING: ReadingOptions = { commentedResponses: false };

/**
 * Reads a text. Total: whatever the text, it gives a tree whose lines joined are the text.
 * @param outside the variables that are defined elsewhere.
 */
export function parse(
  text: string,
  carrier: Carrier,
  outside: OutsideVariables = NOTHING_OUTSIDE,
  options: ReadingOptions = DEFAULT_READING,
): HttpDocument {
  const builder = new DocumentBuilder(text);
  const foreign = carrier === "http" ? foreignGrammarOf(text) : null;
  if (foreign !== null) {
    skipAll(text, builder, "foreign");
  } else if (carrier === "http") {
    addAll(text, builder, new Scanner(text, options));
  } else if (mayHoldHttpFence(text)) {
    addFences(text, builder, new Scanner(text, options));
  } else {
    skipAll(text, builder, "prose");
  }
  return builder.finish(foreign, outside);
}

function skipAll(text: string, builder: DocumentBuilder, kind: LineKind): void {
  const cursor = new LineCursor(text);
  while (cursor.advance()) {
    builder.skip({ kind, start: cursor.start, content: cursor.start, end: cursor.end, next: cursor.next });
  }
}

function addAll(text: string, builder: DocumentBuilder, scanner: Scanner): void {
  const cursor = new LineCursor(text);
  const mark = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  while (cursor.advance()) {
    const content = cursor.start === 0 ? Math.min(mark, cursor.end) : cursor.start;
    builder.add(scanner.next(cursor.start, content, cursor.end, cursor.next), scanner.inTranscript);
  }
}

const BYTE_ORDER_MARK = 0xfeff;

function addFences(text: string, builder: DocumentBuilder, scanner: Scanner): void {
  const reader = new FenceReader(text);
  const cursor = new LineCursor(text);
  while (cursor.advance()) {
    const { start, end, next } = cursor;
    const markdown = reader.next(cursor);
    switch (markdown.kind) {
      case "content":
        builder.add(scanner.next(start, markdown.content, end, next), scanner.inTranscript);
        break;
      case "open":
        scanner.openFence();
        builder.skip({ kind: "fence", start, content: start, end, next });
        builder.openFence(next, isBadExample(markdown.info));
        break;
      case "close":
        builder.skip({ kind: "fence", start, content: start, end, next });
        builder.closeFence();
        break;
      case "prose":
        builder.closeFence();
        builder.skip({ kind: "prose", start, content: start, end, next });
        if (markdown.divides) {
          builder.heading();
        }
    }
  }
}

/** `http example-bad`, as MDN marks what is not to be copied. */
function isBadExample(info: string): boolean {
  return /(^|[\s{.,:-])bad($|[\s}.,:-])/i.test(info);
}
