/** A stretch of text: offsets in UTF-16 code units, the end exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * A part of a document that other places refer to: a message, a directive, a comment. It is placed in its section, because a section is shared by
 * every document that has it; `HttpDocument.startOf` says where it is in one of them.
 */
export interface Anchor {
  readonly section: object;
  /** Offset of its first character in the section. */
  readonly offset: number;
}

/** A range relative to an anchor. `HttpDocument.rangeOf` says where it is in a document. */
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
