import { stripTabOrSpace } from "../cors/list-values";
import type { Field } from "../http/tree";
import { memo } from "../text/memo";
import type { Range } from "../text/range";

/** The items of a `#token` value with their ranges, relative to the message, without empty items. */
export const listItems = memo((field: Field): readonly { readonly text: string; readonly range: Range }[] => {
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
});
