import { headerNamed, purposeWithCors } from "../headers/headers";
import type { Field, HttpDocument, Message } from "../http/tree";
import { openMarksIn } from "../http/value";
import type { Token } from "./token";
import { wordType } from "./value-words";

/** The names of the headers that CORS looks at, with the words of their values. */
export function fieldTokens(document: HttpDocument, message: Message): Token[] {
  return message.fields.flatMap((field) => {
    const name = document.rangeOf({ anchor: message, range: field.name });
    // In a command, a field's range may be the option that implies it.
    if (purposeWithCors(field.name.text) === null || document.text.slice(name.start, name.end) !== field.name.text) {
      return [];
    }
    const words = valueWords(document, message, field).map(({ start, end, type }): Token => {
      return { start, end, type, modifiers: [] };
    });
    return [{ ...name, type: "property", modifiers: ["cors"] }, ...words];
  });
}

/** The words of a value, except those with a reference or a placeholder. */
function valueWords(document: HttpDocument, message: Message, { name, value }: Field): Omit<Token, "modifiers">[] {
  const { start: from, end } = document.rangeOf({ anchor: message, range: value });
  const header = headerNamed(name.text);
  if (header === null || document.text.slice(from, end) !== value.text) {
    return [];
  }
  return Array.from(value.text.matchAll(/[^\s,]+/g)).flatMap(({ index, 0: word }) => {
    const type = wordType(header, word, word === value.text);
    const start = from + index;
    return type === null || word.includes("{{") || !openMarksIn(word).next().done
      ? []
      : [{ start, end: start + word.length, type }];
  });
}
