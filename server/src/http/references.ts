import type { Range } from "../text/range";

/** `{{name}}` in a text: its range with the braces, and what stands in them, with single blanks between its words. */
export interface Reference extends Range {
  readonly name: string;
}

/** The references of a text, in order, in linear time. Braces that nothing closes are none. */
export function* referencesIn(text: string, from = 0, to = text.length): Generator<Reference> {
  let at = from;
  for (;;) {
    const open = text.indexOf("{{", at);
    const close = open < 0 || open >= to ? -1 : text.indexOf("}}", open + 2);
    if (close < 0 || close + 2 > to) {
      return;
    }
    at = close + 2;
    yield {
      start: open,
      end: at,
      name: text
        .slice(open + 2, close)
        .trim()
        .replace(/\s+/g, " "),
    };
  }
}
