import { sortedLowercaseSet } from "../cors/header-list";
import { isToken, stripTabOrSpace } from "../cors/list-values";
import { fieldsNamed } from "../http/tree";
import type { JudgedExchange } from "../judged/judged-exchange";
import type { Fix } from "./edit";
import { replaceValue } from "./field-edits";

/**
 * Removes the whitespace from a preflight's list of header names, as browsers write it. Names in another case, out of order or repeated are a
 * finding, whose fix also removes the whitespace.
 */
export function normalizeRequestHeaders({ kind, request }: JudgedExchange): Fix | null {
  const [field, ...more] = fieldsNamed(request, "Access-Control-Request-Headers");
  if (kind !== "preflight" || field === undefined || more.length > 0 || field.resolved !== field.value.text) {
    return null;
  }
  const names = field.value.text
    .split(",")
    .map(stripTabOrSpace)
    .filter((name) => name !== "");
  const typed = names.join(",");
  const isInOrder = names.every(isToken) && typed === sortedLowercaseSet(names).join(",");
  return typed === "" || typed === field.value.text || !isInOrder
    ? null
    : { title: `Change to ${typed}`, grade: "safe", edits: [replaceValue(request, field, typed)] };
}
