import { HEADER_NAMES, isSecretHeader } from "../../headers/headers";
import { type HttpDocument, messagesOf } from "../../http/tree";
import type { LineIndex } from "../../text/line-index";

/** The names of secret headers before a colon anywhere in a line: in a comment, a command, or text that isn't a message. */
const ANYWHERE = new RegExp(`(?:^|[^\\w-])(?:${HEADER_NAMES.filter(isSecretHeader).join("|")})[ \\t]*:[ \\t]*`, "i");

/**
 * Finds the secrets in a line: the values of fields with credentials. They are never shown.
 */
export class Secrets {
  /** The first hidden column of each line with such a field or its continuation. */
  readonly #columns = new Map<number, number>();

  constructor(document: HttpDocument, lines: LineIndex) {
    for (const message of messagesOf(document)) {
      const start = document.startOf(message);
      for (const field of message.fields) {
        if (isSecretHeader(field.name.text)) {
          const first = lines.positionAt(start + field.value.start);
          const last = lines.positionAt(start + field.line.end).line;
          this.#hide(first.line, first.character);
          for (let line = first.line + 1; line <= last; line++) {
            this.#hide(line, 0);
          }
        }
      }
    }
  }

  /**
   * @param line zero-based.
   * @param text the line's text.
   * @returns the zero-based column of the secret; null if the line has none.
   */
  startIn(line: number, text: string): number | null {
    const name = ANYWHERE.exec(text);
    const known = this.#columns.get(line);
    if (name === null) {
      return known ?? null;
    }
    return Math.min(name.index + name[0].length, known ?? Number.POSITIVE_INFINITY);
  }

  #hide(line: number, column: number): void {
    this.#columns.set(line, Math.min(column, this.#columns.get(line) ?? column));
  }
}
