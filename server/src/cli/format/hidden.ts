import { isSecretHeader } from "../../headers/secret-names";
import { merged, secretsInField } from "../../http/secret-texts";
import { type Field, type HttpDocument, messagesOf } from "../../http/tree";
import type { LineIndex } from "../../text/line-index";
import type { Range } from "../../text/range";

/** Finds what must not be shown of the lines of a document. */
export class HiddenParts {
  readonly #document: HttpDocument;
  /** The secrets in header fields, whose values may continue on further lines. By line, in its columns. */
  readonly #fields = new Map<number, Range[]>();

  constructor(document: HttpDocument, lines: LineIndex) {
    this.#document = document;
    for (const message of messagesOf(document)) {
      for (const field of message.fields) {
        if (isSecretHeader(field.name.text)) {
          for (const range of secretsOf(document, field, document.startOf(message))) {
            this.#add(range, lines);
          }
        }
      }
    }
  }

  /**
   * @param line zero-based.
   * @param text the line's text.
   * @returns the columns of the secrets, in order.
   */
  in(line: number, text: string): Range[] {
    const ofFields = this.#fields.get(line) ?? [];
    return merged([...ofFields, ...this.#document.privacy.secretsInLine(text)])
      .map(({ start, end }) => ({ start, end: Math.min(end, text.length) }))
      .filter(({ start, end }) => start < end);
  }

  #add({ start, end }: Range, lines: LineIndex): void {
    const first = lines.positionAt(start);
    const last = lines.positionAt(end);
    for (let line = first.line; line <= last.line; line++) {
      const range = {
        start: line === first.line ? first.character : 0,
        end: line === last.line ? last.character : Number.POSITIVE_INFINITY,
      };
      this.#fields.set(line, [...(this.#fields.get(line) ?? []), range]);
    }
  }
}

/** In the document. In a command, the value isn't the text of its place: there the whole place is secret. */
function secretsOf({ text }: HttpDocument, { name, value }: Field, start: number): Range[] {
  const at = start + value.start;
  return text.startsWith(value.text, at) && value.end - value.start === value.text.length
    ? secretsInField(name.text, value.text).map((one) => ({ start: at + one.start, end: at + one.end }))
    : [{ start: at, end: start + value.end }];
}
