import { headerListOf } from "../../case/header-list";
import { extractHeaderListValues } from "../../cors/list-values";
import { listItems } from "../../exchange/list-items";
import type { HeaderName } from "../../headers/table";
import { fieldsNamed, type Response } from "../../http/tree";
import { type Place, place } from "../../text/range";
import { headerPlace } from "./header-places";

/** The place of the `*` in a list header, or of the header's first value if the `*` comes from a variable. */
export function wildcardPlace(response: Response, header: HeaderName): Place {
  const item = fieldsNamed(response, header)
    .flatMap(listItems)
    .find(({ text }) => text === "*");
  return item === undefined ? headerPlace(response, header) : place(response, item.range);
}

export function hasWildcard(response: Response, header: HeaderName): boolean {
  const items = extractHeaderListValues(header, headerListOf(response));
  return Array.isArray(items) && items.includes("*");
}
