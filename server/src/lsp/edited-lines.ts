import type { Position, TextDocumentContentChangeEvent } from "vscode-languageserver";

/** Zero-based numbers of lines, the last one inclusive. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** A change of a part of a text. */
interface PartialChange {
  readonly range: { readonly start: Position; readonly end: Position };
  readonly text: string;
}

/**
 * The lines on which changes leave the cursors, if someone may have typed them; null if they paste, remove or replace several lines of text.
 * @param changes of one version of a document, each in the text that the ones before have made.
 */
export function editedLines(changes: readonly TextDocumentContentChangeEvent[]): LineRange | null {
  let edited: LineRange | null = null;
  for (const change of changes) {
    if (!isPartial(change) || !mayBeTyped(change)) {
      return null;
    }
    const { start } = change.range;
    const last = start.line + piecesOf(change.text).length - 1;
    // A line break at the start of a line pushes it down: the cursor may be above it.
    const own = { first: start.character === 0 ? start.line : last, last };
    edited = edited === null ? own : union(own, lineRangeAfter(edited, change));
  }
  return edited;
}

/** Where the text at a position is after changes; null if all of the text was replaced. */
export function positionAfter(position: Position, changes: readonly TextDocumentContentChangeEvent[]): Position | null {
  let moved = position;
  for (const change of changes) {
    if (!isPartial(change)) {
      return null;
    }
    moved = positionAfterOne(moved, change);
  }
  return moved;
}

function isPartial(change: TextDocumentContentChangeEvent): change is PartialChange {
  // Some clients send null instead of nothing.
  return "range" in change && (change.range ?? null) !== null;
}

/** A slow client may send the end of one line and the start of the next one together. */
const MOST_LINES_OF_TEXT = 2;

function mayBeTyped({ range, text }: PartialChange): boolean {
  const removed = range.end.line - range.start.line + 1;
  const written = piecesOf(text).filter((piece) => piece.trim() !== "").length;
  return removed <= MOST_LINES_OF_TEXT && written <= MOST_LINES_OF_TEXT;
}

function piecesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}

function union(a: LineRange, b: LineRange): LineRange {
  return { first: Math.min(a.first, b.first), last: Math.max(a.last, b.last) };
}

function lineRangeAfter({ first, last }: LineRange, change: PartialChange): LineRange {
  const lineAfter = (line: number) => positionAfterOne({ line, character: 0 }, change).line;
  return { first: lineAfter(first), last: lineAfter(last) };
}

function positionAfterOne({ line, character }: Position, { range: { start, end }, text }: PartialChange): Position {
  if (isBefore({ line, character }, start)) {
    return { line, character };
  }
  if (isBefore({ line, character }, end)) {
    return start;
  }
  const pieces = piecesOf(text);
  const added = pieces.length - 1;
  const lastLength = pieces.at(-1)?.length ?? 0;
  return {
    line: line + start.line + added - end.line,
    character:
      line !== end.line ? character : character - end.character + lastLength + (added === 0 ? start.character : 0),
  };
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
