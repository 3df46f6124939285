import { type Position, window } from "vscode";

/** A place in a document, as the server is asked about it: zero-based, in UTF-16 units. */
export interface Place {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

export function placeIn({ line, character }: Pick<Position, "line" | "character">): Omit<Place, "uri"> {
  return { line, character };
}

/** The place of the cursor; undefined where no editor is active. */
export function placeOfCursor(): Place | undefined {
  const editor = window.activeTextEditor;
  return editor === undefined
    ? undefined
    : { uri: editor.document.uri.toString(), ...placeIn(editor.selection.active) };
}

/**
 * The place that a command is given, else that of the cursor.
 * @param uri a document as a string; with it goes `position`, zero-based.
 */
export function placeFrom(uri: unknown, position: unknown): Place | undefined {
  return typeof uri === "string" && isPosition(position) ? { uri, ...placeIn(position) } : placeOfCursor();
}

function isPosition(value: unknown): value is Pick<Position, "line" | "character"> {
  return typeof value === "object" && value !== null && "line" in value && "character" in value;
}
