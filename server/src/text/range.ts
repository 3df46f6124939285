/** A stretch of text: offsets in UTF-16 code units, the end exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * A part of a document that other places refer to: a message, a directive, a comment. Its place is relative to its section, because documents
 * share sections; `HttpDocument.startOf` returns its place in one of them.
 */
export interface Anchor {
  readonly section: object;
  /** Offset of its first character in the section. */
  readonly offset: number;
}

/** A range relative to an anchor. `HttpDocument.rangeOf` returns its place in a document. */
export interface Place {
  readonly anchor: Anchor;
  readonly range: Range;
}

export function place(anchor: Anchor, range: Range): Place {
  return { anchor, range };
}

/** Whether an offset is in the range or touches its end, as a cursor does. */
export function touches(range: Range, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}
