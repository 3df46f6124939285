import type { Range } from "../text/range";

/** `{{name}}` in a text: its range including the braces, and the name, with single spaces between its words. */
export interface Reference extends Range {
  readonly name: string;
}

/** The references in a part of a text, in order, in time linear in the part. Unclosed braces aren't references. */
export function* referencesIn(text: string, from = 0, to = text.length): Generator<Reference> {
  const part = text.slice(from, to);
  let at = 0;
  for (;;) {
    const open = part.indexOf("{{", at);
    const close = open < 0 ? -1 : part.indexOf("}}", open + 2);
    if (close < 0) {
      return;
    }
    at = close + 2;
    yield { start: from + open, end: from + at, name: nameIn(part.slice(open + 2, close)) };
  }
}

/**
 * Every reference that some part of a text may have, wherever the part begins: braces that stay open elsewhere don't matter. In order.
 */
export function* everyReferenceIn(text: string): Generator<Reference> {
  for (const { 0: whole, 1: inner = "", index } of text.matchAll(/\{\{((?:(?!\{\{|\}\})[\s\S])*)\}\}/g)) {
    yield { start: index, end: index + whole.length, name: nameIn(inner) };
  }
}

function nameIn(inner: string): string {
  return inner.trim().replace(/\s+/g, " ");
}
