import { stripTabOrSpace } from "../cors/list-values";
import type { Field } from "../http/tree";
import type { Range } from "../text/range";

/** The items of a `#token` value with their ranges, relative to the message, without empty items. */
export function listItems(field: Field): { readonly text: string; readonly range: Range }[] {
  const items: { text: string; range: Range }[] = [];
  let start = field.value.start;
  for (const piece of field.value.text.split(",")) {
    const text = stripTabOrSpace(piece);
    if (text !== "") {
      const from = start + piece.indexOf(text);
      items.push({ text, range: { start: from, end: from + text.length } });
    }
    start += piece.length + 1;
  }
  return items;
}
