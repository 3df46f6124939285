import { type Position, window } from "vscode";

/** A place in a document: zero-based, in UTF-16 code units, as in the protocol. */
export interface Place {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

export function placeIn({ line, character }: Pick<Position, "line" | "character">): Omit<Place, "uri"> {
  return { line, character };
}

/** The place of the cursor; undefined if no editor is active. */
export function placeOfCursor(): Place | undefined {
  const editor = window.activeTextEditor;
  return editor === undefined
    ? undefined
    : { uri: editor.document.uri.toString(), ...placeIn(editor.selection.active) };
}

/**
 * The place in a command's arguments, else that of the cursor.
 * @param uri of a document, as a string.
 * @param position zero-based.
 */
export function placeFrom(uri: unknown, position: unknown): Place | undefined {
  return typeof uri === "string" && isPosition(position) ? { uri, ...placeIn(position) } : placeOfCursor();
}

function isPosition(value: unknown): value is Pick<Position, "line" | "character"> {
  return typeof value === "object" && value !== null && "line" in value && "character" in value;
}
