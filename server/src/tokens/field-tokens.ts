import { purposeOf } from "../explain/headers";
import type { Field, Message } from "../http/tree";
import { openMarksIn } from "../http/value";
import { absolute, type Range } from "../text/range";
import type { Token } from "./token";
import { wordType } from "./value-words";

/**
 * The names of headers that CORS uses, with the words of their values; and other names that a finding calls ineffective.
 * @param text the document's text.
 * @param isIneffective whether a finding says that exactly this range of the document is ineffective.
 */
export function fieldTokens(text: string, message: Message, isIneffective: (range: Range) => boolean): Token[] {
  return message.fields.flatMap((field) => {
    const name = absolute({ anchor: message, range: field.name });
    const isKnown = purposeOf(field.name.text) !== null;
    const hasNoEffect = isIneffective(name);
    // In a command, a field's range may be the option that implies it.
    if ((!isKnown && !hasNoEffect) || text.slice(name.start, name.end) !== field.name.text) {
      return [];
    }
    const words = valueWords(text, message, field).map(({ start, end, type }): Token => {
      return { start, end, type, modifiers: hasNoEffect || isIneffective({ start, end }) ? ["ineffective"] : [] };
    });
    return [{ ...name, type: "property", modifiers: hasNoEffect ? ["ineffective"] : ["cors"] }, ...words];
  });
}

/** The words of a value, except those with a reference or a placeholder. */
function valueWords(text: string, message: Message, { name, value }: Field): Omit<Token, "modifiers">[] {
  const { start: from, end } = absolute({ anchor: message, range: value });
  if (text.slice(from, end) !== value.text) {
    return [];
  }
  return Array.from(value.text.matchAll(/[^\s,]+/g)).flatMap(({ index, 0: word }) => {
    const type = wordType(name.text.toLowerCase(), word, word === value.text);
    const start = from + index;
    return type === null || word.includes("{{") || !openMarksIn(word).next().done
      ? []
      : [{ start, end: start + word.length, type }];
  });
}
