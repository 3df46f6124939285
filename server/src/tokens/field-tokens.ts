import { purposeOf } from "../explain/headers";
import type { Field, Message } from "../http/tree";
import { openMarksIn } from "../http/value";
import { absolute, type Range } from "../text/range";
import type { Token } from "./token";
import { wordType } from "./value-words";

/**
 * The names of the headers that CORS looks at, with the words of their values; and other names that a finding calls ineffective.
 * @param text of the document.
 * @param isIneffective whether a finding says so of exactly that range of the document.
 */
export function fieldTokens(text: string, message: Message, isIneffective: (range: Range) => boolean): Token[] {
  return message.fields.flatMap((field) => {
    const name = absolute({ anchor: message, range: field.name });
    const isKnown = purposeOf(field.name.text) !== null;
    const hasNoEffect = isIneffective(name);
    // In a command, the place of a field may be that of an option which implies it.
    if ((!isKnown && !hasNoEffect) || text.slice(name.start, name.end) !== field.name.text) {
      return [];
    }
    const words = valueWords(text, message, field).map(({ start, end, type }): Token => {
      return { start, end, type, modifiers: hasNoEffect || isIneffective({ start, end }) ? ["ineffective"] : [] };
    });
    return [{ ...name, type: "property", modifiers: hasNoEffect ? ["ineffective"] : ["cors"] }, ...words];
  });
}

/** Words that name something by themselves: those with a reference or a placeholder in them do not. */
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
