/** A stretch of text: offsets in UTF-16 code units, the end exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Whatever has a place of its own in the document: the offset of its first character. */
export interface Anchor {
  readonly start: number;
}

/**
 * A range placed relative to an anchor (a message, a directive), so that it stays true while the text before the anchor changes.
 */
export interface Place {
  readonly anchor: Anchor;
  readonly range: Range;
}

/** The place's range in the document. */
export function absolute({ anchor, range }: Place): Range {
  return { start: anchor.start + range.start, end: anchor.start + range.end };
}

export function place(anchor: Anchor, range: Range): Place {
  return { anchor, range };
}

/** Whether an offset is in the range or touches its end, as a cursor does. */
export function touches(range: Range, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}
