import { code } from "../../explain/markdown";
import { enumerate } from "../../rules/shared/words";
import { type Offer, offer } from "../proposal";

/**
 * One offer of all items of a list and, where that are several, one of each.
 * @param detail what is said of one, and of all
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
