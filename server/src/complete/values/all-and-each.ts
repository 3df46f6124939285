import { code } from "../../explain/markdown";
import { enumerate } from "../../words/quote";
import { type Offer, offer } from "../proposal";

/**
 * One offer for each item of a list and, if there are several, one for all of them.
 * @param detail the offer's detail for one item and for all items.
 */
export function allAndEach(
  items: readonly string[],
  separator: string,
  detail: { readonly one: string; readonly all: string },
  documentation: (items: string) => string,
): Offer[] {
  const each = items.map((item) => offer("value", item, detail.one, documentation(code(item))));
  return items.length < 2
    ? each
    : [offer("value", items.join(separator), detail.all, documentation(enumerate(items.map(code)))), ...each];
}
